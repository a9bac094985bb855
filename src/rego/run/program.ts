/** A compiled set of policies, ready to be asked for the value of any path below `data`. */
import { fail, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import type { Planner } from "../plan/planner.ts";
import { jsonOf, valueOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { Linker, type Frame } from "./link.ts";
import { Machine, type Limits } from "./machine.ts";

export type Evaluation =
  | { readonly ok: true; readonly value: Json | undefined; readonly steps: number }
  | { readonly ok: false; readonly fault: Fault };

export class Program {
  readonly rules: readonly RuleInfo[];
  readonly #planner: Planner;
  readonly #machine = new Machine();
  readonly #linker = new Linker(this.#machine);
  readonly #entries = new Map<string, (documents: Frame) => void>();
  readonly #data: Value = new RegoObject();
  #linked = 0;

  constructor(planner: Planner, rules: readonly RuleInfo[]) {
    this.#planner = planner;
    this.rules = rules;
  }

  /** The value at a path such as `data.sheepdog.rm`; sets come as arrays, in order. Undefined is no fault. */
  evaluate(path: string, input: Json, limits: Limits): Evaluation {
    const entry = this.prepare(path);
    if (!entry.ok) return entry;
    const value = valueOf(input);
    if (value === undefined) return fail({ code: "rego.depth", what: "the input is nested too deeply" });
    this.#machine.start(limits, false);
    entry.value([value, this.#data]);
    if (this.#machine.fault !== undefined) return fail(this.#machine.fault);
    const [result] = this.#machine.results;
    return { ok: true, value: result === undefined ? undefined : jsonOf(result), steps: this.#machine.steps };
  }

  /** Plans and links what a path needs, so that evaluating it has nothing left to do. */
  prepare(path: string): Result<(documents: Frame) => void> {
    const known = this.#entries.get(path);
    if (known !== undefined) return { ok: true, value: known };
    const [root, ...steps] = path.split(".");
    if (root !== "data") return fail({ code: "rego.path", what: `\`${path}\` is no path below \`data\`` });
    const plan = this.#planner.planDocument(path, steps);
    this.#linkNew();
    const entry = this.#linker.linkPlan(plan);
    this.#entries.set(path, entry);
    return { ok: true, value: entry };
  }

  /** Planning a path plans the functions it calls, which were not there before. */
  #linkNew(): void {
    const functions = this.#planner.functions.slice(this.#linked);
    this.#linker.linkFunctions(functions);
    this.#linked += functions.length;
  }
}
