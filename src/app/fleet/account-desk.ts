/** The accounts of a plan as sessions are started on them: their folder, their variables, their secret, and what their client says of them. */
import { type AccountSeen, type Runnable, runnables } from "../../agents/agents.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { AccountPlace } from "../../fleet/fleet.ts";
import { runProgram } from "../../hosts/node/node.ts";
import type { AccountPlan } from "./fleet-plan.ts";

export type SecretOf = (name: string) => Promise<Result<string>>;

export function runnableFor(product: string): Runnable | undefined {
  return runnables.find(({ client }) => client.name === product);
}

/** With its secret, which is looked up now and stays in no file. */
export async function placeOf(account: AccountPlan, secretOf: SecretOf): Promise<Result<AccountPlace>> {
  const payment = runnableFor(account.product)?.accounts.payments[account.kind];
  if (payment === undefined)
    return fail({ code: "account.unpayable", what: `account \`${account.id}\` cannot be paid as \`${account.kind}\`` });
  const variables = { ...account.variables, ...payment.sets };
  if (payment.secret === null || account.secret === null) return done({ folder: account.folder, variables });
  const secret = await secretOf(account.secret);
  return secret.ok ? done({ folder: account.folder, variables: { ...variables, [payment.secret]: secret.value } }) : secret;
}

/** Where its conversations and its client's own files lie; nobody is asked for the secret. */
export function barePlaceOf({ folder, variables }: AccountPlan): AccountPlace {
  return { folder, variables };
}

/** What the client of a session, or one that is asked about its account, finds of our own surroundings: nothing that could decide who pays. */
export function sessionVariables(variable: (name: string) => string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    handedOn.flatMap((name) => {
      const value = variable(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const handedOn = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "NODE_EXTRA_CA_CERTS",
];

const patienceMs = 30_000;

export type Asking = {
  readonly program: string;
  readonly account: AccountPlan;
  readonly place: AccountPlace;
  readonly around: Readonly<Record<string, string>>;
};

/** By the client's own status: no vendor is asked, and nothing is read in its folder. */
export async function accountSeen({ program, account, place, around }: Asking): Promise<AccountSeen> {
  const rules = runnableFor(account.product)?.accounts;
  if (rules === undefined) return { health: "unreachable", identity: null };
  const env = { ...around, ...rules.variables(place) };
  const run = await runProgram({ program, args: rules.status.args, env, timeoutMs: patienceMs });
  return rules.status.read({ kind: account.kind, ...run });
}
