/** Cases of failsafe's corpus as they lie on the disk: folders with a `fact.json` and an `expected.json`, tried on policies in its words. */
import { nameOf } from "../../base/path.ts";
import { readJson } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type PolicySet, readLayer } from "../../guard/guard.ts";
import { isFolderItself, isThere, namesIn, readTextFile } from "../../hosts/node/node.ts";
import { caseFailure, caseOutcome } from "./failsafe-corpus.ts";
import type { MeantLayer } from "./meant-layers.ts";

/** `failure` is missing where it is as expected. */
export type TriedCase = { readonly name: string; readonly failure?: string };

export function triedCases(folder: string, layers: readonly MeantLayer[]): Result<readonly TriedCase[]> {
  const names = namesIn(folder);
  if (!names.ok) return names;
  const folders = [folder, ...names.value.map((name) => `${folder}/${name}`)].filter(
    (one) => isFolderItself(one) && isThere(`${one}/fact.json`),
  );
  const todo = "name a folder with `fact.json` and `expected.json`, or one of such folders";
  if (folders.length === 0) return fail({ code: "cases.none", what: `there are no cases in \`${folder}\``, todo });
  const set: PolicySet = { layers: [], programPolicies: layers.flatMap(programPoliciesOf) };
  const tried: TriedCase[] = [];
  for (const one of folders) {
    const failure = failureOf(one, set);
    if (!failure.ok) return failure;
    tried.push({ name: nameOf(one), ...(failure.value !== undefined && { failure: failure.value }) });
  }
  return done(tried);
}

function programPoliciesOf({ name, links }: MeantLayer): NonNullable<PolicySet["programPolicies"]> {
  const loaded = readLayer(
    { name },
    links.filter(({ vocabulary }) => vocabulary === "failsafe"),
  );
  return loaded.ok ? (loaded.value.programPolicies ?? []) : [];
}

function failureOf(folder: string, set: PolicySet): Result<string | undefined> {
  const fact = readTextFile(`${folder}/fact.json`);
  const expected = readTextFile(`${folder}/expected.json`);
  if (!fact.ok || !expected.ok) return fact.ok ? (expected as Result<never>) : fact;
  const json = readJson(fact.value);
  const outcome = json.ok ? caseOutcome(json.value, set) : json;
  const failure = outcome.ok ? caseFailure(expected.value, outcome.value) : outcome;
  return failure.ok ? failure : fail({ ...failure.fault, what: `\`${folder}\`: ${failure.fault.what}` });
}
