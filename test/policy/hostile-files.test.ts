/** Files in the place of a policy that are none: each is bounded, and said, and none is left out in silence. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { policiesFor } from "../../src/app/policy/policies-for.ts";
import { nodeWorld } from "../../src/hosts/node/node.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";
import { sha256 } from "./ground.ts";

function faultsIn({ home, project }: RealHome): readonly string[] {
  const post = { world: nodeWorld({}), root: join(home, ".sheepdog"), home, seal: { hash: sha256, build: "test" } };
  const { set } = policiesFor(project, post);
  return (set.broken ?? []).flatMap(({ faults }) =>
    faults.map(({ file, line, column, what }) => `${file.slice(home.length)}:${line}:${column} ${what}`),
  );
}

const fine = "package sheepdog.own\n";

const spoilt: readonly (readonly [string, (file: string, place: RealHome) => void, RegExp])[] = [
  ["a pipe", (file) => execFileSync("mkfifo", [file]), /:1:1 it is no file that can be read$/],
  ["a folder", (file) => mkdirSync(file), /:1:1 it is no file that can be read$/],
  [
    "a device behind a link",
    (file) => symlinkSync("/dev/zero", file),
    /:1:1 it is (no file that can be read|a link that leads out of its folder, and is not followed)$/,
  ],
  ["more than anybody writes", (file) => writeFileSync(file, `${fine}#${"x".repeat(300_000)}`), /:1:1 it has more than \d+ KiB$/],
  [
    "bytes that are no text",
    (file) => writeFileSync(file, Buffer.concat([Buffer.from(`${fine}# `), Buffer.from([0xff, 0xfe])])),
    /:2:3 it is not UTF-8 from here on$/,
  ],
  ["a link that leads nowhere", (file, { home }) => symlinkSync(join(home, "gone"), file), /:1:1 it is/],
];

for (const [what, spoil, sentence] of spoilt)
  for (const name of [".sheepdog/policy/x.rego", "proj/.sheepdog.rego"])
    test(`${what} at ${name}`, () =>
      inRealHome(async (place) => {
        mkdirSync(join(place.home, ".sheepdog/policy"), { recursive: true });
        spoil(join(place.home, name), place);
        const [fault = "", ...more] = faultsIn(place);
        assert.ok(fault.startsWith(`/${name}:`), fault);
        assert.match(fault, sentence);
        assert.deepEqual(more, []);
      }));

test("a link of a person's own policy is followed, as those who keep their files elsewhere need it", () =>
  inRealHome(async (place) => {
    mkdirSync(join(place.home, ".sheepdog/policy"), { recursive: true });
    writeFileSync(join(place.home, "x.rego"), "package sheepdog.own\n\nx := \n");
    symlinkSync(join(place.home, "x.rego"), join(place.home, ".sheepdog/policy/x.rego"));
    assert.match(faultsIn(place)[0] ?? "", /policy\/x\.rego:\d:\d /);
  }));

test("what lies behind a repository's link is not shown to anybody", () =>
  inRealHome(async (place) => {
    writeFileSync(join(place.home, "secret.txt"), "AKIAFAKEFAKEFAKEFAKE\n");
    symlinkSync(join(place.home, "secret.txt"), join(place.project, ".failsafe.rego"));
    assert.doesNotMatch(faultsIn(place).join("\n"), /AKIAFAKE/);
    assert.equal(faultsIn(place).length, 1);
  }));

test("too many files are a fault", () =>
  inRealHome(async (place) => {
    mkdirSync(join(place.home, ".sheepdog/policy"), { recursive: true });
    for (let index = 0; index < 65; index += 1)
      writeFileSync(join(place.home, `.sheepdog/policy/p${index}.rego`), `package sheepdog.p${index}\n`);
    assert.match(faultsIn(place)[0] ?? "", /more than 64 files/);
  }));

test("a home that is a link ends the way up by both of its names", () =>
  inRealHome(async ({ home }) => {
    const link = `${home}-link`;
    symlinkSync(home, link);
    writeFileSync(join(home, ".sheepdog.rego"), "nonsense");
    for (const named of [home, link])
      for (const project of [join(home, "proj"), join(link, "proj")]) {
        const post = { world: nodeWorld({}), root: join(home, ".sheepdog"), home: named, seal: { hash: sha256, build: "test" } };
        const { set } = policiesFor(project, post);
        if (named !== home || project.startsWith(`${home}/`)) assert.deepEqual(set.broken ?? [], [], `${named} ${project}`);
      }
  }));
