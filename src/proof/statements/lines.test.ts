/** The file of statements: what is in it, what goes when a line comes, and what is no line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signed, statement, testKey, textOf } from "../../../test/lib/signing.ts";
import { lineOf, readStatements, revocationLine, signedIn, statementLimits, withLine } from "./lines.ts";

const key = testKey("lines");
const [one, two] = [signed(key), signed(key, { until: null })];
const first = one.statement;
const early = { now: first.at + 1, spent: new Set<string>() };

test("a statement comes back from its line", () => {
  assert.deepEqual(signedIn(lineOf(one)), one);
  assert.deepEqual(readStatements(textOf(one, two)).signed, [one, two]);
});

for (const [what, line] of [
  ["cut off", lineOf(one).slice(0, -1)],
  ["in another spelling", lineOf(one).replace(",", ", ")],
  ["with a member more", lineOf(one).replace("{", '{"a":1,')],
  ["without a signature", JSON.stringify({ statement: first })],
  ["with a number for a signature", JSON.stringify({ signature: 1, statement: first })],
  ["no JSON", "statement"],
  ["a list", "[]"],
  ["too long", lineOf({ ...one, signature: "0".repeat(statementLimits.lineBytes) })],
] as const) {
  test(`a line that is ${what} is damaged, and the others count`, () => {
    const read = readStatements(textOf(one, line, two));
    assert.deepEqual([read.signed, read.damaged], [[one, two], [2]]);
  });
}

test("a line that takes a statement back counts wherever it stands", () => {
  const revocation = revocationLine(first.id, first);
  for (const text of [textOf(revocation, one), textOf(one, revocation)]) {
    assert.deepEqual([...readStatements(text).revoked], [first.id]);
    assert.deepEqual(readStatements(text).damaged, []);
  }
});

test("past its bound the file holds nothing", () => {
  const read = readStatements("x".repeat(statementLimits.fileBytes + 1));
  assert.deepEqual([read.isTooLarge, read.signed.length], [true, 0]);
});

test("a new line keeps what still counts", () => {
  const text = withLine(textOf(one), lineOf(two), early);
  assert.deepEqual(text, { ok: true, value: textOf(one, two) });
});

for (const [what, before, now] of [
  ["has ended", textOf(one), { ...early, now: first.until as number }],
  ["is spent", textOf(one), { ...early, spent: new Set([first.id]) }],
  ["is damaged", textOf("not a statement"), early],
  ["is there already", textOf(two), early],
] as const) {
  test(`a new line takes with it what ${what}`, () => {
    assert.deepEqual(withLine(before, lineOf(two), now), { ok: true, value: textOf(two) });
  });
}

test("what was taken back goes, and an old copy of its line does not bring it back before it would have ended", () => {
  const revocation = revocationLine(first.id, first);
  const revoked = withLine(textOf(one, two), revocation, early);
  assert.deepEqual(revoked, { ok: true, value: textOf(two, revocation) });
  assert.deepEqual(withLine(textOf(two, revocation), lineOf(one), early), revoked);
  const late = { ...early, now: first.until as number };
  assert.deepEqual(withLine(textOf(two, revocation), lineOf(two), late), { ok: true, value: textOf(two) });
});

test("what would grow beyond the bound is not added", () => {
  const many = Array.from({ length: 1_000 }, () => signed(key));
  const outcome = withLine(textOf(...many), lineOf(two), early);
  assert.equal(outcome.ok ? "" : outcome.fault.code, "statements.many");
});

test("a text in a statement cannot take another one back", () => {
  const sly = { ...statement(key), where: { session: `"revoked":"${first.id}"` } };
  assert.deepEqual([...readStatements(textOf({ statement: sly, signature: "" })).revoked], []);
});
