/** Rego: policies compiled to a program, and documents evaluated by it. */
import type { Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import { done, fail, type Result } from "../base/result.ts";
import { check, type Checks } from "./check/check.ts";
import type { RegoFault, Source } from "./syntax/source.ts";
import type { Dialect } from "./syntax/tree.ts";
import type { Entry } from "./plan/ir.ts";
import { readStored } from "./plan/read-stored.ts";
import type { Seal } from "./plan/stored-plan.ts";
import { Planner } from "./plan/planner.ts";
import type { Answers, Evaluation, Match, Matching } from "./run/answers.ts";
import { PartedProgram } from "./run/parted.ts";
import { Program } from "./run/program.ts";
import type { Limits } from "./run/machine.ts";

export type { PartedProgram };
export type { Answers, Dialect, Evaluation, Fault, Json, Limits, Match, Matching, Program, RegoFault, Seal, Source };
export { opaCategory } from "./check/opa-category.ts";
export type { RuleInfo } from "./check/check.ts";

export type Options = Checks & {
  /** Which Rego files are written in that do not say so themselves; `v1` if nothing is said. */
  readonly dialect?: Dialect;
  /** Paths such as `data.sheepdog` that are planned at once, with their patterns compiled, not when they are first asked for. */
  readonly entries?: readonly string[];
  /** How many statements all plans may have together; 500,000 if nothing is said. A few lines of policy can ask for any number. */
  readonly mostStatements?: number;
};

export type Loading = { readonly seal: Seal; readonly dialect?: Dialect };

export type Compiled = { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly faults: readonly RegoFault[] };

export function compile(sources: readonly Source[], options: Options = {}): Compiled {
  const checked = check(sources, options.dialect ?? "v1", options);
  if (!checked.ok) return checked;
  const planner = new Planner(checked.packages, checked.rules, { mostStatements: options.mostStatements });
  planner.planDocument("data", []);
  planner.planFunctions();
  if (planner.faults.length > 0) return { ok: false, faults: planner.faults };
  const program = new Program(planner, checked.infos, { sources, dialect: options.dialect ?? "v1" });
  for (const entry of options.entries ?? []) program.prepare(entry);
  if (options.entries !== undefined) program.warmUp();
  return { ok: true, program };
}

/**
 * A program that `store` wrote, without compiling anything. It answers for the paths that it was stored with. What was made of other policies, by
 * another compiler or for another seal, and what was changed since, is a fault.
 */
export function load(text: string, sources: readonly Source[], { seal, dialect = "v1" }: Loading): Result<Program> {
  const policies = { sources, dialect };
  const stored = readStored(text, policies, seal);
  if (!stored.ok) return stored;
  const { functions, entries, rules } = stored.value;
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const entry = (path: string): Result<Entry> => {
    const found = byPath.get(path);
    return found === undefined ? fail({ code: "rego.path", what: `the stored plan has no answer for \`${path}\`` }) : done(found);
  };
  const program = new Program({ functions, entry, areForeign: true }, rules, policies);
  for (const { path } of entries) {
    const prepared = program.prepare(path);
    if (!prepared.ok) return prepared;
  }
  return done(program);
}

/** A program that `storeParts` wrote: it loads what an input may be about, and nothing before it is asked. */
export function open(text: string, sources: readonly Source[], { seal, dialect = "v1" }: Loading): Result<PartedProgram> {
  return PartedProgram.open(text, { sources, dialect }, seal);
}

// For people who write policies; what decides needs none of it.
export { format, type Formatted } from "./format/format.ts";
/** The same reader serves the front matter of tasks: one dialect of YAML in the house. */
export { readYaml } from "./syntax/yaml.ts";
export { parseTree, type ParsedTree } from "./study/parse-tree.ts";
export { study, type Opened, type Study, type StudyOptions } from "./study/study.ts";
export type { Answer } from "./study/answer.ts";
export type { Placed } from "./study/base-document.ts";
export type { TestResult } from "./testing/testing.ts";
export type { Coverage } from "./trace/coverage.ts";
export type { RuleTrace } from "./trace/explanation.ts";
export { explanationText } from "./trace/explanation-text.ts";
export type { LineProfile } from "./trace/profile.ts";
