/** An exception to a rule, as narrow as a person means it: for what one command would do, in one folder or session, once or for a while. */
import type { Fault } from "../../base/fault.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { isGuardsOwn } from "../../guard/guard.ts";
import type { Where } from "../../proof/statements/statements.ts";
import { askGuard } from "../asking.ts";
import type { Desk } from "../desk.ts";
import type { Sentence } from "./statement-words.ts";

export type Exception = {
  readonly rule: string;
  /** Only what this command would do against the rule. */
  readonly command?: string | undefined;
  readonly where: Where;
  readonly once: boolean;
  readonly until: number;
};

/** One for each thing that the command would do against the rule. */
export async function exceptionsFor(desk: Desk, { rule, command, ...how }: Exception): Promise<Result<readonly Sentence[]>> {
  const fault = liftingFault(rule);
  if (fault !== undefined) return fail(fault);
  if (command === undefined) return done([{ about: { is: "exception", rule }, ...how }]);
  const effects = await effectsAgainst(desk, rule, command);
  return effects.ok ? done(effects.value.map((effect) => ({ about: { is: "exception", rule, effect }, ...how }))) : effects;
}

/** Why nobody may loosen this rule; nothing where people may. */
export function liftingFault(rule: string): Fault | undefined {
  if (!/^[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+$/.test(rule))
    return {
      code: "rule.name",
      what: `\`${rule}\` is neither the name of a rule nor the id of a blocked call`,
      todo: "`sheepdog approve list` shows the calls",
    };
  if (!isGuardsOwn(rule)) return undefined;
  return { code: "rule.own", what: `\`${rule}\` protects the guard itself, and nobody loosens it`, follows: "nothing was signed" };
}

type Affected = { readonly kind: string; readonly target: string };

async function effectsAgainst(desk: Desk, rule: string, command: string): Promise<Result<readonly Affected[]>> {
  const { cwd, home } = desk.around;
  const answer = await askGuard(desk, { id: 0, command, cwd, home, full: true });
  if (!answer.ok) return answer;
  const { steps, effects } = listsIn(answer.value);
  const against = steps
    .filter((step) => step["rule"] === rule)
    .flatMap(({ effects: positions }) => (Array.isArray(positions) ? positions : []));
  const found = against.map((position) => affectedBy(effects[Number(position)]));
  const whole = found.filter((one) => one !== undefined);
  if (whole.length === 0 || whole.length < found.length) return fail(nothingAgainst(rule));
  return done(whole.filter((one, at) => whole.findIndex(({ kind, target }) => kind === one.kind && target === one.target) === at));
}

function listsIn({ decision }: Members): { readonly steps: readonly Members[]; readonly effects: readonly Members[] } {
  const { steps, effects } = isMembers(decision) ? decision : {};
  const lists = [steps, effects].map((list) => (Array.isArray(list) ? list.filter(isMembers) : []));
  return { steps: lists[0] ?? [], effects: lists[1] ?? [] };
}

/** What nobody can name, nobody can mean. */
function affectedBy(effect: Members | undefined): Affected | undefined {
  const { kind, target } = effect ?? {};
  if (typeof kind !== "string" || !isMembers(target) || target["known"] !== true || typeof target["name"] !== "string") return undefined;
  return { kind, target: target["name"] };
}

function nothingAgainst(rule: string): Fault {
  return {
    code: "exception.nothing",
    what: `nothing that the command would do, and that can be named, is against \`${rule}\``,
    follows: "nothing was signed",
    todo: "`sheepdog explain COMMAND` shows the rules against it",
  };
}
