/** One guard, four engines: Bun, Node, the unfrozen and the frozen core give the same decisions, to the byte. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildNative, freeze } from "../../native/build.mjs";
import { bundle } from "../../scripts/setup/bundle.mjs";
import { corpusCases } from "../corpus/corpus.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";
import { folder, repository } from "./ground.ts";

const build = join(repository, ".build");
const images = folder("engines");
const [script, frozen, packed] = ["guard.js", "frozen", "packed"].map((name) => join(images, name)) as [string, string, string];
await buildNative({ log: () => {} });
await bundle({ root: repository, build, scratch: images }, script);
await freeze([script], frozen);
assert.equal(spawnSync(join(build, "host"), ["--pack", packed, script]).status, 0);
const version = said(frozen, ["version"], {}).trim();

function said(program: string, words: readonly string[], { input = "", home = images, cwd = images }): string {
  const { status, stdout, stderr } = spawnSync(program, words, {
    input,
    cwd,
    env: { HOME: home, PATH: "/usr/bin:/bin" },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

type Engine = (input: string, home: RealHome) => readonly string[];

const core =
  (image: string): Engine =>
  (input, { home, project }) =>
    said(image, ["judge"], { input, home, cwd: project }).split("\n");

const program = fileURLToPath(new URL("judge-lines.ts", import.meta.url));
const runtime =
  (name: "bun" | "node"): Engine =>
  (input, { home, project }) =>
    said(join(build, "bin", name), [program, home, rootOf(home), version], { input, home, cwd: project }).split("\n");

const engines: readonly (readonly [string, Engine])[] = [
  ["Bun", runtime("bun")],
  ["the unfrozen core", core(packed)],
  ["the frozen core", core(frozen)],
];
const rootOf = (home: string) => join(home, ".sheepdog");

const odd = [
  "",
  " ",
  "'",
  "rm -rf ~ \u0000",
  "echo 'käse 🐑'",
  "x".repeat(300_000),
  "(".repeat(150),
  "true; ".repeat(5000),
  `a=xx; ${"a=$a$a; ".repeat(40)}`,
];
const commands = [...corpusCases().map(({ command }) => command), ...odd];

type Answer = { readonly answers?: readonly unknown[] };

test(`${commands.length} commands are decided alike by every engine`, () =>
  inRealHome(async (place) => {
    const root = rootOf(place.home);
    mkdirSync(root, { recursive: true });
    const line = (command: string, id: number, more: object) =>
      `${JSON.stringify({ id, command, cwd: place.project, home: place.home, mode: "write", root, ...more })}\n`;
    const asked = commands.map((command, id) => line(command, id, { record: true })).join("");
    const recorded = runtime("node")(asked, place).slice(0, -1);
    // What the machine answered stands in the line, so that every engine decides on the same.
    const vectors = commands
      .map((command, id) => line(command, id, { full: true, answers: (JSON.parse(recorded[id] ?? "") as Answer).answers ?? [] }))
      .join("");
    const expected = runtime("node")(vectors, place);
    assert.equal(expected.length, commands.length + 1);
    assert.ok(expected.filter((answer) => answer.includes('"verdict":"deny"')).length > 50);
    assert.ok(expected.filter((answer) => answer.includes('"verdict":"allow"')).length > 50);
    for (const [name, engine] of engines) assert.deepEqual(different(engine(vectors, place), expected), [], name);
  }));

/** Those that differ, cut to what can be read. */
function different(answers: readonly string[], expected: readonly string[]): readonly string[] {
  const count = Math.max(answers.length, expected.length);
  return Array.from({ length: count }, (_, id) => id)
    .filter((id) => answers[id] !== expected[id])
    .map((id) => `${(commands[id] ?? "").slice(0, 60)}: ${firstDifference(answers[id] ?? "", expected[id] ?? "")}`);
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((character, position) => character !== other[position]);
  return `${one.slice(at - 40, at + 60)} | ${other.slice(at - 40, at + 60)}`;
}
