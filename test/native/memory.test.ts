/** What a session left to remember is known to its next call: all of it, or that it is not known. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, call, chaosImage, installed, type Outcome, root, shell } from "./ground.ts";

const image = await chaosImage();
const isRoot = process.getuid?.() === 0;
const apart = isRoot ? "unshare -m" : "unshare -rm";
const withMounts = { skip: shell(`${apart} true`).exit === 0 ? false : "no mount namespace of our own here" };
const ringBytes = 1 << 20;
const fileOf = (own: string) => join(own, "memory");

const remember = (own: string, session: string, ...notes: readonly string[]): Outcome =>
  installed(image, { root: own, input: call("remember", { session, notes }) });

function remembered(own: string, session: string, most = 100): readonly string[] | null {
  const outcome = installed(image, { root: own, input: call("ask", { questions: [["remembered", session, most]] }) });
  assert.equal(outcome.exit, 0, outcome.stderr);
  return (JSON.parse(outcome.stdout) as readonly (readonly string[] | null)[])[0] ?? null;
}

test("a session finds what it left, the newest first, and nobody else's", () => {
  const own = root();
  assert.deepEqual(remembered(own, "one"), []);
  assertAllowed(remember(own, "one", "a", "b"));
  assertAllowed(remember(own, "two", "c"));
  assertAllowed(remember(own, "one", "", "ü".repeat(500)));
  assert.deepEqual(remembered(own, "one"), ["ü".repeat(500), "", "b", "a"]);
  assert.deepEqual(remembered(own, "one", 2), ["ü".repeat(500), ""]);
  assert.deepEqual(remembered(own, "two"), ["c"]);
  assert.deepEqual(remembered(own, "three"), []);
});

test("of 64 processes at once each finds its own later, and one session has all of theirs", () => {
  const own = root();
  const hook = (session: string, n: string) =>
    `echo '{"do":"remember","session":"${session}","notes":["note ${n}"]}' | '${image}' hook plain --root '${own}' > /dev/null`;
  shell(`for n in $(seq 64); do { ${hook("own-'$n'", "'$n'")}; ${hook("shared", "'$n'")}; } & done; wait`);
  for (const n of [1, 17, 64]) assert.deepEqual(remembered(own, `own-${n}`), [`note ${n}`]);
  const all = Array.from({ length: 64 }, (_, n) => `note ${n + 1}`);
  assert.deepEqual(new Set(remembered(own, "shared")), new Set(all));
});

test("when the ring has come round, the newest are there and that older ones are gone is known", () => {
  const own = root();
  const long = "x".repeat(1000);
  const many = Array.from({ length: 60 }, (_, n) => `${n} ${long.slice(5)}`);
  assertAllowed(remember(own, "old", "a"));
  for (let turn = 0; turn < 17; turn += 1) assertAllowed(remember(own, "busy", ...many));
  assert.equal(remembered(own, "old"), null);
  assert.equal(remembered(own, "busy", 1000), null);
  assert.deepEqual(remembered(own, "busy", 60), many.toReversed());
  assert.deepEqual(remembered(own, "fresh"), []);
  assert.equal(readFileSync(fileOf(own)).length, ringBytes);
});

const group = (name: string) => createHash("sha256").update(name).digest().readBigUInt64LE() % 128n;

/** Sessions that share a group of the ring's table with this one: as many as are asked for. */
function neighboursOf(session: string, count: number): readonly string[] {
  const names = Array.from({ length: count * 200 }, (_, n) => `${session}-${n}`);
  return names.filter((name) => group(name) === group(session)).slice(0, count);
}

test("a session that was forgotten for others is not taken for a fresh one, even when it comes back", () => {
  const own = root();
  const neighbours = neighboursOf("one", 35);
  assertAllowed(remember(own, "one", "a"));
  for (const session of neighbours.slice(0, 30)) assertAllowed(remember(own, session, "n"));
  assert.deepEqual([remembered(own, "one"), remembered(own, neighbours[0] ?? "")], [["a"], ["n"]]);
  assertAllowed(remember(own, neighbours[30] ?? "", "n"));
  assert.equal(remembered(own, "one"), null);
  assertAllowed(remember(own, "one", "b"));
  assert.deepEqual([remembered(own, "one"), remembered(own, "one", 1)], [null, ["b"]]);
  assert.equal(remembered(own, neighbours[34] ?? ""), null);
  assert.deepEqual(remembered(own, "elsewhere"), []);
});

/** Where two files differ: first and last byte. */
function changedIn([before, after]: readonly [Buffer, Buffer], from: number, to: number): readonly [number, number] {
  const places = Array.from({ length: to - from }, (_, n) => from + n).filter((place) => before[place] !== after[place]);
  return [places[0] ?? to, (places.at(-1) ?? from) + 1];
}

