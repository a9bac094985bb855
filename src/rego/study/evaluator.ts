/** Checked policies planned and linked for people: with data beside the rules, questions as bodies, and somebody who may watch. */
import { done, fail, type Result } from "../../base/result.ts";
import type { CoreBody, CoreRule } from "../check/reduced.ts";
import type { Plan } from "../plan/ir.ts";
import { Planner } from "../plan/planner.ts";
import { Linker } from "../run/link.ts";
import { Machine, type Limits } from "../run/machine.ts";
import type { Observer } from "../run/observer.ts";
import type { RegoFault } from "../syntax/source.ts";
import type { Value } from "../values/value.ts";

export type Policies = {
  readonly rules: readonly CoreRule[];
  readonly packages: readonly (readonly string[])[];
};

export type Documents = { readonly input: Value | undefined; readonly data: Value };

/** All ways in which a question was answered, and what that took. */
export type Results = { readonly results: readonly Value[]; readonly steps: number };

export class Evaluator {
  readonly #planner: Planner;
  readonly #machine = new Machine();
  readonly #linker: Linker;
  #linked = 0;

  constructor({ rules, packages }: Policies, observer?: Observer) {
    this.#planner = new Planner(packages, rules, { isWatched: observer !== undefined });
    this.#linker = new Linker(this.#machine, observer);
  }

  /** What is found only when all is planned, whether it is asked for or not. */
  faults(): readonly RegoFault[] {
    this.#planner.planDocument("data", []);
    this.#planner.planFunctions();
    return this.#planner.faults;
  }

  /** The path starts with `data`. */
  document(path: readonly string[], documents: Documents, limits: Limits): Result<Results> {
    return this.#run(this.#planner.planDocument(path.join("."), path.slice(1)), documents, limits);
  }

  /** An object of variables for each way in which the body holds. */
  body(body: CoreBody, documents: Documents, limits: Limits): Result<Results> {
    return this.#run(this.#planner.planBody("query", body), documents, limits);
  }

  #run(plan: Plan, { input, data }: Documents, limits: Limits): Result<Results> {
    const [flaw] = this.#planner.faults;
    if (flaw !== undefined) return fail(flaw);
    this.#linker.linkFunctions(this.#planner.functions.slice(this.#linked));
    this.#linked = this.#planner.functions.length;
    const run = this.#linker.linkPlan(plan);
    this.#machine.start(limits, false);
    run([input, data]);
    const { fault, results, steps } = this.#machine;
    return fault === undefined ? done({ results, steps }) : fail(fault);
  }
}
