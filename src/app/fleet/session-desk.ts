/** What session drivers need of this machine: the account, the guard proved anew before each start, and the client's own program. */
import { sentenceOf } from "../../base/fault.ts";
import {
  checkpointWith,
  findProgram,
  fileNameFor,
  gitIn,
  headlessHands,
  type SessionPorts,
  type Surroundings,
  tmuxHands,
} from "../../hosts/node/node.ts";
import type { Log } from "../daemon/duty.ts";
import { sessionGuard } from "../install/session-guard.ts";
import { barePlaceOf, placeOf, runnableFor, type SecretOf, sessionVariables } from "./account-desk.ts";
import type { FleetPlan } from "./fleet-plan.ts";
import type { SessionTokens } from "./session-tokens.ts";

export type SessionDesk = {
  /** The fleet's folder below the root. */
  readonly folder: string;
  readonly around: Surroundings;
  readonly plan: () => FleetPlan;
  readonly secretOf: SecretOf;
  readonly tokens: SessionTokens;
  readonly log: Log;
  /** The account of this name cannot be used as it is, for a reason that a person has to mend. */
  readonly unusable: (account: string, why: string) => void;
};

type Prepare = SessionPorts["prepare"];

export function sessionPorts(desk: SessionDesk): SessionPorts {
  const { folder, around, plan } = desk;
  const searchPath = around.variable("PATH") ?? "";
  return {
    root: folder,
    hands: {
      headless: headlessHands,
      terminal: tmuxHands({ program: findProgram("tmux", searchPath) ?? "tmux", socket: `${folder}/screens` }),
    },
    client: (agent) => runnableFor(agent)?.client,
    accounts: (agent) =>
      plan()
        .accounts.filter(({ product }) => product === agent)
        .map(barePlaceOf),
    prepare: (order) => prepare(desk, order),
    checkpoint: checkpointWith(gitIn({ home: around.home, searchPath })),
  };
}

async function prepare(desk: SessionDesk, order: Parameters<Prepare>[0]): ReturnType<Prepare> {
  const { around, plan, folder } = desk;
  const account = plan().accounts.find(({ id }) => id === order.account);
  const rules = account === undefined ? undefined : runnableFor(account.product)?.accounts;
  if (account === undefined || rules === undefined)
    return { ok: false, code: "impossible", detail: `account \`${order.account}\` is not configured any more` };
  const place = await placeOf(account, desk.secretOf);
  if (!place.ok) {
    desk.unusable(account.id, sentenceOf(place.fault));
    return { ok: false, code: "busy", detail: sentenceOf(place.fault) };
  }
  const own = { ...sessionVariables(around.variable), ...rules.variables(place.value) };
  const keep = `${folder}/sessions/${fileNameFor(order.session)}/guard`;
  const variable = (name: string): string | undefined => own[name as keyof typeof own];
  const silent = { out: nothing, err: nothing, around: { ...around, cwd: order.folder }, guard: "" };
  const guarded = await sessionGuard(silent, { agent: order.agent, keep, variable });
  if (!guarded.ok) return { ok: false, code: "guard-unproven", detail: sentenceOf(guarded.fault) };
  const { program, args, env } = guarded.value;
  const model = order.scope === "all" ? null : (plan().models[order.scope] ?? order.scope);
  return { ok: true, program, args, env: { ...withChanges(own, env), ...tokenOf(desk, order.session) }, account: place.value, model };
}

/** Without one its agent works all the same, and can only not give further work. */
function tokenOf({ tokens, log }: SessionDesk, session: string): Readonly<Record<string, string>> {
  const token = tokens.tokenFor(session);
  if (!token.ok) log.warn(`session ${session} has no token: ${sentenceOf(token.fault)}`, { session });
  return token.ok ? { SHEEPDOG_TOKEN: token.value } : {};
}

const nothing = (): void => undefined;

/** `null` takes a variable away. */
function withChanges(
  own: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ ...own, ...changes }).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
