/** Wherever the guard is called: missing homes, closed folders, full disks and low limits end in a block, and what does not matter does not. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, assertBlocked, call, chaosImage, folder, installed, root, scratch, shell } from "./ground.ts";

const image = await chaosImage();
const isRoot = process.getuid?.() === 0;
/** A mount namespace of our own, in which we may mount what we like. */
const apart = isRoot ? "unshare -m" : "unshare -rm";
const mountsWork = spawnSync("/bin/sh", ["-c", `${apart} true`]).status === 0;
const withMounts = { skip: mountsWork ? false : "no mount namespace of our own here" };

const records = (own: string) => readFileSync(join(own, "ledger/records"), "utf8");

test("a call is on record before it is answered, after those before it", () => {
  const own = root();
  for (const one of ["allow", "synced", "no-record"]) assertAllowed(installed(image, { root: own, input: call(one) }));
  assert.equal(records(own), "record\nrecord\n");
});

test("a blocked failure leaves the records whole", () => {
  const own = root();
  assertAnswered(installed(image, { root: own, input: call("loop") }));
  assert.equal(records(own), "");
});

const commandLines: readonly (readonly [string, string, boolean])[] = [
  ["without a mode", "", false],
  ["of an unknown mode", "look", false],
  ["without an agent", "hook", false],
  ["of an agent that nobody knows", "hook nobody", false],
  ["with an empty agent", "hook ''", false],
  ["with a root that is not absolute", "hook plain --root here", true],
  ["with a root that is missing", "hook plain --root", true],
  ["with an option that nobody knows", "hook plain --allow", true],
  ["with a word too much", "hook plain --root /tmp more", true],
];

for (const [what, words, answered] of commandLines) {
  test(`a command line ${what} is a block`, () => {
    const outcome = shell(`'${image}' ${words}`);
    (answered ? assertAnswered : assertBlocked)(outcome);
    assert.equal(outcome.stdout !== "", answered);
  });
}

test("each agent is answered in its own shape", () => {
  const outcome = shell(`'${image}' hook other --root '${root()}'`, { input: call("loop") });
  assert.equal(outcome.exit, 2);
  assert.match(outcome.stdout, /^\{"permission":"no: the guard ran out of steps[^"]*"\}$/);
});

function say(setting: Parameters<typeof installed>[1]): { home: string; now: number; agent: string } {
  return JSON.parse(installed(image, { ...setting, input: call("say-request") }).stdout) as { home: string; now: number; agent: string };
}

const passwordHome = spawnSync("/bin/sh", ["-c", "getent passwd $(id -u) | cut -d: -f6"], { encoding: "utf8" }).stdout.trim();

test("the home of the call is HOME, if it is absolute", () => {
  assert.equal(say({ env: { HOME: "/some/where else" } }).home, "/some/where else");
  for (const odd of [undefined, "", "relative/home"]) assert.equal(say({ env: { HOME: odd } }).home, passwordHome);
});

test("agent and time of the call reach the guard", () => {
  const { agent, now } = say({});
  assert.equal(agent, "plain");
  assert.ok(Math.abs(now - Date.now()) < 60_000);
});

test("without --root the guard's folder is below the home that the password file names, whatever HOME says", withMounts, () => {
  const home = folder("home");
  mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true });
  writeFileSync(join(home, "passwd"), `other:x:12345:1::/nowhere:/bin/sh\nme:x:0:0:a:${home}:/bin/sh\n`);
  const script = `${apart} /bin/sh -c "mount --bind '${home}/passwd' /etc/passwd && HOME=/nowhere '${image}' hook plain"`;
  assertAllowed(shell(script));
  assert.equal(readFileSync(join(home, ".sheepdog/ledger/records"), "utf8"), "record\n");
});

test("a user whom the password file does not know needs --root", withMounts, () => {
  const file = join(folder("nobody"), "passwd");
  writeFileSync(file, "other:x:12345:1::/nowhere:/bin/sh\nbroken line\n\n");
  const inside = (rest: string) => shell(`${apart} /bin/sh -c "mount --bind '${file}' /etc/passwd && ${rest}"`);
  assertAnswered(inside(`'${image}' hook plain`), /not in the password file/);
  assertAnswered(inside(`env -u HOME '${image}' hook plain --root '${root()}'`), /no home/);
  assertAllowed(inside(`'${image}' hook plain --root '${root()}'`));
});

const places: readonly (readonly [string, (own: string) => string])[] = [
  ["is missing", (own) => `rm -r '${own}/ledger'`],
  ["is a file", (own) => `rm -r '${own}/ledger'; touch '${own}/ledger'`],
  ["has a folder for records", (own) => `mkdir '${own}/ledger/records'`],
  ["has a link for records", (own) => `ln -s /dev/null '${own}/ledger/records'`],
  ["has a link to another file for records", (own) => `touch '${own}/other'; ln -s ../other '${own}/ledger/records'`],
  ["has a pipe for records", (own) => `mkfifo '${own}/ledger/records'`],
  ["has a pipe with a reader for records", (own) => `mkfifo '${own}/ledger/records'; sleep 1 < '${own}/ledger/records' > /dev/null 2>&1 &`],
  ["has a device for records", (own) => `cp -a /dev/full '${own}/ledger/records' || touch '${own}/ledger/records/x'`],
];

for (const [what, prepare] of places) {
  test(`a ledger that ${what} is a block`, () => {
    const own = root();
    assertAnswered(installed(image, { root: own, before: prepare(own) }), /the ledger .*(cannot be opened|is not a file)/);
  });
}

test("a ledger on a disk that can only be read is a block", withMounts, () => {
  const own = root();
  const script = `${apart} /bin/sh -c "mount -t tmpfs -o ro,size=1m none '${own}/ledger' && '${image}' hook plain --root '${own}'"`;
  assertAnswered(shell(script), /Read-only/);
});

