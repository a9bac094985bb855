/** A compiled set of policies, ready to be asked for the value of any path below `data`. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import type { Entry, Function } from "../plan/ir.ts";
import { writePolicy } from "../plan/write-plan.ts";
import { writeStored } from "../plan/write-stored.ts";
import type { Policies, Seal } from "../plan/stored-plan.ts";
import { jsonOf, valueOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { Extent } from "./extent.ts";
import { Linker, type Frame } from "./link.ts";
import { Machine, type Limits } from "./machine.ts";

export type Evaluation =
  | { readonly ok: true; readonly value: Json | undefined; readonly steps: number }
  | { readonly ok: false; readonly fault: Fault };

/** Where plans come from: a planner makes each when it is first asked for, a stored program has those it was stored with. */
export type Plans = {
  readonly functions: readonly Function[];
  readonly entry: (path: string) => Result<Entry>;
  /** They were read from a file, so that what they do may make no sense. */
  readonly areForeign?: boolean;
};

export class Program {
  readonly rules: readonly RuleInfo[];
  readonly #plans: Plans;
  readonly #policies: Policies;
  readonly #machine = new Machine();
  readonly #linker = new Linker(this.#machine);
  readonly #entries = new Map<string, Prepared>();
  readonly #data: Value = new RegoObject();
  #linked = 0;

  constructor(plans: Plans, rules: readonly RuleInfo[], policies: Policies) {
    this.#plans = plans;
    this.rules = rules;
    this.#policies = policies;
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
  prepare(path: string): Result<Prepared> {
    const known = this.#entries.get(path);
    if (known !== undefined) return done(known);
    const entry = this.#plans.entry(path);
    if (!entry.ok) return entry;
    const prepared = this.#plans.areForeign === true ? attempted(() => this.#link(entry.value)) : done(this.#link(entry.value));
    if (prepared.ok) this.#entries.set(path, prepared.value);
    return prepared;
  }

  #link(entry: Entry): Prepared {
    this.#linkNew();
    const run = this.#linker.linkPlan(entry.plan);
    const document = (documents: Frame): Value | undefined => {
      run(documents);
      return this.#machine.results[0];
    };
    const { members } = entry;
    const extent = members && new Extent(members, this.#linker);
    const matches = extent === undefined ? document : (documents: Frame): Value => extent.matches(documents);
    return { entry, document, matches };
  }

  /** Does beforehand what the evaluation of prepared paths would do first, such as compiling patterns: worth its time where many will follow. */
  warmUp(): void {
    this.#linker.warmUp();
  }

  /** The program as text for `load`: it answers for the paths that were prepared or asked for until now. */
  store(seal: Seal): string {
    const entries = [...this.#entries.values()].map(({ entry }) => entry);
    return writeStored({ functions: this.#plans.functions, entries, rules: this.rules }, this.#policies, seal);
  }

  /** The same plans as JSON that other evaluators of OPA's plans read. */
  planJson(): Json {
    return writePolicy({ functions: this.#plans.functions, plans: [...this.#entries.values()].map(({ entry }) => entry.plan) });
  }

  #run(ask: (documents: Frame) => Value | undefined, input: Json, limits: Limits): Evaluation {
    const value = valueOf(input);
    if (value === undefined) return fail({ code: "rego.depth", what: "the input is nested too deeply" });
    this.#machine.start(limits, false);
    const answer = (): Json | undefined => {
      const result = ask([value, this.#data]);
      return result === undefined || this.#machine.fault !== undefined ? undefined : jsonOf(result);
    };
    const answered = this.#plans.areForeign === true ? attempted(answer) : done(answer());
    if (!answered.ok) return answered;
    if (this.#machine.fault !== undefined) return fail(this.#machine.fault);
    return { ok: true, value: answered.value, steps: this.#machine.steps };
  }

  /** Planning a path plans the functions it calls, which were not there before. */
  #linkNew(): void {
    const functions = this.#plans.functions.slice(this.#linked);
    this.#linker.linkFunctions(functions);
    this.#linked += functions.length;
  }
}

type Prepared = {
  readonly entry: Entry;
  readonly document: (documents: Frame) => Value | undefined;
  readonly matches: (documents: Frame) => Value | undefined;
};

/** A plan from a file may hang together as to form and still do what no compiler would let it do. */
function attempted<T>(act: () => T): Result<T> {
  try {
    return done(act());
  } catch {
    return fail({
      code: "rego.plan",
      what: "the stored plan does what no policy can ask for",
      follows: "it has no result",
      todo: "build it again",
    });
  }
}
