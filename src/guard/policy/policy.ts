/** Policy: layers of compiled Rego, and the steps that their rules add to a decision. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  compile,
  type Answers,
  type Match,
  type PartedProgram,
  type Program,
  type RegoFault,
  type RuleInfo,
  type Source,
} from "../../rego/rego.ts";
import { type Overridden, type Step, type Verdict, verdicts } from "../decision.ts";
import { limits } from "../limits.ts";
import { type Facts, positionIn } from "./facts.ts";

export type Layer = {
  readonly name: string;
  /** The folder that it is about; left out where it is about every call. */
  readonly folder?: string;
  readonly program: Pick<Answers, "matches">;
  /** None of a layer that is loaded part by part. */
  readonly rules: readonly Rule[];
  /** Its rules by what tells them apart: with many of them, a call must not go through all. */
  readonly byName: Pick<ReadonlyMap<string, Rule>, "get">;
  /** What its rules say whatever is asked. */
  readonly certain: readonly Hit[];
};

/** A rule as its author described it, found by its place in the documents: `data.sheepdog.<subject>.<verdict>[<id>]`. */
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

/** Where all rules of a layer stand. */
export const everyRule = "data.sheepdog";

/** What is wrong with a policy, and where. */
export type PolicyFault = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Without the place. */
  readonly what: string;
};

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** A layer loads whole or not at all: a rule that would never be heard is a fault, since its silence would be an allow. */
export function loadLayer(name: string, sources: readonly Source[]): Result<Layer> {
  // Planned now, so that the heap that is frozen afterwards holds what the plan became, and neither plan nor trees.
  const compiled = compile(sources, { entries: [everyRule] });
  if (!compiled.ok) return broken(name, compiled.faults.map((fault) => fault.what).join("\n"));
  const layer = layerFrom(name, compiled.program);
  return layer.ok ? done(layer.value) : broken(name, layer.faults.map(placed).join("\n"));
}

export function placed({ file, line, column, what }: PolicyFault): string {
  return `${file}:${line}:${column}: ${what}`;
}

export function faultFrom({ file, line, column, said }: RegoFault): PolicyFault {
  return { file, line, column, what: said };
}

/** What was compiled, or stored and loaded again, as a layer. */
export function layerFrom(name: string, program: Program): Loaded<Layer> {
  const rules: Rule[] = [];
  for (const info of program.rules) {
    const read = readRule(info);
    if (!read.ok) return { ok: false, faults: [{ file: info.file, line: info.line, column: 1, what: read.fault.what }] };
    if (read.value !== undefined) rules.push(read.value);
  }
  const certain = program.certain(everyRule);
  if (!certain.ok) return { ok: false, faults: [{ file: program.rules[0]?.file ?? name, line: 1, column: 1, what: certain.fault.what }] };
  const byName = new Map(rules.map((rule) => [nameOf(rule), rule]));
  return { ok: true, value: { name, program: program.answers, rules, byName, certain: certain.value.flatMap(hitsIn) } };
}

/** One that was stored in parts: what is not asked for is not even read. */
export function layerFromParts(name: string, parted: PartedProgram): Layer {
  // Asked after it was matched, when those that hold are loaded.
  const named = (id: string): Rule | undefined => parted.rules.flatMap(namedRule).find(([one]) => one === id)?.[1];
  return {
    name,
    program: { matches: (_, input, bounds) => parted.matches(input, bounds) },
    rules: [],
    byName: { get: named },
    certain: [],
  };
}

/** What does not load was never stored. */
function namedRule(info: RuleInfo): readonly (readonly [string, Rule])[] {
  const read = readRule(info);
  return read.ok && read.value !== undefined ? [[nameOf(read.value), read.value]] : [];
}

function nameOf({ id, verdict }: Pick<Rule, "id" | "verdict">): string {
  return `${verdict} ${id}`;
}

function broken(name: string, what: string): Result<never> {
  return fail({ code: "policy.broken", what, follows: `the ${name} policy does not count`, todo: "mend the file and try again" });
}

