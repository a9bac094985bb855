/** Moves in the ledger: written in words of the ledger, and once, whoever gives the order again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, fail } from "../../base/result.ts";
import { type Entry, frame } from "../../proof/ledger/ledger.ts";
import { entryText } from "../ledger/entry-text.ts";
import { recordMove } from "./moves.ts";

const failover = {
  version: 1,
  id: "o9",
  do: "record",
  leaf: JSON.stringify({ is: "failover", task: "t1", from: "a", to: "b", leave: "overflow", at: 5 }),
} as const;
const moving = (by: string | null) => ({ version: 1, id: "o1", do: "record", leaf: JSON.stringify({ is: "moving", by, at: 6 }) }) as const;

function ledger(): { readonly entries: Entry[]; readonly ports: Parameters<typeof recordMove>[1] } {
  const entries: Entry[] = [];
  const record = (entry: Entry): ReturnType<typeof done<undefined>> => {
    entries.push(entry);
    return done(undefined);
  };
  return { entries, ports: { record, tail: () => done(entries.map((entry) => frame(entry)).join("")) } };
}

test("a move says which task, from where, to where and by whose leave", () => {
  const { entries, ports } = ledger();
  assert.ok(recordMove(failover, ports).ok);
  assert.deepEqual(entries, [
    { version: 1, is: "fleet", did: "move", order: "o9", at: 5, task: "t1", from: "a", to: "b", leave: "overflow" },
  ]);
  assert.match(entryText(entries[0] ?? {}), /fleet {2}.*move task t1 from a to b \(overflow\)/);
});

test("that work may move, and that it may not any more, is on record with who said it", () => {
  const { entries, ports } = ledger();
  assert.ok(recordMove(moving("Ada"), ports).ok && recordMove(moving(null), ports).ok);
  assert.deepEqual(
    entries.map((entry) => entryText(entry).replace(/^.*fleet +/, "")),
    ["allow-moving by Ada", "forbid-moving by an operator"],
  );
});

test("the same order again, after a daemon died in between, is one entry", () => {
  const { entries, ports } = ledger();
  for (let times = 0; times < 3; times += 1) assert.ok(recordMove(failover, ports).ok);
  assert.equal(entries.length, 1);
  assert.ok(recordMove({ ...failover, id: "o10" }, ports).ok);
  assert.equal(entries.length, 2, "another order with the same words is another move");
});

test("a ledger that cannot be read or written leaves the order unanswered, and so does an entry that nobody knows", () => {
  const { ports } = ledger();
  const broken = fail({ code: "ledger.disk", what: "no room" });
  assert.equal(recordMove(failover, { ...ports, tail: () => broken }).ok, false);
  assert.equal(recordMove(failover, { ...ports, record: () => broken }).ok, false);
  assert.equal(recordMove({ ...failover, leaf: '{"is":"else"}' }, ports).ok, false);
});
