/** Single use: of all who claim an id, whenever and however many at once, one has it; and whoever cannot be sure has nothing. */
import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, call, chaosImage, compiled, installed, root, shell } from "./ground.ts";

const image = await chaosImage();
const isRoot = process.getuid?.() === 0;
const apart = isRoot ? "unshare -m" : "unshare -rm";
const withMounts = { skip: shell(`${apart} true`).exit === 0 ? false : "no mount namespace of our own here" };
const fileOf = (own: string) => join(own, "claims");

const claiming = (...ids: readonly string[]) => call("ask", { questions: ids.map((id) => ["claim", id]) });

function claimed(own: string, ...ids: readonly string[]): readonly string[] {
  const outcome = installed(image, { root: own, input: claiming(...ids) });
  assert.equal(outcome.exit, 0, outcome.stderr);
  return JSON.parse(outcome.stdout) as readonly string[];
}

test("who comes first has it, and nobody after that", () => {
  const own = root();
  assert.deepEqual(claimed(own, "a", "b", "a"), ["taken", "taken", "already"]);
  assert.deepEqual(claimed(own, "b", "c", "ab"), ["already", "taken", "taken"]);
});

test("of 64 processes at once exactly one has it", () => {
  const own = root();
  writeFileSync(join(own, "call"), claiming("the-one", "another"));
  const hook = `'${image}' hook plain --root '${own}' < '${own}/call' > '${own}/answer-'$n`;
  shell(`for n in $(seq 64); do ${hook} & done; wait`);
  const answers = Array.from({ length: 64 }, (_, n) => JSON.parse(readFileSync(join(own, `answer-${n + 1}`), "utf8")) as readonly string[]);
  for (const place of [0, 1]) {
    const each = answers.map((answer) => answer[place]);
    assert.equal(each.filter((one) => one === "taken").length, 1, each.join(" "));
    assert.equal(each.filter((one) => one === "already").length, 63, each.join(" "));
  }
});

test("a record that was torn at any byte is passed over, and the next one counts", () => {
  const whole = root();
  claimed(whole, "one");
  const record = readFileSync(fileOf(whole));
  for (let bytes = 0; bytes <= record.length; bytes += 1) {
    const own = root();
    writeFileSync(fileOf(own), record.subarray(0, bytes), { mode: 0o600 });
    assert.deepEqual(claimed(own, "one", "two"), [bytes === record.length ? "already" : "taken", "taken"], `torn after ${bytes} bytes`);
    assert.deepEqual(claimed(own, "one", "two"), ["already", "already"], `torn after ${bytes} bytes`);
    rmSync(own, { recursive: true });
  }
});

test("a record with a changed byte claims nothing", () => {
  const own = root();
  claimed(own, "one");
  writeFileSync(fileOf(own), readFileSync(fileOf(own), "utf8").replace("one", "two"));
  assert.deepEqual(claimed(own, "two"), ["taken"]);
});

test("what another release wrote may be about any id, so nothing can be claimed", () => {
  const own = root();
  // A whole record: ten bytes, and their sum.
  writeFileSync(fileOf(own), "\x1e10 264e240a 2 whatever\n", { mode: 0o600 });
  assert.deepEqual(claimed(own, "one"), ["unavailable"]);
});

test("an id is printable and of bounded length", () => {
  const own = root();
  assert.deepEqual(claimed(own, "x".repeat(200)), ["taken"]);
  for (const id of ["", "two words", "line\nfeed", "é", "x".repeat(201)]) {
    const outcome = installed(image, { root: own, input: claiming(id) });
    assert.match(outcome.stderr, /claim wants an id/);
    assert.equal(outcome.exit, 2);
  }
});

/** Each leaves a file that the guard must not take for its own. */
const strange: readonly (readonly [string, (own: string) => void])[] = [
  ["a link", (own) => symlinkSync("elsewhere", fileOf(own))],
  [
    "a link to a file",
    (own) => {
      writeFileSync(join(own, "elsewhere"), "", { mode: 0o600 });
      symlinkSync("elsewhere", fileOf(own));
    },
  ],
  ["a folder", (own) => mkdirSync(fileOf(own))],
  ["a pipe", (own) => assert.equal(shell(`mkfifo -m 600 '${fileOf(own)}'`).exit, 0)],
  ["readable for others", (own) => writeFileSync(fileOf(own), "", { mode: 0o644 })],
  [
    "writable for others",
    (own) => {
      writeFileSync(fileOf(own), "");
      chmodSync(fileOf(own), 0o622);
    },
  ],
  [
    "a file with a second name",
    (own) => {
      writeFileSync(fileOf(own), "", { mode: 0o600 });
      linkSync(fileOf(own), join(own, "second"));
    },
  ],
  ["larger than it may be", (own) => writeFileSync(fileOf(own), Buffer.alloc((4 << 20) + 1, 0x20), { mode: 0o600 })],
];

