/** Takes source text and a query to all results, as values, so that nothing is lost on the way through JSON. */
import type { Fault } from "../../src/base/fault.ts";
import { check, checkQuery } from "../../src/rego/check/check.ts";
import type { Plan, Policy } from "../../src/rego/plan/ir.ts";
import { Planner } from "../../src/rego/plan/planner.ts";
import { Linker } from "../../src/rego/run/link.ts";
import { Machine } from "../../src/rego/run/machine.ts";
import { RegoObject } from "../../src/rego/values/object.ts";
import type { Value } from "../../src/rego/values/value.ts";

export type Question = {
  readonly modules: readonly string[];
  readonly query: string;
  readonly input?: Value | undefined;
  readonly data?: Value;
  readonly isStrict?: boolean;
  /** Takes the plan a way round, such as through a file, before it is run. */
  readonly around?: (policy: Policy) => Policy;
};

export type Evaluated =
  | { readonly is: "results"; readonly results: readonly Value[] }
  | { readonly is: "refused"; readonly faults: readonly Fault[] }
  | { readonly is: "failed"; readonly fault: Fault };

const limits = { steps: 20_000_000, now: 1_700_000_000_000 };

export function evaluate({ modules, query, input, data = new RegoObject(), isStrict = false, around }: Question): Evaluated {
  const checked = check(
    modules.map((text, index) => ({ file: `module-${index}.rego`, text })),
    "v1",
  );
  if (!checked.ok) return { is: "refused", faults: checked.faults };
  const asked = checkQuery(query, checked.functions, "v1");
  if (!asked.ok) return { is: "refused", faults: asked.faults };
  const planner = new Planner(checked.packages, checked.rules);
  const plan = planner.planBody("eval", asked.body);
  if (planner.faults.length > 0) return { is: "refused", faults: planner.faults };
  const planned: Policy = { functions: planner.functions, plans: [plan] };
  const { functions, plans } = around?.(planned) ?? planned;
  const machine = new Machine();
  const linker = new Linker(machine);
  linker.linkFunctions(functions);
  machine.start(limits, isStrict);
  linker.linkPlan(plans[0] as Plan)([input, data]);
  const { fault, results } = machine;
  return fault === undefined ? { is: "results", results } : { is: "failed", fault };
}

/** The value of a term as Rego writes it. */
export function termValue(term: string): Value | undefined {
  const answer = evaluate({ modules: [], query: `x = ${term}` });
  const [result] = answer.is === "results" ? answer.results : [];
  return result instanceof RegoObject ? result.get("x") : undefined;
}
