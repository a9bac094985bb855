/** What is left of a program once its paths are prepared: enough to answer for them, and nothing of what it was made from. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import type { Json } from "../../base/json.ts";
import type { RuleInfo } from "../check/check.ts";
import { jsonOf } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import { InputReading } from "../values/reading.ts";
import type { Value } from "../values/value.ts";
import type { Part } from "./extent.ts";
import type { Frame } from "./link.ts";
import type { Limits, Machine } from "./machine.ts";

export type Evaluation =
  | { readonly ok: true; readonly value: Json | undefined; readonly steps: number }
  | { readonly ok: false; readonly fault: Fault };

/** What a rule says, by its path below the one that was asked for. */
export type Match = { readonly path: readonly string[]; readonly value: Json };

export type Matching =
  | { readonly ok: true; readonly matches: readonly Match[]; readonly steps: number }
  | { readonly ok: false; readonly fault: Fault };

export type Prepared = {
  readonly document: (documents: Frame) => Value | undefined;
  readonly matches: (documents: Frame) => readonly Part[];
  readonly certain: readonly Match[];
};

export class Answers {
  readonly rules: readonly RuleInfo[];
  readonly #machine: Machine;
  readonly #areForeign: boolean;
  readonly #prepared = new Map<string, Prepared>();
  readonly #data: Value = new RegoObject();

  constructor(rules: readonly RuleInfo[], machine: Machine, areForeign: boolean) {
    this.rules = rules;
    this.#machine = machine;
    this.#areForeign = areForeign;
  }

  add(path: string, prepared: Prepared): void {
    this.#prepared.set(path, prepared);
  }

  has(path: string): boolean {
    return this.#prepared.has(path);
  }

  /** The value at a path such as `data.sheepdog.rm`; sets come as arrays, in order. Undefined is no fault. */
  evaluate(path: string, input: Json, limits: Limits): Evaluation {
    const found = this.#find(path);
    if (!found.ok) return found;
    const ran = this.#run((documents) => jsonIfAny(found.value.document(documents)), input, limits);
    return ran.ok ? { ok: true, value: ran.value.answer, steps: ran.value.steps } : ran;
  }

  /**
   * The same rule by rule, without empty sets and objects and without what `certain` says: what it costs grows with the rules that hold, not with
   * those that there are.
   */
  matches(path: string, input: Json, limits: Limits): Matching {
    const found = this.#find(path);
    if (!found.ok) return found;
    const ran = this.#run((documents) => found.value.matches(documents).map(matchOf), input, limits);
    return ran.ok ? { ok: true, matches: ran.value.answer, steps: ran.value.steps } : ran;
  }

  /** What rules below a path say whatever is asked. Never empty sets or objects. */
  certain(path: string): Result<readonly Match[]> {
    const found = this.#find(path);
    return found.ok ? done(found.value.certain) : found;
  }

  #find(path: string): Result<Prepared> {
    const found = this.#prepared.get(path);
    return found === undefined
      ? fail({ code: "rego.path", what: `\`${path}\` was not prepared, so there is no answer for it` })
      : done(found);
  }

  #run<T>(ask: (documents: Frame) => T, input: Json, limits: Limits): Result<{ readonly answer: T; readonly steps: number }> {
    const reading = new InputReading();
    const value = reading.valueOf(input, 0);
    this.#machine.start(limits, false);
    const answer = (): T => ask([value, this.#data]);
    const answered = this.#areForeign ? attempted(answer) : done(answer());
    if (reading.isTooDeep) return fail({ code: "rego.depth", what: "the input is nested too deeply" });
    if (!answered.ok) return answered;
    if (this.#machine.fault !== undefined) return fail(this.#machine.fault);
    return done({ answer: answered.value, steps: this.#machine.steps });
  }
}

function jsonIfAny(value: Value | undefined): Json | undefined {
  return value === undefined ? undefined : jsonOf(value);
}

export function matchOf({ path, value }: Part): Match {
  return { path, value: jsonOf(value) };
}

/** A plan from a file may hang together as to form and still do what no compiler would let it do. */
export function attempted<T>(act: () => T): Result<T> {
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
