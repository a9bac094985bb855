/** Which statements count for a call, found in the guard's folder by what they are about. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryWorld } from "../../../test/lib/memory-world.ts";
import { keyFileOf, signed, signedAt, testKey, textOf } from "../../../test/lib/signing.ts";
import { crc32 } from "../../base/crc32.ts";
import type { Call, Step, World } from "../../guard/guard.ts";
import { nodeVerifier } from "../../hosts/node/node.ts";
import { framed } from "../../proof/ledger/ledger.ts";
import { claimOf, statementLimits } from "../../proof/statements/statements.ts";
import { leavesAt } from "./leaves.ts";
import { modeLine } from "./mode-line.ts";
import { pinsAt } from "./pins.ts";
import type { StatementHost } from "./statements-at-hand.ts";

const root = "/home/dev/.sheepdog";
const key = testKey("leaves");
const rule = "git.push.force";
const pane = "boot/34816/100/5000";

type Around = {
  readonly now?: number;
  /** False where nothing really happens. */
  readonly claims?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<StatementHost>;
  readonly world?: Partial<World>;
};

function placeWith(text: string, { now = signedAt, claims = true, files = {}, host = {}, world = {} }: Around = {}) {
  const [path, content] = keyFileOf(key);
  const marked: StatementHost["marked"] = (_, most, mark) =>
    text
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.includes(mark))
      .slice(0, most);
  return {
    world: { ...memoryWorld({ [`${root}/${path}`]: content, ...files }), ...world },
    root,
    now,
    host: { verifier: nodeVerifier, pane: () => pane, newest: () => 0, marked, ...(claims ? { claim: () => true } : {}), ...host },
  };
}

const call: Call = {
  version: 1,
  act: { kind: "shell", command: "git push -f", dialect: "bash", background: false },
  by: { agent: "none", session: "s1" },
  cwd: "/home/dev/proj",
  home: "/home/dev",
  mode: "read",
};
const step: Step = { rule, verdict: "deny", because: "it is a test", file: "x", line: 1, layer: "test", effects: [], doubts: [] };

function found(text: string, around: Around = {}): readonly string[] {
  const leaves = leavesAt(placeWith(text, around));
  return leaves.about({ call, effects: [], doubts: [], steps: [step], approval: () => undefined }).map(({ statement }) => statement);
}

const exception = signed(key);
const { id } = exception.statement;

test("an exception for the rule is found, and for a rule with a longer or a stranger name it is not", () => {
  assert.deepEqual(found(textOf(exception)), [id]);
  for (const other of [`${rule}.x`, `x.${rule}`, 'a","rule":"git.push.force']) {
    assert.deepEqual(found(textOf(signed(key, { about: { is: "exception", rule: other } }))), []);
  }
});

for (const [what, around, counts] of [
  ["the ledger knows a later time than its end", { host: { newest: () => exception.statement.until ?? 0 } }, false],
  ["nobody can tell what the ledger knows", { host: { newest: () => undefined } }, false],
  ["the machine has keys for everybody, and not this one", { files: { "/etc/sheepdog/keys/other.pub": "" } }, false],
  ["the machine has keys for everybody, and this one", { files: { [`/etc/sheepdog/${keyFileOf(key)[0]}`]: keyFileOf(key)[1] } }, true],
  ["nobody can tell whether the machine has keys", { world: { entry: () => ({ known: false, why: "denied" }) } }, false],
  ["its key belongs to somebody else than the folder", { world: owned((path) => (path.endsWith(".pub") ? 0 : 1000)) }, false],
  ["key and folder belong to somebody else than their reader", { world: owned(() => 0) }, true],
] as const) {
  test(`where ${what}, it ${counts ? "counts" : "does not count"}`, () => {
    assert.deepEqual(found(textOf(exception), around as Around), counts ? [id] : []);
  });
}

function owned(ownerOf: (path: string) => number): Partial<World> {
  const { entry } = memoryWorld({ [`${root}/${keyFileOf(key)[0]}`]: keyFileOf(key)[1] });
  return {
    entry: (path) => {
      const there = entry(path);
      return there.known ? { known: true, value: { ...there.value, owner: ownerOf(path) } } : there;
    },
  };
}

