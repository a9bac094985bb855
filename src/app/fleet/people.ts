/** People's own sessions on the accounts of the fleet: told when they come, change and go, and otherwise left alone. */
import { type Happening, rowsOf, type State } from "../../fleet/fleet.ts";
import { peopleOn } from "../../hosts/node/node.ts";
import { barePlaceOf, runnableFor } from "./account-desk.ts";
import type { FleetPlan } from "./fleet-plan.ts";

/** Sessions of the pool that a person has taken over have other names, and are told of by their driver. */
const ours = "person-";

export function peopleSeen({ accounts }: FleetPlan, state: State): readonly Happening[] {
  const seen = accounts.flatMap((account) => {
    const client = runnableFor(account.product)?.client;
    const found = client === undefined ? [] : peopleOn(client, barePlaceOf(account));
    return found.map((one) => ({ id: `${ours}${account.id}-${one.pid}`, folder: one.folder, account: account.id, seen: one.state }));
  });
  const known = rowsOf(state.sessions).flatMap((one) => (one.kind === "human" && one.id.startsWith(ours) ? [one] : []));
  const changed = seen.filter(
    ({ id, folder, seen: now }) => !known.some((one) => one.id === id && one.folder === folder && one.seen === now),
  );
  const gone = known.filter(({ id }) => !seen.some((one) => one.id === id));
  return [
    ...changed.map(({ id, seen: now, ...one }): Happening => ({ is: "human-session", session: id, state: now, ...one })),
    ...gone.map(({ id }): Happening => ({ is: "session-gone", session: id, exit: 0, proof: "dead" })),
  ];
}
