/** Keeper: holds the state of one daemon. Every step is in the store before anybody hears of it, and an order is carried out only then. */
import type { Fault } from "../base/fault.ts";
import { done, type Result } from "../base/result.ts";
import type { Event } from "./event.ts";
import type { Order } from "./order.ts";
import { storedState } from "./stored.ts";
import type { State } from "./state.ts";
import { step } from "./step.ts";
import type { Change, FleetStore, Note } from "./store.ts";
import { rowOf } from "./table.ts";

export type Keeper = {
  readonly state: () => State;
  /** All of them in one commit. A fault: nothing has happened; `store.full` may be tried again, after any other the daemon has to stop. */
  readonly take: (events: readonly Event[]) => Result<void>;
};

/** `carryOut` returns at once, and tells by events what came of it. */
export function openKeeper(store: FleetStore, carryOut: (order: Order) => void): Result<Keeper> {
  const opened = store.open();
  if (!opened.ok) return opened;
  const { epoch, rows } = opened.value;
  const stored = storedState(rows);
  if (!stored.ok) return stored;
  let state = stored.value;
  let broken: Fault | undefined;

  const take = (events: readonly Event[]): Result<void> => {
    // A daemon whose store failed knows no more what is true.
    if (broken !== undefined) return { ok: false, fault: broken };
    const made = stepThrough(state, events);
    const committed = store.commit({ epoch, changes: made.changes, notes: made.notes });
    if (!committed.ok) {
      if (committed.fault.code !== "store.full") broken = committed.fault;
      return committed;
    }
    state = made.state;
    for (const order of made.orders) carryOut(order);
    return done(undefined);
  };
  return done({ state: () => state, take });
}

type Made = {
  readonly state: State;
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
  readonly orders: readonly Order[];
};

/** The last change of a row is the one that counts. */
function stepThrough(start: State, events: readonly Event[]): Made {
  let state = start;
  const changes = new Map<string, Change>();
  const notes: Note[] = [];
  const orders: Order[] = [];
  for (const event of events) {
    const made = step(state, event);
    state = made.state;
    for (const change of made.changes) changes.set(`${change.table} ${change.id}`, change);
    notes.push(...made.notes);
    orders.push(...made.orders);
  }
  // What a later event of the batch took back is not given.
  return { state, changes: [...changes.values()], notes, orders: orders.filter(({ id }) => rowOf(state.outbox, id) !== undefined) };
}
