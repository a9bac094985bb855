/** Moves in the ledger: which task went from which account to which, and by whose leave. */
import { canonicalJson, readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Order } from "../../fleet/fleet.ts";
import { type Entry, entryVersion, type FleetEntry, readRecords } from "../../proof/ledger/ledger.ts";

type RecordOrder = Extract<Order, { readonly do: "record" }>;

export type MovePorts = {
  /** The newest part of the ledger, one character for each byte. */
  readonly tail: () => Result<string>;
  readonly record: (entry: Entry) => Result<void>;
};

/** Given again after a daemon died in between, it is found there and not written twice. */
export function recordMove(order: RecordOrder, { tail, record }: MovePorts): Result<void> {
  const entry = entryOf(order);
  if (entry === undefined) return fail({ code: "fleet.record", what: `the fleet gave an entry that nobody knows: ${order.id}` });
  const known = tail();
  if (!known.ok) return known;
  return readRecords(known.value).leaves.includes(canonicalJson(entry)) ? done(undefined) : record(entry);
}

function entryOf({ id, leaf }: RecordOrder): FleetEntry | undefined {
  const json = readJson(leaf);
  if (!json.ok || !isMembers(json.value)) return undefined;
  const { is, at, by, task, from, to, leave } = json.value;
  const common = { version: entryVersion, is: "fleet", at: Number(at), order: id } as const;
  const none = { task: null, from: null, to: null };
  if (is === "failover") return { ...common, did: "move", task: String(task), from: String(from), to: String(to), leave: String(leave) };
  if (is !== "moving") return undefined;
  return by === null
    ? { ...common, ...none, did: "forbid-moving", leave: "an operator" }
    : { ...common, ...none, did: "allow-moving", leave: String(by) };
}
