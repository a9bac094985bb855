/** A compiled set of policies, ready to be asked for the value of any path below `data`. */
import { done, type Result } from "../../base/result.ts";
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import type { Entry, Function } from "../plan/ir.ts";
import { writePolicy } from "../plan/write-plan.ts";
import { writeStored } from "../plan/write-stored.ts";
import type { Policies, Seal } from "../plan/stored-plan.ts";
import type { Value } from "../values/value.ts";
import { Answers, attempted, matchOf, type Evaluation, type Match, type Matching, type Prepared } from "./answers.ts";
import { Extent, type Part } from "./extent.ts";
import { Linker, type Frame } from "./link.ts";
import { Machine, type Limits } from "./machine.ts";
import { partsOf } from "./parts.ts";
import { writeParted } from "./write-parted.ts";

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
  readonly #answers: Answers;
  /** Of the paths that were prepared. */
  readonly #entries: Entry[] = [];
  #linked = 0;

  constructor(plans: Plans, rules: readonly RuleInfo[], policies: Policies) {
    this.#plans = plans;
    this.rules = rules;
    this.#policies = policies;
    this.#answers = new Answers(rules, this.#machine, plans.areForeign === true);
  }

  /** As `Answers.evaluate` for any path, which is prepared if it has to be. */
  evaluate(path: string, input: Json, limits: Limits): Evaluation {
    const prepared = this.prepare(path);
    return prepared.ok ? prepared.value.evaluate(path, input, limits) : prepared;
  }

  matches(path: string, input: Json, limits: Limits): Matching {
    const prepared = this.prepare(path);
    return prepared.ok ? prepared.value.matches(path, input, limits) : prepared;
  }

  certain(path: string): Result<readonly Match[]> {
    const prepared = this.prepare(path);
    return prepared.ok ? prepared.value.certain(path) : prepared;
  }

  /** Plans and links what a path needs, so that evaluating it has nothing left to do. */
  prepare(path: string): Result<Answers> {
    if (this.#answers.has(path)) return done(this.#answers);
    const entry = this.#plans.entry(path);
    if (!entry.ok) return entry;
    const prepared = this.#plans.areForeign === true ? attempted(() => this.#link(entry.value)) : done(this.#link(entry.value));
    if (!prepared.ok) return prepared;
    this.#answers.add(path, prepared.value);
    this.#entries.push(entry.value);
    return done(this.#answers);
  }

  /** What answers for the prepared paths alone: whoever keeps it and not the program keeps neither trees nor plans. */
  get answers(): Answers {
    return this.#answers;
  }

  #link({ plan, members }: Entry): Prepared {
    this.#linkNew();
    const run = this.#linker.linkPlan(plan);
    const machine = this.#machine;
    const document = (documents: Frame): Value | undefined => {
      run(documents);
      return machine.results[0];
    };
    if (members !== undefined) {
      const extent = new Extent(members, this.#linker);
      return { document, matches: (documents) => extent.matches(documents), certain: extent.certain.map(matchOf) };
    }
    const matches = (documents: Frame): readonly Part[] => {
      const value = document(documents);
      return value === undefined ? [] : [{ path: [], value }];
    };
    return { document, matches, certain: [] };
  }

  /** Does beforehand what the evaluation of prepared paths would do first, such as compiling patterns: worth its time where many will follow. */
  warmUp(): void {
    this.#linker.warmUp();
  }

  /** The program as text for `load`: it answers for the paths that were prepared or asked for until now. */
  store(seal: Seal): string {
    return writeStored({ functions: this.#plans.functions, entries: this.#entries, rules: this.rules }, this.#policies, seal);
  }

  /** One path that was prepared, cut into parts that are loaded by themselves; `wanted` are the names below it that anybody asks for, whose places are kept as well. */
  storeParts(path: string, seal: Seal, wanted?: readonly string[]): string | undefined {
    const entry = this.#entries.find((one) => one.path === path);
    if (entry === undefined) return undefined;
    const all = this.#answers.certain(path);
    const certain = all.ok ? all.value.filter(({ path: [name = ""] }) => wanted === undefined || wanted.includes(name)) : [];
    const parts = partsOf(entry, this.#plans.functions, wanted);
    return writeParted({ path, certain, parts, rules: this.rules, saysPlaces: wanted !== undefined }, this.#policies, seal);
  }

  /** The same plans as JSON that other evaluators of OPA's plans read. */
  planJson(): Json {
    return writePolicy({ functions: this.#plans.functions, plans: this.#entries.map(({ plan }) => plan) });
  }

  /** Planning a path plans the functions it calls, which were not there before. */
  #linkNew(): void {
    const functions = this.#plans.functions.slice(this.#linked);
    this.#linker.linkFunctions(functions);
    this.#linked += functions.length;
  }
}
