/** Errands: every order of the fleet finds the hands that carry it out, once at a time, and is answered by them. */
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import type { Errand, Happening, Order, OrderTrouble, SessionDriver, SessionOrder, WorktreeSeen } from "../../fleet/fleet.ts";

type OrderOf<Do extends Errand["do"]> = Extract<Order, { readonly do: Do }>;

/** What a hand did: what it saw, then whether it is done. A plain fault is one that may be over the next time. */
export type Deed = { readonly saw: readonly Happening[]; readonly trouble?: { readonly code: OrderTrouble; readonly detail: string } };

/** Each may be asked twice for the same order, and then does it once. */
export type Hands = {
  readonly sessions: SessionDriver;
  readonly worktrees: {
    readonly make: (order: OrderOf<"make-worktree">) => Promise<Deed>;
    readonly inspect: (order: OrderOf<"inspect-worktree">) => Promise<WorktreeSeen>;
    readonly collect: (order: OrderOf<"collect-worktree">) => Promise<Deed>;
  };
  readonly settleFile: (order: OrderOf<"settle-file">) => Result<void>;
  readonly readAccount: (account: string) => Promise<readonly Happening[]>;
  readonly archive: (order: OrderOf<"archive">) => Result<void>;
  readonly notify: (order: OrderOf<"notify">) => Promise<Result<void>>;
  readonly record: (order: OrderOf<"record">) => Result<void>;
};

type Tell = (happening: Happening) => void;

export function errands(hands: Hands, tell: Tell): (order: Order) => void {
  const underway = new Set<string>();
  const lastOf = new Map<string, Promise<void>>();
  const inTurn = async (place: string, work: () => Promise<void>): Promise<void> => {
    const mine = workAfter(lastOf.get(place), work);
    lastOf.set(place, mine);
    await mine;
    if (lastOf.get(place) === mine) lastOf.delete(place);
  };
  const carryOut = async (order: PlainOrder): Promise<void> => {
    // Given again while it is still being done: its answer is on the way.
    if (underway.has(order.id)) return;
    underway.add(order.id);
    await inTurn(placeOf(order), async () => answer(order, await deedOf(hands, order), tell));
    underway.delete(order.id);
  };
  return (order) => {
    if (isOfSession(order)) hands.sessions.carryOut(order, tell);
    else void carryOut(order);
  };
}

async function workAfter(before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
  await before;
  await work();
}

type PlainOrder = Exclude<Order, SessionOrder>;

function isOfSession(order: Order): order is SessionOrder {
  return "session" in order;
}

/** Orders about one task are done one after the other, and so are those about everything of one kind. */
function placeOf(order: PlainOrder): string {
  return "task" in order ? `task ${order.task}` : order.do;
}

function answer(order: PlainOrder, { saw, trouble }: Deed, tell: Tell): void {
  for (const happening of saw) tell(happening);
  tell(trouble === undefined ? { is: "order-done", order: order.id } : { is: "order-failed", order: order.id, ...trouble });
}

/** Whatever goes wrong in a way that nobody foresaw is an answer as well: an order without one would be given for ever. */
async function deedOf(hands: Hands, order: PlainOrder): Promise<Deed> {
  try {
    return await done(hands, order);
  } catch (error) {
    return { saw: [], trouble: { code: "busy", detail: error instanceof Error ? error.message : String(error) } };
  }
}

async function done(hands: Hands, order: PlainOrder): Promise<Deed> {
  switch (order.do) {
    case "make-worktree":
      return hands.worktrees.make(order);
    case "inspect-worktree":
      return { saw: [{ is: "worktree-seen", task: order.task, seen: await hands.worktrees.inspect(order) }] };
    case "collect-worktree":
      return hands.worktrees.collect(order);
    case "settle-file":
      return deed(hands.settleFile(order));
    case "read-account":
      return { saw: await hands.readAccount(order.account) };
    case "archive":
      return deed(hands.archive(order));
    case "notify":
      return deed(await hands.notify(order));
    case "record":
      return deed(hands.record(order));
  }
}

function deed(outcome: Result<void>): Deed {
  return outcome.ok ? { saw: [] } : { saw: [], trouble: { code: "busy", detail: sentenceOf(outcome.fault) } };
}