test("a ledger on a full disk is a block, and one with room is none", withMounts, () => {
  const own = root();
  const mounted = `mount -t tmpfs -o size=64k none '${own}/ledger'`;
  const filled = `head -c 1m /dev/zero > '${own}/ledger/rest' 2> /dev/null; : > '${own}/ledger/records'`;
  const hook = `'${image}' hook plain --root '${own}'`;
  assertAnswered(shell(`${apart} /bin/sh -c "${mounted}; ${filled}; ${hook}"`), /the ledger (cannot be written|took only a part)/);
  assertAllowed(shell(`${apart} /bin/sh -c "${mounted}; ${hook}"`));
});

test("a folder that has been deleted does not matter", () => {
  const cwd = folder("gone");
  assertAllowed(installed(image, { cwd, before: `rmdir '${cwd}'` }));
  assertAnswered(installed(image, { before: `mkdir '${cwd}' && cd '${cwd}' && rmdir '${cwd}'`, input: call("loop") }));
});

const limits: readonly (readonly [string, string, boolean])[] = [
  ["no file may be opened", "ulimit -n 3", false],
  ["one file may be opened", "ulimit -n 4", true],
  ["no file may grow", "ulimit -f 0", false],
  ["there is 1 MB of address space", "ulimit -v 1000", false],
  ["there are 60 MB of address space", "ulimit -v 60000", false],
  ["there is 1 MB of data", "ulimit -d 1000", false],
  ["the stack has 64 kB", "ulimit -s 64", true],
  ["there is a second of processor time", "ulimit -t 1", true],
  ["no memory may be locked and no core dumped", "ulimit -l 0 -c 0", true],
];

for (const [what, before, works] of limits) {
  test(`where ${what}, a failure is a block${works ? " and an allowed call still allowed" : ""}`, () => {
    assertBlocked(installed(image, { before, input: call("recursion") }), /sheepdog: /);
    if (works) assertAllowed(installed(image, { before }));
    else assert.notEqual(installed(image, { before }).exit, 0);
  });
}

/** Whatever the limit, a call is allowed by a guard that works, or blocked; never anything between. */
function assertSound(before: string): void {
  const outcome = installed(image, { before });
  if (outcome.exit === 0) assertAllowed(outcome);
  else assertBlocked(outcome);
  assert.equal(installed(image, { before, input: call("loop") }).exit, 2, before);
}

for (const [what, unit, values] of [
  ["address space, in MB", "v", [2, 8, 16, 32, 64, 80, 85, 90, 95, 100, 120, 160, 200, 250].map((megabytes) => megabytes << 10)],
  ["data, in MB", "d", [1, 16, 32, 64, 72, 76, 80, 84, 88, 96, 128].map((megabytes) => megabytes << 10)],
  ["stack, in kB", "s", [16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096]],
  ["open files", "n", [3, 4, 5, 6]],
  ["the size of files, in kB", "f", [0, 1, 8]],
] as const) {
  test(`at any limit of ${what}, a call is allowed or blocked`, () => {
    for (const value of values) assertSound(`ulimit -${unit} ${value}`);
  });
}

/** As somebody else, in a folder that everybody may enter. */
function asNobody(script: (guard: string, own: string) => string, setting: Parameters<typeof shell>[1] = {}): ReturnType<typeof shell> {
  const place = folder("open");
  const own = join(place, "root");
  spawnSync("/bin/sh", [
    "-c",
    `cp '${image}' '${place}/guard'; mkdir -p '${own}/ledger'; chown -R 65534 '${own}'; chmod 755 '${scratch}' '${place}'`,
  ]);
  return shell(`setpriv --reuid 65534 --clear-groups -- /bin/bash -c "${script(`${place}/guard`, own)}"`, setting);
}

const asRoot = { skip: isRoot ? false : "needs another user" };

const withoutProcesses = (guard: string, own: string) => `ulimit -u 1; exec '${guard}' hook plain --root '${own}'`;

test("where no process may be started, the hook, which needs none, works", asRoot, () => {
  assertAllowed(asNobody(withoutProcesses));
  assertAnswered(asNobody(withoutProcesses, { input: call("loop") }));
});

test("a folder that may not be entered does not matter", asRoot, () => {
  const cwd = folder("closed");
  spawnSync("chmod", ["700", cwd]);
  assertAllowed(asNobody((guard, own) => `exec '${guard}' hook plain --root '${own}'`, { cwd }));
  assertAnswered(asNobody((guard, own) => `exec '${guard}' hook plain --root '${own}'`, { cwd, input: call("loop") }));
});

test("a ledger of somebody else is a block", asRoot, () => {
  const outcome = asNobody((guard, own) => `exec '${guard}' hook plain --root '${own}/../../${root().split("/").at(-1)}'`);
  assertAnswered(outcome, /cannot be opened: Permission denied/);
});

test("where no process may be started, each line of the judge is a deny", { skip: isRoot ? false : "needs another user" }, () => {
  const place = folder("open");
  spawnSync("chmod", ["755", scratch, place]);
  const script = `cp '${image}' '${place}/guard'; setpriv --reuid nobody --clear-groups -- /bin/bash -c "ulimit -u 1; '${place}/guard' judge"`;
  const outcome = shell(script, { input: `${call("x", { id: 1 })}\n` });
  assert.equal(outcome.stdout, '{"id":null,"verdict":"deny","rules":["guard.failed"]}\n');
});

test("a link to the guard is the guard", () => {
  const link = join(folder("link"), "guard");
  symlinkSync(image, link);
  assertAllowed(installed(link));
});