/** Heads that start with a verdict are rules; everything else helps them. */
function readRule({ path, annotations, file, line }: RuleInfo): Result<Rule | undefined> {
  const verdict = verdicts.find((word) => word === path[2]);
  if (path[0] !== "sheepdog") return ill(`the package \`${path.join(".")}\` is not heard; rules stand in \`package sheepdog.<subject>\``);
  const stray = path.slice(3).find((word) => verdicts.some((one) => one === word));
  if (verdict === undefined && stray !== undefined)
    return ill(`\`${stray}\` is not heard below \`${path.slice(0, 3).join(".")}\`; the package has two parts`);
  if (verdict === undefined) return done(undefined);
  const [, , , id, ...more] = path;
  if (id === undefined || more.length > 0) return ill(`a rule has the head \`${verdict}["its.id"] contains id\``);
  const { because, instead, hits, misses } = membersOf(membersOf(annotations)["custom"]);
  if (typeof because !== "string") return ill(`the rule \`${id}\` has no \`because\` in its metadata`);
  const proof = { hits: textsOf(hits), misses: textsOf(misses) };
  return done({ id, verdict, because, ...(typeof instead === "string" ? { instead } : {}), ...proof, file, line });
}

function ill(what: string): Result<never> {
  return fail({ code: "policy.unheard", what });
}

function membersOf(value: Json | undefined): Members {
  return isMembers(value) ? value : {};
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export type Judgement = {
  readonly steps: readonly Step[];
  readonly policySteps: number;
  readonly overridden?: readonly Overridden[];
};

/** Every rule of every layer is asked; a rule that cannot be evaluated or that answers what nobody asked fails the whole judgement. */
export function judge(layers: readonly Layer[], facts: Facts): Result<Judgement> {
  const steps: Step[] = [];
  let policySteps = 0;
  for (const layer of layers) {
    const outcome = layer.program.matches(everyRule, facts.input, { steps: limits.policySteps });
    if (!outcome.ok) return outcome;
    policySteps += outcome.steps;
    for (const hit of [...layer.certain, ...outcome.matches.flatMap(hitsIn)].sort(inOrder)) {
      const step = stepOf(layer, facts, hit);
      if (!step.ok) return step;
      steps.push(...step.value);
    }
  }
  return done({ steps, policySteps });
}

type Hit = { readonly subject: string; readonly id: string; readonly verdict: Verdict; readonly about: Json };

/** What a rule says stands at its own path, `<subject>.<verdict>.<id>`, or is a document around it. */
function hitsIn({ path, value }: Match): readonly Hit[] {
  const document = path.reduceRight((below, name): Json => ({ [name]: below }), value);
  return Object.entries(membersOf(document)).flatMap(([subject, found]) =>
    verdicts.flatMap((verdict) =>
      Object.entries(membersOf(membersOf(found)[verdict])).map(([id, about]) => ({ subject, id, verdict, about })),
    ),
  );
}

function inOrder(one: Hit, other: Hit): number {
  if (one.subject !== other.subject) return one.subject < other.subject ? -1 : 1;
  return verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) || (one.id < other.id ? -1 : 1);
}

/** One step for a rule that is about something; none for one that is about nothing. */
function stepOf(layer: Layer, facts: Facts, { id, verdict, about }: Hit): Result<readonly Step[]> {
  const rule = layer.byName.get(nameOf({ id, verdict }));
  const positions = Array.isArray(about) ? about.map((one: Json) => positionIn(facts, one)) : [undefined];
  if (rule === undefined || positions.includes(undefined)) {
    const what = `the rule \`${id}\` of the ${layer.name} policy answers with something else than ids of effects and doubts`;
    return fail({ code: "policy.answer", what, follows: "nobody can say what it means", todo: "let it contain `effect.id` or `doubt.id`" });
  }
  if (positions.length === 0) return done([]);
  const listed = (list: "effects" | "doubts"): readonly number[] =>
    positions.flatMap((one) => (one?.list === list ? [one.position] : [])).sort((one, other) => one - other);
  const { because, instead, file, line } = rule;
  const place = { file, line, layer: layer.name, effects: listed("effects"), doubts: listed("doubts") };
  return done([{ rule: id, verdict, because, ...(instead === undefined ? {} : { instead }), ...place }]);
}