test("a statement without an end needs no ledger", () => {
  const endless = signed(key, { until: null });
  assert.deepEqual(found(textOf(endless), { host: { newest: () => undefined } }), [endless.statement.id]);
});

const claims = (text: string): Around => ({ files: { [`${root}/claims`]: text }, claims: false });

test("where nothing is claimed, what hooks have claimed does not count", () => {
  const single = signed(key, { once: true });
  const record = framed(`1 ${signedAt} ${claimOf(single.statement.id)}`, crc32);
  assert.deepEqual(found(textOf(single), claims("")), [single.statement.id]);
  assert.deepEqual(found(textOf(single), claims(record)), []);
  assert.deepEqual(found(textOf(single), claims("x".repeat(1024 * 1024 + 1))), [], "more than is read");
});

test("of very many about one thing only so many are looked at", () => {
  const expired = Array.from({ length: statementLimits.candidates }, () => signed(key, { until: signedAt + 1 }));
  assert.deepEqual(found(textOf(...expired, exception), { now: signedAt + 2 }), []);
  assert.deepEqual(found(textOf(...expired.slice(1), exception), { now: signedAt + 2 }), [id]);
});

const modeOf = (where: object, more: object = {}) => signed(key, { about: { is: "mode" }, where, ...more });

for (const [what, one, counts] of [
  ["this pane", modeOf({ pane }), true],
  ["this session", modeOf({ session: "s1" }), true],
  ["this session in this pane", modeOf({ session: "s1", pane }), true],
  ["another pane", modeOf({ pane: "boot/34816/100/5001" }), false],
  ["another session", modeOf({ session: "s2" }), false],
  ["this session in another pane", modeOf({ session: "s1", pane: "boot/1/1/1" }), false],
  ["another session in this pane", modeOf({ session: "s2", pane }), false],
  ["this pane, in this folder", modeOf({ pane, folder: "/home/dev" }), true],
  ["this pane, in another folder", modeOf({ pane, folder: "/home/dev/other" }), false],
] as const) {
  test(`write mode of ${what} ${counts ? "counts" : "does not count"}`, () => {
    assert.equal(leavesAt(placeWith(textOf(one))).writing(call), counts ? one.statement.id : undefined);
  });
}

test("nobody asks for the pane where no mode was signed", () => {
  const leaves = leavesAt(placeWith(textOf(exception), { host: { pane: () => assert.fail("it was asked") } }));
  assert.equal(leaves.writing(call), undefined);
});

test("the mode of a pane in a line", () => {
  const line = (text: string, here: string | null = pane) => modeLine(placeWith(text, { host: { pane: () => here } }));
  assert.equal(line(""), "read");
  assert.equal(line(textOf(modeOf({ pane }))), "write until 2026-09-21T15:13Z");
  assert.equal(line(textOf(modeOf({ pane }, { until: null }))), "write");
  assert.equal(line(textOf(modeOf({ pane })), "another"), "read");
  assert.equal(line(textOf(modeOf({ session: "s1" })), null), "read");
});

const trust = { is: "trust", folder: "/home/dev/proj", file: ".sheepdog.rego", sha256: "ab".repeat(32) } as const;
const pinned = { folder: trust.folder, file: trust.file, sha256: trust.sha256 };

test("a file is trusted in its folder, by its name, with what it holds", () => {
  const all = signed(key, { about: trust, until: null });
  const some = signed(key, { about: { ...trust, rules: ["a.b"] }, until: null });
  assert.deepEqual(pinsAt(placeWith(textOf(all)))(pinned), { statement: all.statement.id });
  assert.deepEqual(pinsAt(placeWith(textOf(some)))(pinned), { statement: some.statement.id, rules: ["a.b"] });
  for (const other of [{ folder: "/home/dev/other" }, { file: "x.rego" }, { sha256: "cd".repeat(32) }]) {
    assert.equal(pinsAt(placeWith(textOf(all)))({ ...pinned, ...other }), undefined);
  }
  assert.deepEqual(found(textOf(all)), [], "trust lifts nothing by itself");
});
