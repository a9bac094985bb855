/** Completion in the shells that are here: what a person sees who presses the tabulator key. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findProgram } from "../../src/hosts/node/node.ts";
import { commandLine } from "../lib/command-line.ts";
import { inRealHome } from "../lib/real-home.ts";

async function scriptFor(shell: string): Promise<string> {
  const { out, exit } = await commandLine(["completion", shell], { home: "/", cwd: "/" });
  assert.equal(exit, 0);
  return out;
}

const program = (name: string): string | undefined => findProgram(name, process.env["PATH"] ?? "/usr/bin:/bin");

/** `words` stand on the line; the last one is completed. Bash takes `=` for a word of its own. */
function inBash(script: string, words: readonly string[], cwd: string): readonly string[] {
  const file = join(cwd, ".completion");
  writeFileSync(file, script);
  const driver =
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sheepdog; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"; true';
  const out = execFileSync("bash", ["--norc", "-c", driver, "bash", file, ...words], { cwd, encoding: "utf8" });
  return out.split("\n").filter((line) => line !== "");
}

type Case = readonly [words: readonly string[], has: readonly string[], lacks: readonly string[]];

const cases: readonly Case[] = [
  [["ex"], ["explain"], ["audit"]],
  [[""], ["explain", "audit", "policy", "replay"], ["validate"]],
  [["policy", ""], ["validate", "test", "rollback"], ["explain"]],
  [["policy", "va"], ["validate"], ["test"]],
  [["policy", "format", "--"], ["--check", "--diff", "--write"], ["--mode"]],
  [["explain", "--mode", ""], ["read", "write"], ["explain"]],
  [["explain", "--mode", "w"], ["write"], ["read"]],
  [["explain", "--mode", "="], ["read", "write"], []],
  [["explain", "--mode", "=", "r"], ["read"], ["write"]],
  [["explain", "--trace", ""], [], ["read", "explain", "README.md"]],
  [["completion", ""], ["bash", "zsh", "fish"], ["explain"]],
  [["replay", "RE"], ["README.md"], []],
  [["explain", "--cwd", "s"], ["src", "some folder"], ["sh.txt"]],
  // A word that is called like a command somewhere else is no command here.
  [["explain", "ledger", "--"], ["--mode"], ["--leaf"]],
];

for (const [words, has, lacks] of cases)
  test(`bash: \`sheepdog ${words.join(" ")}\``, () =>
    inRealHome(async ({ project }) => {
      mkdirSync(join(project, "some folder"));
      writeFileSync(join(project, "sh.txt"), "");
      const found = inBash(await scriptFor("bash"), ["sheepdog", ...words], project);
      for (const word of has) assert.ok(found.includes(word), `${word} is missing among ${found.join(", ")}`);
      for (const word of lacks) assert.ok(!found.includes(word), `${word} is among ${found.join(", ")}`);
    }));

test("bash makes it known at the prompt", async () => {
  const out = execFileSync("bash", ["--norc", "-c", 'eval "$1"; complete -p sheepdog', "bash", await scriptFor("bash")], {
    encoding: "utf8",
  });
  assert.equal(out, "complete -F _sheepdog sheepdog\n");
});

for (const shell of ["zsh", "fish"] as const)
  test(`${shell} takes its script`, { skip: program(shell) === undefined && `${shell} is not here` }, async () => {
    execFileSync(program(shell) ?? shell, ["-n", "/dev/stdin"], { input: await scriptFor(shell) });
  });

test("fish: `sheepdog policy va`", { skip: program("fish") === undefined && "fish is not here" }, async () => {
  const ask = `${await scriptFor("fish")}\ncomplete -C 'sheepdog policy va'`;
  assert.match(execFileSync(program("fish") ?? "", ["--no-config", "-c", ask], { encoding: "utf8" }), /^validate\t/);
});

/** Without the shell here, this much is sure: quotes are in pairs, and every command has its line. */
for (const shell of ["zsh", "fish"] as const)
  test(`${shell}: every command is there, and every quote has its other half`, async () => {
    const script = await scriptFor(shell);
    for (const path of ["sheepdog explain", "sheepdog policy validate", "sheepdog ledger show"]) assert.ok(script.includes(path), path);
    const bare = shell === "fish" ? script.replaceAll("\\\\", "").replaceAll("\\'", "") : script.replaceAll("'\\''", "");
    for (const line of bare.split("\n").filter((one) => !one.startsWith("#"))) assert.equal(line.split("'").length % 2, 1, line);
  });
