/** What is a statement, and what only looks like one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { messageOf, readStatement, type Statement } from "./statement.ts";

const base: Statement = {
  version: 1,
  id: "00000000000000aa",
  by: "0123456789abcdef0123456789abcdef",
  at: 1_000,
  until: 2_000,
  once: false,
  where: {},
  about: { is: "exception", rule: "files.delete" },
};

const hash = "ab".repeat(32);
const approval = { is: "approval", decision: hash };
const trust = { is: "trust", folder: "/home/dev/proj", file: ".sheepdog.rego", sha256: hash };

const good: readonly (readonly [string, object])[] = [
  ["an exception", {}],
  ["an exception for one effect", { about: { is: "exception", rule: "files.delete", effect: { kind: "delete", target: "/home/dev/x" } } }],
  ["without an end", { until: null }],
  ["of a session, a pane and a folder", { where: { session: "s", pane: "p", folder: "/home/dev" } }],
  ["the mode of a pane", { about: { is: "mode" }, where: { pane: "p" } }],
  ["the mode of a session", { about: { is: "mode" }, where: { session: "s" }, until: null }],
  ["an approval", { about: approval, once: true }],
  ["trust", { about: trust, until: null }],
  ["trust in some rules", { about: { ...trust, rules: ["a.b"] } }],
  ["a setting", { about: { is: "setting", rule: "files.delete", verdict: "off" } }],
];

for (const [what, said] of good) {
  test(`${what} is a statement`, () => {
    const value = { ...base, ...said } as Json;
    assert.deepEqual(readStatement(value, "it"), { ok: true, value });
  });
}

const bad: readonly (readonly [string, object])[] = [
  ["another version", { version: 2 }],
  ["a short id", { id: "aa" }],
  ["an id in capitals", { id: "00000000000000AA" }],
  ["no key", { by: "" }],
  ["half an instant", { at: 0.5 }],
  ["an instant before 1970", { at: -1 }],
  ["an end that no date can tell", { until: 8.65e15 }],
  ["an end before its beginning", { until: 1_000 }],
  ["an end in words", { until: "tomorrow" }],
  ["`once` in words", { once: "yes" }],
  ["a member that is not known", { host: "this" }],
  ["a place that is not known", { where: { host: "this" } }],
  ["a limit of the effect that is not known", { about: { is: "exception", rule: "a", effect: { kind: "delete", below: "/tmp" } } }],
  ["a folder that is no path", { where: { folder: "proj" } }],
  ["an empty session", { where: { session: "" } }],
  ["a thing that is not known", { about: { is: "everything" } }],
  ["a rule without a name", { about: { is: "exception", rule: "" } }],
  ["a mode everywhere", { about: { is: "mode" } }],
  ["a mode of a folder", { about: { is: "mode" }, where: { folder: "/home" } }],
  ["a mode for one call", { about: { is: "mode" }, where: { pane: "p" }, once: true }],
  ["an approval for many calls", { about: approval }],
  ["an approval without an end", { about: approval, once: true, until: null }],
  ["an approval of no hash", { about: { is: "approval", decision: "ab" }, once: true }],
  ["trust for one call", { about: trust, once: true }],
  ["trust of a session", { about: trust, where: { session: "s" } }],
  ["trust in a folder that is no path", { about: { ...trust, folder: "proj" } }],
  ["a setting for one call", { about: { is: "setting", rule: "a", verdict: "off" }, once: true }],
  ["a setting that denies", { about: { is: "setting", rule: "a", verdict: "deny" } }],
];

for (const [what, said] of bad) {
  test(`${what} is no statement`, () => {
    assert.equal(readStatement({ ...base, ...said } as Json, "it").ok, false);
  });
}

for (const missing of Object.keys(base)) {
  test(`without \`${missing}\` it is no statement`, () => {
    const { [missing as keyof Statement]: _, ...rest } = base;
    assert.equal(readStatement(rest as Json, "it").ok, false);
  });
}

for (const value of [null, 1, "statement", [], [base] as Json]) {
  test(`${JSON.stringify(value)?.slice(0, 20)} is no statement`, () => assert.equal(readStatement(value, "it").ok, false));
}

test("what is signed has one spelling, whatever order its members came in", () => {
  const turned = Object.fromEntries(Object.entries(base).toReversed()) as Statement;
  assert.equal(messageOf(turned), messageOf(base));
  assert.match(messageOf({ ...base, where: { session: "läs\n" } }), /^sheepdog statement 1\n[\x20-\x7e]+$/);
});
