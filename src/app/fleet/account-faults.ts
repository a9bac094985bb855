/** What is wrong with the accounts of a plan, before anything runs on them: who owns them, who pays, and whether a login is in one place alone. */
import { type AccountRules, runnables } from "../../agents/agents.ts";
import type { Fault } from "../../base/fault.ts";
import type { AccountPlan, FleetPlan } from "./fleet-plan.ts";

/** What has to be known of this machine. */
export type AccountWorld = {
  readonly home: string;
  /** Whose folders these have to be. */
  readonly user: number;
  readonly entryOf: (path: string) => { readonly kind: "file" | "folder" | "link" | "other"; readonly owner: number } | undefined;
  readonly realPath: (path: string) => string;
};

/** Nothing is run on an account that has one. */
export type AccountFault = { readonly account: string; readonly fault: Fault };

export function accountFaults(
  { accounts, projects }: Pick<FleetPlan, "accounts" | "projects">,
  world: AccountWorld,
): readonly AccountFault[] {
  const names = new Set(projects.map(({ id }) => id));
  const namesakes = accounts
    .filter(({ id }) => names.has(id))
    .map((account) => wrong(account, "a project has the same name, so nobody could say which of the two is meant", "rename one of them"));
  return [...namesakes, ...accounts.flatMap((account) => faultsOf(account, accounts, world)), ...productFaults(accounts)];
}

function faultsOf(account: AccountPlan, all: readonly AccountPlan[], world: AccountWorld): readonly AccountFault[] {
  const rules = runnables.find(({ client }) => client.name === account.product)?.accounts;
  if (rules === undefined) {
    const known = runnables.map(({ client }) => `\`${client.name}\``).join(", ");
    return [wrong(account, `the fleet cannot run \`${account.product}\``, `these can be run: ${known}`)];
  }
  return [...folderFaults(account, all, { rules, world }), ...loginFaults(account, { rules, world }), ...paymentFaults(account, rules)];
}

function wrong({ id }: AccountPlan, what: string, todo: string): AccountFault {
  const fault: Fault = { code: "account.refused", what: `account \`${id}\`: ${what}`, follows: "nothing is run on it", todo };
  return { account: id, fault };
}

type Knowing = { readonly rules: AccountRules; readonly world: AccountWorld };

/** A folder is one login of one person, which is why two accounts never share one, and nobody works with somebody else's. */
function folderFaults(account: AccountPlan, all: readonly AccountPlan[], { rules, world }: Knowing): readonly AccountFault[] {
  const { folder } = account;
  const found = world.entryOf(world.realPath(folder));
  if (found?.kind !== "folder")
    return [wrong(account, `there is no folder \`${folder}\``, "make it, and sign in there with the client itself")];
  const faults: AccountFault[] = [];
  if (found.owner !== world.user) faults.push(wrong(account, `\`${folder}\` belongs to another user`, "use accounts of your own alone"));
  const twin = all.find((one) => one.id < account.id && world.realPath(one.folder) === world.realPath(folder));
  if (twin !== undefined)
    faults.push(wrong(account, `it has the same folder as account \`${twin.id}\``, "give each account a folder and a login of its own"));
  const isUsual = world.realPath(folder) === world.realPath(rules.usualFolder(world.home));
  if (isUsual && all.length > 1)
    faults.push(wrong(account, `\`${folder}\` is the folder in which you work yourself`, "sign in to another folder for the fleet"));
  return faults;
}

/** A link, or a copy by another name, makes two clients refresh one login, until neither has it any more. */
function loginFaults(account: AccountPlan, { rules, world }: Knowing): readonly AccountFault[] {
  return rules.logins.flatMap((name) => {
    const path = `${account.folder}/${name}`;
    const kind = world.entryOf(path)?.kind;
    if (kind === undefined || kind === "file") return [];
    return [wrong(account, `\`${path}\` is no file of its own`, "remove it, and sign in there with the client itself")];
  });
}

function paymentFaults(account: AccountPlan, rules: AccountRules): readonly AccountFault[] {
  const { kind, variables, secret, budgetMicroUsd } = account;
  const payment = rules.payments[kind];
  if (payment === undefined)
    return [
      wrong(
        account,
        `\`${account.product}\` has no accounts of kind \`${kind}\``,
        `choose one of ${Object.keys(rules.payments).join(", ")}`,
      ),
    ];
  const faults: AccountFault[] = [];
  const own = [...payment.needs, ...Object.keys(payment.sets)];
  for (const name of Object.keys(variables).filter((one) => rules.deciding.includes(one) && !own.includes(one)))
    faults.push(
      wrong(account, `\`${name}\` decides who pays or who sees the requests, and is none of \`${kind}\``, `take \`${name}\` out`),
    );
  for (const name of payment.needs.filter((one) => (variables[one] ?? "") === ""))
    faults.push(wrong(account, `\`${name}\` is not set`, `set \`${name}\` among its variables`));
  if (payment.secret === null && secret !== null)
    faults.push(wrong(account, `a \`${kind}\` takes no secret from us`, "sign in with the client itself, and take the file out"));
  if (payment.secret !== null && secret === null)
    faults.push(wrong(account, "it has no secret", "name the file that holds it, readable by you alone"));
  if (kind !== "subscription" && budgetMicroUsd === 0)
    faults.push(wrong(account, "it costs money by use and has no budget, so nothing could be spent", "give it a budget"));
  return faults;
}

/** A conversation of one product means nothing to another. */
function productFaults(accounts: readonly AccountPlan[]): readonly AccountFault[] {
  const [first, ...others] = accounts;
  return others
    .filter(({ product }) => product !== first?.product)
    .map((account) => wrong(account, `it is for \`${account.product}\`, the others are not`, "run one product in one fleet"));
}
