/** What is true of an account now, by the word of its own client. */
import { installers } from "../../agents/agents.ts";
import type { Happening } from "../../fleet/fleet.ts";
import { findProgram, type Surroundings } from "../../hosts/node/node.ts";
import { accountSeen, placeOf, type SecretOf, sessionVariables } from "./account-desk.ts";
import type { FleetPlan } from "./fleet-plan.ts";

export type AccountDesk = { readonly around: Surroundings; readonly plan: () => FleetPlan; readonly secretOf: SecretOf };

export async function readAccount({ around, plan, secretOf }: AccountDesk, id: string): Promise<readonly Happening[]> {
  const account = plan().accounts.find((one) => one.id === id);
  const program = account === undefined ? undefined : programOf(account.product, around);
  if (account === undefined || program === undefined) return [{ is: "account-health", account: id, identity: null, health: "unreachable" }];
  const place = await placeOf(account, secretOf);
  // Without its secret nobody can use it, and a person has to look.
  if (!place.ok) return [{ is: "account-health", account: id, identity: null, health: "signed-out" }];
  const seen = await accountSeen({ program, account, place: place.value, around: sessionVariables(around.variable) });
  return [{ is: "account-health", account: id, ...seen }];
}

function programOf(product: string, { home, variable }: Surroundings): string | undefined {
  const installer = installers.find(({ name }) => name === product);
  if (installer === undefined) return undefined;
  return findProgram(installer.program, [variable("PATH") ?? "", ...installer.folders(home)].join(":"));
}
