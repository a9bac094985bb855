/** Policy: layers of compiled Rego, and the steps that their rules add to a decision. */
import { fail, done, type Result } from "../../base/result.ts";
import type { Json } from "../../base/json.ts";
import { compile, type Program, type RuleInfo, type Source } from "../../rego/rego.ts";
import { type Step, type Verdict, verdicts } from "../decision.ts";
import { limits } from "../limits.ts";

export type Layer = { readonly name: string; readonly program: Program; readonly rules: readonly Rule[] };

/** A rule as its author described it, found by its place in the documents: verdict, then id. */
export type Rule = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly because: string;
  readonly instead?: string;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
  readonly file: string;
  readonly line: number;
};

export function loadLayer(name: string, sources: readonly Source[]): Result<Layer> {
  // Planned now, so that the heap that is frozen afterwards holds the plan.
  const compiled = compile(sources, { entries: [everyRule] });
  if (!compiled.ok) {
    const what = compiled.faults.map((fault) => fault.what).join("\n");
    return fail({ code: "policy.broken", what, follows: `the ${name} policy does not count`, todo: "mend the file and try again" });
  }
  const rules = compiled.program.rules.flatMap((info) => ruleFrom(info) ?? []);
  return done({ name, program: compiled.program, rules });
}

const everyRule = "data.sheepdog";

/** Heads of the form `deny["the.id"] contains …` are rules; everything else helps them. */
function ruleFrom(info: RuleInfo): Rule | undefined {
  const [id, verdict] = [info.path.at(-1), verdicts.find((word) => word === info.path.at(-2))];
  const custom = membersOf(membersOf(info.annotations)["custom"]);
  if (id === undefined || verdict === undefined || typeof custom["because"] !== "string") return undefined;
  const instead = custom["instead"];
  return {
    id,
    verdict,
    because: custom["because"],
    ...(typeof instead === "string" ? { instead } : {}),
    hits: textsOf(custom["hits"]),
    misses: textsOf(custom["misses"]),
    file: info.file,
    line: info.line,
  };
}

function membersOf(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : {};
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export type Judgement = { readonly steps: readonly Step[]; readonly policySteps: number };

/** Every rule of every layer is asked; a rule that cannot be evaluated fails the whole judgement, since its silence would be an allow. */
export function judge(layers: readonly Layer[], facts: Json): Result<Judgement> {
  const steps: Step[] = [];
  let policySteps = 0;
  for (const layer of layers) {
    const outcome = layer.program.evaluate(everyRule, facts, { steps: limits.policySteps });
    if (!outcome.ok) return outcome;
    policySteps += outcome.steps;
    for (const found of Object.values(membersOf(outcome.value))) steps.push(...stepsIn(layer, membersOf(found)));
  }
  return done({ steps, policySteps });
}

function stepsIn(layer: Layer, found: { readonly [key: string]: Json }): Step[] {
  return verdicts.flatMap((verdict) =>
    Object.entries(membersOf(found[verdict])).flatMap(([id, about]) => stepOf(layer, { id, verdict, about }) ?? []),
  );
}

function stepOf(layer: Layer, hit: { readonly id: string; readonly verdict: Verdict; readonly about: Json }): Step | undefined {
  const about = textsOf(hit.about);
  if (about.length === 0) return undefined;
  const rule = layer.rules.find((one) => one.id === hit.id && one.verdict === hit.verdict);
  const { id, verdict } = hit;
  const because = rule?.because ?? `the rule ${id} says so`;
  const place = { file: rule?.file ?? layer.name, line: rule?.line ?? 0, layer: layer.name };
  return {
    rule: id,
    verdict,
    because,
    ...(rule?.instead === undefined ? {} : { instead: rule.instead }),
    ...place,
    effects: numbered("e", about),
    doubts: numbered("d", about),
  };
}

function numbered(letter: "e" | "d", ids: readonly string[]): readonly number[] {
  return ids
    .filter((id) => id.startsWith(letter))
    .map((id) => Number(id.slice(1)))
    .sort((one, other) => one - other);
}
