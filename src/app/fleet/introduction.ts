/** What the fleet is told of its plan: what it may use, and what it may not use any more. */
import { sentenceOf } from "../../base/fault.ts";
import { type Happening, rowsOf, type State } from "../../fleet/fleet.ts";
import { entryItself, ownUid, realPath, type Surroundings } from "../../hosts/node/node.ts";
import type { Log } from "../daemon/duty.ts";
import { accountFaults } from "./account-faults.ts";
import { type FleetPlan, settingsOf } from "./fleet-plan.ts";
import { shareConversations } from "./shared-conversations.ts";

export type Introducing = { readonly around: Surroundings; readonly plan: () => FleetPlan; readonly log: Log };

/** Who holds what the plan does not name: whatever is held by somebody else stays held. */
const by = "the settings";

export function introduction({ around, plan, log }: Introducing, state: State): readonly Happening[] {
  const wanted = plan();
  const faults = accountFaults(wanted, { home: around.home, user: ownUid(), entryOf: entryItself, realPath });
  for (const { fault } of faults) log.warn(sentenceOf(fault), { code: fault.code });
  const refused = new Set(faults.map(({ account }) => account));
  const accounts = wanted.accounts.filter(({ id }) => !refused.has(id));
  for (const sentence of shareConversations(accounts, wanted.conversations)) log.warn(sentence);
  return [
    { is: "configured", settings: wanted.settings },
    ...accounts.map((account): Happening => ({ is: "account-known", account: settingsOf(account) })),
    ...wanted.projects.map((project): Happening => ({ is: "project-known", project })),
    ...holds(rowsOf(state.accounts), accounts),
    ...holds(rowsOf(state.projects), wanted.projects),
  ];
}

type Known = { readonly id: string; readonly held: string | null };

function holds(known: readonly Known[], wanted: readonly { readonly id: string }[]): readonly Happening[] {
  const isWanted = (id: string): boolean => wanted.some((one) => one.id === id);
  return known.flatMap(({ id, held }): readonly Happening[] => {
    if (!isWanted(id) && held === null) return [{ is: "operator-said", command: "pause", about: id, by }];
    return isWanted(id) && held === `paused by ${by}` ? [{ is: "operator-said", command: "resume", about: id, by }] : [];
  });
}
