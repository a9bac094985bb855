/** A moment: one step that was committed, as the invariants look at it. */
import type { Event, Order, Rows, State, TableName } from "../../../src/fleet/fleet.ts";
import type { Simulation } from "./simulation.ts";

export type Moment = {
  readonly before: State;
  readonly event: Event;
  readonly after: State;
  readonly given: readonly Order[];
  /** Those of them that are given for the first time. */
  readonly fresh: readonly Order[];
  readonly simulation: Simulation;
  readonly violate: (rule: string, what: string) => void;
};

export function find<Name extends TableName>(state: State, table: Name, id: string): Rows[Name] | undefined {
  for (const bucket of bucketsOf(state, table)) {
    const row = bucket.get(id);
    if (row !== undefined) return row;
  }
  return undefined;
}

export function all<Name extends TableName>(state: State, table: Name): readonly Rows[Name][] {
  return bucketsOf(state, table).flatMap((bucket) => (bucket.size === 0 ? [] : [...bucket.values()]));
}

export type Changed<Row> = { readonly id: string; readonly was: Row | undefined; readonly is: Row | undefined };

/** Only what a step has touched: a bucket that is the same object holds the same rows. */
export function changed<Name extends TableName>(
  { before, after }: Pick<Moment, "before" | "after">,
  table: Name,
): readonly Changed<Rows[Name]>[] {
  const [old, now] = [bucketsOf(before, table), bucketsOf(after, table)];
  const found: Changed<Rows[Name]>[] = [];
  for (const [index, bucket] of now.entries()) {
    const was = old[index];
    if (was === undefined || was === bucket) continue;
    for (const id of new Set([...was.keys(), ...bucket.keys()])) {
      if (was.get(id) !== bucket.get(id)) found.push({ id, was: was.get(id), is: bucket.get(id) });
    }
  }
  return found;
}

function bucketsOf<Name extends TableName>(state: State, table: Name): readonly ReadonlyMap<string, Rows[Name]>[] {
  return state[table].buckets as readonly ReadonlyMap<string, Rows[Name]>[];
}
