/** Rego: policies compiled to a program, and documents evaluated by it. */
import type { Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import { check } from "./check/check.ts";
import type { RegoFault, Source } from "./syntax/source.ts";
import type { Dialect } from "./syntax/tree.ts";
import { Planner } from "./plan/planner.ts";
import { Program, type Evaluation } from "./run/program.ts";
import type { Limits } from "./run/machine.ts";

export type { Dialect, Evaluation, Fault, Json, Limits, Program, RegoFault, Source };
export type { RuleInfo } from "./check/check.ts";

export type Options = {
  /** Which Rego files are written in that do not say so themselves; `v1` if nothing is said. */
  readonly dialect?: Dialect;
  /** Whether variables and imports that nothing uses are faults. */
  readonly strict?: boolean;
  /** Paths such as `data.sheepdog` that are planned at once, not when they are first asked for. */
  readonly entries?: readonly string[];
};

export type Compiled = { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly faults: readonly RegoFault[] };

export function compile(sources: readonly Source[], options: Options = {}): Compiled {
  const checked = check(sources, options.dialect ?? "v1", options.strict);
  if (!checked.ok) return checked;
  const planner = new Planner(checked.packages, checked.rules);
  planner.planDocument("data", []);
  planner.planFunctions();
  if (planner.faults.length > 0) return { ok: false, faults: planner.faults };
  const program = new Program(planner, checked.infos);
  for (const entry of options.entries ?? []) program.prepare(entry);
  return { ok: true, program };
}
