/** failsafe's corpus of cases: a fact and what is expected of it, asked of the very policies that the guard would ask. */
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, maybe, object, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { opinionOf, type PolicySet } from "../../guard/guard.ts";

/** `override` is said where a person has signed the file: a case cannot know that, so it takes it for signed. */
export type CaseOutcome = { readonly block: boolean; readonly reason?: string; readonly override?: string };

const mostSteps = 1_000_000;

/** As the original combined what its files say: a bug blocks, an override lets through, and else what blocks counts. */
export function caseOutcome(fact: Json, { programPolicies = [] }: PolicySet): Result<CaseOutcome> {
  if (!isMembers(fact)) return fail({ code: "case.fact", what: "a fact is an object" });
  const [bugs, blocks, overrides]: [string[], string[], string[]] = [[], [], []];
  for (const policy of programPolicies) {
    const opinion = opinionOf(policy, fact, mostSteps);
    if (!opinion.ok) return opinion;
    bugs.push(...opinion.value.bugs.map(({ reason }) => reason));
    blocks.push(...opinion.value.blocks.map(({ reason }) => reason));
    overrides.push(...opinion.value.overrides.map(({ reason }) => reason));
  }
  const [override] = bugs.length === 0 ? overrides : [];
  if (override !== undefined) return done({ block: false, override });
  const [reason] = [...bugs, ...blocks];
  return done(reason === undefined ? { block: false } : { block: true, reason });
}

const expectedReader = object({ block: truth, reason_contains: maybe(text), override_reason_contains: maybe(text) });

/** What is wrong with the outcome, or nothing. */
export function caseFailure(expected: string, outcome: CaseOutcome): Result<string | undefined> {
  const json = readJson(expected);
  const read = json.ok ? expectedReader(json.value, "expected") : json;
  if (!read.ok) return read;
  const { block, reason_contains: reason = "", override_reason_contains: override = "" } = read.value;
  if (block !== outcome.block)
    return done(`it ${outcome.block ? `is blocked (${outcome.reason})` : "passes"}, and ${block ? "should be blocked" : "should pass"}`);
  if (!(outcome.reason ?? "").includes(reason)) return done(`the reason is \`${outcome.reason}\`, without \`${reason}\``);
  return done((outcome.override ?? "").includes(override) ? undefined : `the override is \`${outcome.override}\`, without \`${override}\``);
}
