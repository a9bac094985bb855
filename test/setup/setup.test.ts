/** Set-up as people meet it: the first time, again, offline, twice at once, without a tool, killed, and in a hostile folder. */
import assert from "node:assert/strict";
import { appendFileSync, chmodSync, existsSync, readdirSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Checkout, type Ended, launcherOf, makeCheckout, makeFresh, pathWith, run, setupOf } from "./checkout.ts";

const everyProgram = ["bash", "git", "node", "npm", "cargo", "rustc", "cc", "find", "readlink", "env"];
const without = (missing: string): readonly string[] => everyProgram.filter((program) => program !== missing);

/** Nothing of the network can be reached by these. */
const unreachable = "http://127.0.0.1:9";
const offline = { HTTP_PROXY: unreachable, HTTPS_PROXY: unreachable, npm_config_registry: unreachable, CARGO_NET_OFFLINE: "true" };

let checkout: Checkout;
before(() => {
  checkout = makeCheckout();
});
after(() => checkout.remove());

const start = (variables = {}): Ended => run(checkout, { args: [launcherOf(checkout), "--help"], variables });
const guardOf = (): string => join(checkout.root, ".build", "guard");
const nameOfBuild = (): string => run(checkout, { args: [guardOf(), "version"] }).stdout;

for (const tool of ["npm", "cargo", "rustc", "cc"]) {
  test(`without ${tool} it says in one sentence what to install, and changes nothing`, () => {
    const { status, stderr } = start({ PATH: pathWith(checkout, without(tool)) });
    assert.deepEqual([status, stderr.trim().split("\n").length], [1, 1], stderr);
    assert.match(stderr, /^sheepdog: set-up needs .*\(install .*\); then run this again\.$/m);
    assert.ok(!existsSync(join(checkout.root, "node_modules")));
  });
}

test("without Node the launcher says what to install", () => {
  const { status, stderr } = start({ PATH: pathWith(checkout, without("node")) });
  assert.deepEqual([status, stderr], [1, "sheepdog: set-up needs Node 20 or newer with npm; install it, then run this again.\n"]);
});

test("the first start sets up, from another folder, in a path with spaces; the command keeps its stdout", () => {
  const { status, stdout, stderr } = start();
  assert.equal(status, 0, stderr);
  for (const step of ["packages", "runtimes", "core", "guard"]) assert.match(stderr, new RegExp(`^set-up {2}${step}`, "m"));
  assert.match(stdout, /^Usage: sheepdog/);
  assert.match(nameOfBuild(), /^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/);
});

test("the next start does no work, through links too", () => {
  const link = join(checkout.outside, "link to it");
  symlinkSync(launcherOf(checkout), link);
  symlinkSync("link to it", join(checkout.outside, "second"));
  for (const args of [[launcherOf(checkout)], [link], ["./second"], ["bash", "second"]]) {
    const { status, stdout, stderr } = run(checkout, { args: [...args, "--help"] });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^Usage: sheepdog/);
  }
});

test("`npm run setup` says that everything is there", () => {
  const { status, stderr } = run(checkout, { args: ["npm", "run", "setup"], cwd: checkout.root });
  assert.equal(status, 0, stderr);
  for (const step of ["tools", "packages", "runtimes", "core", "guard"]) assert.match(stderr, new RegExp(`^set-up {2}${step}`, "m"));
});

test("offline it starts, and a changed policy is frozen without compiler and npm", () => {
  const nameBefore = nameOfBuild();
  appendFileSync(join(checkout.root, "policies", "files.rego"), "\n# changed\n");
  const { status, stderr } = start({ ...offline, PATH: pathWith(checkout, ["bash", "find", "readlink"]) });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^set-up {2}guard/m);
  assert.doesNotMatch(stderr, /^set-up {2}(packages|core)/m);
  assert.notEqual(nameOfBuild(), nameBefore);
});

test("a file that is only touched makes nothing new", () => {
  const frozen = statSync(guardOf());
  const soon = new Date();
  utimesSync(join(checkout.root, "policies", "files.rego"), soon, soon);
  assert.deepEqual([start().stderr, statSync(guardOf()).ino], ["", frozen.ino]);
});

test("a file that bears an old date is seen all the same", () => {
  const file = join(checkout.root, "policies", "git.rego");
  const nameBefore = nameOfBuild();
  appendFileSync(file, "\n# unpacked\n");
  utimesSync(file, 1, 1);
  assert.equal(start().status, 0);
  assert.notEqual(nameOfBuild(), nameBefore);
});

test("a source that does not bundle is named, and the guard stays", () => {
  const frozen = statSync(guardOf()).ino;
  const broken = join(checkout.root, "src", "app", "bundled.ts");
  renameSync(broken, `${broken}.away`);
  const { status, stderr } = start();
  renameSync(`${broken}.away`, broken);
  assert.deepEqual([status, statSync(guardOf()).ino], [1, frozen]);
  assert.match(stderr, /could not be bundled, and the guard stays as it was[^]*bundled\.ts/);
  assert.equal(start().status, 0);
});

test("a policy that does not compile is named, and the guard stays", () => {
  const frozen = statSync(guardOf()).ino;
  const broken = join(checkout.root, "policies", "zzz.rego");
  writeFileSync(broken, "package zzz\n\ndeny contains x if {\n");
  const { status, stderr } = start();
  renameSync(broken, join(checkout.outside, "zzz.rego"));
  assert.deepEqual([status, statSync(guardOf()).ino], [1, frozen]);
  assert.match(stderr, /could not be frozen and stays as it was[^]*policies\/zzz\.rego/);
  assert.equal(start().status, 0);
});

test("a checkout may be moved", () => {
  const moved = { ...checkout, root: `${checkout.root} moved` };
  renameSync(checkout.root, moved.root);
  const { status, stderr } = run(moved, { args: [launcherOf(moved), "--help"], variables: { PATH: pathWith(moved, ["bash", "find"]) } });
  renameSync(moved.root, checkout.root);
  assert.deepEqual([status, stderr], [0, ""]);
});

test("packages that somebody removed are repaired", () => {
  renameSync(join(checkout.root, "node_modules"), join(checkout.outside, "node_modules"));
  const { status, stderr } = start();
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^set-up {2}packages/m);
});

test("npm that fails leaves everything as it was, and its own words are shown", () => {
  makeFresh(checkout);
  const stand = pathWith(checkout, without("npm"));
  writeFileSync(join(stand, "npm"), '#!/bin/bash\necho "npm error code ENOSUCH" >&2\nexit 7\n');
  chmodSync(join(stand, "npm"), 0o755);
  const { status, stderr } = run(checkout, { args: setupOf(checkout), variables: { PATH: stand } });
  assert.equal(status, 1);
  assert.match(stderr, /could not be installed, and nothing was changed[^]*\| npm error code ENOSUCH/);
  assert.deepEqual(readdirSync(join(checkout.root, ".build", "scratch")), []);
});
