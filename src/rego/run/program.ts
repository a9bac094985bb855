/** A compiled set of policies, ready to be asked for the value of any path below `data`. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import type { Planner } from "../plan/planner.ts";
import { jsonOf, valueOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { Extent } from "./extent.ts";
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
  readonly #entries = new Map<string, Entry>();
  readonly #data: Value = new RegoObject();
  #linked = 0;

  constructor(planner: Planner, rules: readonly RuleInfo[]) {
    this.#planner = planner;
    this.rules = rules;
  }

  /** The value at a path such as `data.sheepdog.rm`; sets come as arrays, in order. Undefined is no fault. */
  evaluate(path: string, input: Json, limits: Limits): Evaluation {
    const entry = this.prepare(path);
    return entry.ok ? this.#run(entry.value.document, input, limits) : entry;
  }

  /** The same without empty sets and objects: what it costs grows with the rules that hold, not with those that there are. */
  matches(path: string, input: Json, limits: Limits): Evaluation {
    const entry = this.prepare(path);
    return entry.ok ? this.#run(entry.value.matches, input, limits) : entry;
  }

  /** Plans and links what a path needs, so that evaluating it has nothing left to do. */
  prepare(path: string): Result<Entry> {
    const known = this.#entries.get(path);
    if (known !== undefined) return done(known);
    const [root, ...steps] = path.split(".");
    if (root !== "data") return fail({ code: "rego.path", what: `\`${path}\` is no path below \`data\`` });
    const plan = this.#planner.planDocument(path, steps);
    const members = this.#planner.extentAt(steps);
    const [flaw] = this.#planner.faults;
    if (flaw !== undefined) return fail(flaw);
    this.#linkNew();
    const run = this.#linker.linkPlan(plan);
    const document = (documents: Frame): Value | undefined => {
      run(documents);
      return this.#machine.results[0];
    };
    const extent = members && new Extent(members, this.#linker);
    const entry = { document, matches: extent === undefined ? document : (documents: Frame) => extent.matches(documents) };
    this.#entries.set(path, entry);
    return done(entry);
  }

  #run(ask: (documents: Frame) => Value | undefined, input: Json, limits: Limits): Evaluation {
    const value = valueOf(input);
    if (value === undefined) return fail({ code: "rego.depth", what: "the input is nested too deeply" });
    this.#machine.start(limits, false);
    const result = ask([value, this.#data]);
    if (this.#machine.fault !== undefined) return fail(this.#machine.fault);
    return { ok: true, value: result === undefined ? undefined : jsonOf(result), steps: this.#machine.steps };
  }

  /** Planning a path plans the functions it calls, which were not there before. */
  #linkNew(): void {
    const functions = this.#planner.functions.slice(this.#linked);
    this.#linker.linkFunctions(functions);
    this.#linked += functions.length;
  }
}

type Entry = { readonly document: (documents: Frame) => Value | undefined; readonly matches: (documents: Frame) => Value | undefined };