for (const [what, prepare] of strange) {
  test(`where the file is ${what}, nothing can be claimed, and other calls go on`, () => {
    const own = root();
    prepare(own);
    assert.deepEqual(claimed(own, "one"), ["unavailable"]);
    assertAllowed(installed(image, { root: own }));
    if (what.startsWith("a link to")) assert.equal(readFileSync(join(own, "elsewhere"), "utf8"), "");
    if (what === "a link") assert.ok(!existsSync(join(own, "elsewhere")));
  });
}

test("in somebody else's file nothing can be claimed", { skip: isRoot ? false : "only root can give files away" }, () => {
  const own = root();
  writeFileSync(fileOf(own), "", { mode: 0o600 });
  chownSync(fileOf(own), 12345, 12345);
  assert.deepEqual(claimed(own, "one"), ["unavailable"]);
});

const holder = compiled(
  "holder",
  `#define _GNU_SOURCE
  #include <fcntl.h>
  #include <unistd.h>
  #include <stdio.h>
  int main(int count, char **words) {
    struct flock all = { .l_type = F_WRLCK };
    int file = open(words[1], O_RDWR | O_CREAT, 0600);
    if (fcntl(file, F_OFD_SETLK, &all)) return 1;
    puts("held");
    fflush(stdout);
    usleep(atoi(words[2]) * 1000);
    if (count > 3) rename(words[3], words[1]);
  }`,
);
const holding = (own: string, ms: number, more = "") => `exec 9< <('${holder}' '${fileOf(own)}' ${ms} ${more}); read -u 9 held`;

test("who is held up for too long has nothing, and who is held up for a moment has it", () => {
  const own = root();
  const long = installed(image, { root: own, before: holding(own, 6_000), input: claiming("one") });
  assert.deepEqual([long.exit, long.stdout.includes("taken")], [long.stdout === '["unavailable"]' ? 0 : 2, false], JSON.stringify(long));
  const short = installed(image, { root: own, before: holding(own, 100), input: claiming("two") });
  assert.equal(short.stdout, '["taken"]');
});

test("in a file that was replaced meanwhile nothing can be claimed", () => {
  const own = root();
  writeFileSync(join(own, "other"), "", { mode: 0o600 });
  const outcome = installed(image, { root: own, before: holding(own, 200, `'${own}/other'`), input: claiming("one") });
  assert.equal(outcome.stdout, '["unavailable"]');
  assert.deepEqual(claimed(own, "one"), ["taken"]);
});

test("records may go in place: what went can be claimed again, and the rest cannot", () => {
  const own = root();
  claimed(own, "old", "new");
  const records = readFileSync(fileOf(own), "utf8");
  writeFileSync(fileOf(own), records.slice(records.lastIndexOf("\x1e")));
  assert.deepEqual(claimed(own, "new", "old"), ["already", "taken"]);
});

test("on a full disk nothing can be claimed, and a call that claims nothing goes on", withMounts, () => {
  const own = root();
  const mounted = `mount -t tmpfs -o size=64k none '${own}'; mkdir '${own}/ledger'; mount -t tmpfs -o size=64k none '${own}/ledger'`;
  const filled = `(umask 077; : > '${own}/claims'); head -c 1m /dev/zero > '${own}/rest' 2> /dev/null`;
  const said = (between: string, input: string) =>
    shell(`${apart} /bin/sh -c "${mounted}; ${between}; '${image}' hook plain --root '${own}'"`, { input });
  assert.equal(said(filled, claiming("one")).stdout, '["unavailable"]');
  assertAllowed(said(filled, call("allow")));
  assert.equal(said(":", claiming("one")).stdout, '["taken"]');
});

test("the judge claims nothing", () => {
  const { stdout } = shell(`'${image}' judge`, { input: `${call("claim", { id: 1 })}\n` });
  assert.deepEqual(JSON.parse(stdout), { id: 1, claim: "unavailable" });
});

test("a claim that is being made is not seen by halves when its process is killed", () => {
  const own = root();
  writeFileSync(join(own, "call"), claiming(...Array.from({ length: 50 }, (_, n) => `id-${n}`)));
  const hook = `'${image}' hook plain --root '${own}' < '${own}/call'`;
  shell(`for n in $(seq 20); do ${hook} > /dev/null & sleep 0.00$((n % 10)); kill -9 $! 2> /dev/null; done; wait`);
  const answers = claimed(own, ...Array.from({ length: 50 }, (_, n) => `id-${n}`));
  assert.ok(answers.every((one) => one === "taken" || one === "already"));
  renameSync(fileOf(own), join(own, "seen"));
  const ids = readFileSync(join(own, "seen"), "utf8")
    .split("\x1e")
    .slice(1)
    .map((record) => record.trim().split(" ").at(-1));
  assert.equal(new Set(ids.filter((id) => /^id-\d+$/.test(id ?? ""))).size, 50);
});