test("a write that was torn at any byte leaves what was, what is, or that it is not known", () => {
  const own = root();
  remember(own, "one", "first");
  const before = readFileSync(fileOf(own));
  remember(own, "one", "second");
  const after = readFileSync(fileOf(own));
  // In the order in which they are written: note, place, group.
  const stretches = [
    changedIn([before, after], 69_632, ringBytes),
    changedIn([before, after], 0, 4096),
    changedIn([before, after], 4096, 69_632),
  ];
  const seen: string[] = [];
  writeFileSync(fileOf(own), before);
  const ring = openSync(fileOf(own), "r+");
  for (const [start, end] of stretches) {
    for (let place = start; place < end; place += 1) {
      writeSync(ring, after, place, 1, place);
      seen.push(JSON.stringify(remembered(own, "one")));
    }
  }
  closeSync(ring);
  const [was, is] = [seen.lastIndexOf('["first"]'), seen.indexOf('["second","first"]')];
  assert.ok(was > 40 && is === seen.length - 1, JSON.stringify({ was, is, all: seen.length }));
  assert.deepEqual(new Set(seen.slice(0, was)), new Set(['["first"]']));
  assert.deepEqual(new Set(seen.slice(was + 1, is)), new Set(["null"]));
});

test("a place that was torn is found again, and nothing that a session has is written over", () => {
  const own = root();
  remember(own, "one", "first");
  const ring = readFileSync(fileOf(own));
  ring[35] = (ring[35] ?? 0) ^ 1;
  writeFileSync(fileOf(own), ring);
  assertAllowed(remember(own, "two", "second"));
  assert.deepEqual([remembered(own, "one"), remembered(own, "two")], [["first"], ["second"]]);
});

const strange: readonly (readonly [string, (own: string) => void])[] = [
  ["a link", (own) => symlinkSync("elsewhere", fileOf(own))],
  ["a folder", (own) => mkdirSync(fileOf(own))],
  ["a pipe", (own) => assert.equal(shell(`mkfifo -m 600 '${fileOf(own)}'`).exit, 0)],
  ["empty", (own) => writeFileSync(fileOf(own), "", { mode: 0o600 })],
  [
    "cut off",
    (own) => {
      remember(own, "one", "a");
      truncateSync(fileOf(own), ringBytes - 1);
    },
  ],
  [
    "too long",
    (own) => {
      remember(own, "one", "a");
      truncateSync(fileOf(own), ringBytes + 1);
    },
  ],
  [
    "readable for others",
    (own) => {
      remember(own, "one", "a");
      chmodSync(fileOf(own), 0o644);
    },
  ],
  [
    "a file with a second name",
    (own) => {
      remember(own, "one", "a");
      linkSync(fileOf(own), join(own, "second"));
    },
  ],
];

for (const [what, prepare] of strange) {
  test(`where the file is ${what}, nothing is known; who has something to remember is blocked, and others go on`, () => {
    const own = root();
    prepare(own);
    assert.equal(remembered(own, "one"), null);
    assertAnswered(remember(own, "one", "b"), /cannot be kept in `memory`/);
    assertAllowed(installed(image, { root: own }));
    assert.ok(!existsSync(join(own, "elsewhere")));
  });
}

test("somebody else's file is not used", { skip: isRoot ? false : "only root can give files away" }, () => {
  const own = root();
  remember(own, "one", "a");
  chownSync(fileOf(own), 12345, 12345);
  assert.equal(remembered(own, "one"), null);
  assertAnswered(remember(own, "one", "b"));
});

test("a ring of another format is not written to", () => {
  const own = root();
  remember(own, "one", "a");
  writeFileSync(fileOf(own), readFileSync(fileOf(own)).fill("sheepdog memory 2\n", 0, 18));
  assertAnswered(remember(own, "one", "b"), /cannot be kept/);
});

test("on a full disk no ring is made, and only a call with something to remember is blocked", withMounts, () => {
  const own = root();
  const mounted = `mount -t tmpfs -o size=512k none '${own}' && mkdir '${own}/ledger'`;
  const hook = (input: string) =>
    shell(`${apart} /bin/sh -c "${mounted}; '${image}' hook plain --root '${own}'; code=\\$?; ls -a '${own}' >&2; exit \\$code"`, {
      input,
    });
  assertAllowed(hook(call("allow")));
  assertAnswered(hook(call("remember", { session: "one", notes: ["a"] })), /cannot be kept/);
  assert.doesNotMatch(hook(call("allow")).stderr, /memory/);
});

test("a note that is too long, or one too many, is a block", () => {
  const own = root();
  assertAllowed(remember(own, "one", ...Array.from({ length: 64 }, () => "n".repeat(1000))));
  assertAnswered(remember(own, "one", "n".repeat(1001)), /cannot be kept/);
  assertAnswered(remember(own, "one", ...Array.from({ length: 65 }, () => "n")), /more to remember/);
});
