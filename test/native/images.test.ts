/** A guard that is missing, cut off or something else blocks; a whole one is the same wherever and whenever it was made. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertBlocked, chaosImage, folder, installed, packedImage, repository, root, scratch, shell } from "./ground.ts";

const frozen = await chaosImage();
const packed = packedImage();
const host = join(repository, ".build/host");
const chaos = join(repository, "native/host/tests/chaos.js");

/** A program of these bytes. */
function program(bytes: string | Uint8Array, mode = 0o755): string {
  const path = join(folder("image"), "guard");
  writeFileSync(path, bytes);
  chmodSync(path, mode);
  return path;
}

const whole = readFileSync(frozen);

const odd: readonly (readonly [string, () => string])[] = [
  ["that is missing", () => join(scratch, "nothing here")],
  ["that is nothing but zeros", () => program(new Uint8Array(100_000))],
  ["that is a folder", () => folder("image")],
  ["that may not be run", () => program(whole, 0o644)],
  ["that is no program", () => program("\u007fELF but not really")],
  ["for another machine", () => program(Uint8Array.from([...whole.subarray(0, 18), 0xb7, 0, ...whole.subarray(20)]))],
  ["without a guard in it", () => host],
  ["whose interpreter is missing", () => program("#!/nowhere/at/all\n")],
];

for (const [what, make] of odd) {
  test(`an image ${what} is a block`, () => assertBlocked(installed(make())));
}

// A shell takes an empty file for an empty script and is content, and so does `execvp`; only the command line can see to that.
test("an image that is empty is a block where the command line asks for its size", () => {
  const image = program("");
  assertBlocked(shell(`test -s '${image}' && '${image}' hook plain || { echo 'sheepdog: guard unavailable' >&2; exit 2; }`));
});

for (const share of [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99]) {
  test(`a frozen image of which ${share * 100} % is there blocks`, () => {
    assertBlocked(installed(program(whole.subarray(0, Math.floor(whole.length * share)))));
  });
}

const unfrozen = readFileSync(packed);

for (const left of [1, 8, 16, 17, 1000, 60_000]) {
  test(`an unfrozen image without its last ${left} bytes blocks`, () => {
    assertBlocked(installed(program(unfrozen.subarray(0, unfrozen.length - left))));
  });
}

for (const [what, from] of [
  ["length", 16],
  ["bytecode", 40_000],
] as const) {
  test(`an unfrozen image with a damaged ${what} does not allow by it`, () => {
    const damaged = Buffer.from(unfrozen);
    damaged.fill(0xff, damaged.length - from, damaged.length - 9);
    assertBlocked(installed(program(damaged)));
  });
}

test("a disk from which nothing may be run is a block", () => {
  const place = folder("noexec");
  const mount = `mount -t tmpfs -o noexec none '${place}' && cp '${frozen}' '${place}/guard'`;
  const line = `'${place}/guard' hook plain --root '${root()}' || { echo 'sheepdog: guard unavailable' >&2; exit 2; }`;
  const apart = process.getuid?.() === 0 ? "unshare -m" : "unshare -rm";
  assertBlocked(shell(`${apart} /bin/sh -c "${mount}; ${line}"`));
});

test("images with a name that has blanks and quotes work", () => {
  const path = join(folder("a b"), "the guard");
  copyFileSync(frozen, path);
  assertAllowed(installed(path));
});

test("the same bundle gives the same image, whoever makes it, wherever, whenever", () => {
  const place = folder("else where");
  const copy = join(place, "chaos.js");
  copyFileSync(chaos, copy);
  const env = { HOME: place, LANG: "C", PADDING: "x".repeat(5000) };
  const made = spawnSync(host, ["--freeze", "./image", "./chaos.js"], { cwd: place, env, encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  assert.ok(readFileSync(join(place, "image")).equals(whole));
});

const bundles: readonly (readonly [string, string, RegExp])[] = [
  ["that is no JavaScript", "let = ;", /SyntaxError.*bundle\.js:1:/],
  ["that throws", "\nmissing.thing;", /ReferenceError: missing is not defined .*bundle\.js:2:1/],
  ["that waits", "await new Promise(() => {});", /waits at its top level/],
  ["that imports", 'import "./other.js";', /could not load module|ReferenceError|TypeError/],
  ["that offers nothing", "", /sets no global/],
  ["that offers no judge", "globalThis.sheepdog = { version: '1', hook() {}, lastWords: [] };", /no function `judge`/],
  ["that has no last words", sheepdog("lastWords: []"), /lastWords` is empty/],
  ["whose last words are too long", sheepdog(`lastWords: [["a", "${"x".repeat(8000)}", ""]]`), /too long/],
  ["that asks the world while it is built", "host.entry('/');", /cannot be asked while/],
  ["that asks for a variable while it is built", "host.variable('HOME');", /cannot be asked while/],
];

function sheepdog(more: string): string {
  return `globalThis.sheepdog = { version: "1", hook() {}, judge() {}, judgeFailed() {}, mode() {}, ${more} };`;
}

for (const [what, text, reason] of bundles) {
  test(`a bundle ${what} makes no image and leaves the old one`, () => {
    const place = folder("bundle");
    const out = join(place, "guard");
    writeFileSync(join(place, "bundle.js"), text);
    writeFileSync(out, "old");
    for (const way of ["--freeze", "--pack"]) {
      const made = spawnSync(host, [way, out, join(place, "bundle.js")], { encoding: "utf8" });
      assert.notEqual(made.status, 0);
      assert.match(made.stderr, reason);
      assert.equal(readFileSync(out, "utf8"), "old");
    }
  });
}

test("an image that cannot be written leaves no draft behind", () => {
  const place = folder("draft");
  mkdirSync(join(place, "guard"));
  const made = spawnSync(host, ["--freeze", join(place, "guard"), chaos], { encoding: "utf8" });
  assert.equal(made.status, 2);
  assert.match(made.stderr, /cannot be written/);
  assert.equal(shell(`ls '${place}'`).stdout, "guard\n");
});

function about(image: string): Record<string, unknown> {
  return JSON.parse(shell(`'${image}' version --json`).stdout) as Record<string, unknown>;
}

test("an image says what it is", () => {
  assert.deepEqual([about(frozen)["form"], about(packed)["form"], about(frozen)["version"]], ["frozen", "packed", "chaos 1"]);
  assert.equal(shell(`'${frozen}' version`).stdout, "chaos 1\n");
});
