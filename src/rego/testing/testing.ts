/** Runs the rules of policies that are tests: those called `test_…`. Those called `todo_test_…` wait. */
import type { Fault } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import type { CoreRule } from "../check/reduced.ts";
import { constantLength } from "../plan/rule.ts";
import type { Limits } from "../run/machine.ts";
import type { Observer } from "../run/observer.ts";
import { Evaluator, type Policies, type Results } from "../study/evaluator.ts";
import { placeIn } from "../syntax/source.ts";
import { explanationOf, type RuleTrace } from "../trace/explanation.ts";
import type { Outline } from "../trace/outline.ts";
import { Tally } from "../trace/tally.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import { CaseWatch, type TestCase } from "./cases.ts";

export type Testing = {
  /** Of each test. */
  readonly limits: Limits;
  /** Which tests are run, by their whole names; all of them if nothing is said. */
  readonly isWanted?: (name: string) => boolean;
};

export type TestResult = {
  /** `data.a.test_b`. */
  readonly name: string;
  readonly package: string;
  readonly file: string;
  readonly line: number;
  /** `stopped` if the evaluation met a fault. */
  readonly outcome: "passed" | "failed" | "stopped" | "todo";
  readonly fault?: Fault;
  readonly cases: readonly TestCase[];
  /** Of a test that failed: every rule it tried, and why it held or did not. */
  readonly why: readonly RuleTrace[];
  readonly steps: number;
};

export type Subject = { readonly policies: Policies; readonly data: Value; readonly outlines: () => readonly Outline[] };

/** Whoever watches sees all tests that are run. */
export function runTests(subject: Subject, testing: Testing, observer?: Observer): readonly TestResult[] {
  const evaluator = new Evaluator(subject.policies, observer);
  const wanted = testsIn(subject.policies).filter(({ path }) => testing.isWanted?.(path.join(".")) !== false);
  return wanted.map((one) => new Trial(subject, testing, one).run(evaluator));
}

type Test = { readonly path: readonly string[]; readonly rules: readonly CoreRule[]; readonly isTodo: boolean };

/** By file and line. */
function testsIn({ rules, packages }: Policies): Test[] {
  const lengths = new Map(packages.map((path) => [path.join("\u0000"), path.length]));
  const tests = new Map<string, { readonly path: readonly string[]; readonly rules: CoreRule[]; readonly isTodo: boolean }>();
  for (const rule of rules) {
    const path = rule.path.slice(0, constantLength(rule.path)).map((step) => (step as { readonly value: string }).value);
    const length = path.findIndex((name, index) => isTestName(name) && lengths.get(path.slice(0, index).join("\u0000")) === index);
    if (length === -1 || rule.args !== undefined) continue;
    const whole = ["data", ...path.slice(0, length + 1)];
    const test = tests.get(whole.join("\u0000")) ?? { path: whole, rules: [], isTodo: (path[length] as string).startsWith("todo_") };
    test.rules.push(rule);
    tests.set(whole.join("\u0000"), test);
  }
  return [...tests.values()];
}

function isTestName(name: string): boolean {
  return /^(?:todo_)?test_/.test(name);
}

class Trial {
  readonly #subject: Subject;
  readonly #limits: Limits;
  readonly #test: Test;

  constructor(subject: Subject, { limits }: Testing, test: Test) {
    this.#subject = subject;
    this.#limits = limits;
    this.#test = test;
  }

  run(evaluator: Evaluator): TestResult {
    if (this.#test.isTodo) return this.#result({ outcome: "todo" });
    const answer = this.#ask(evaluator);
    if (!answer.ok) return this.#result({ outcome: "stopped", fault: answer.fault, why: this.#why() });
    const [value] = answer.value.results;
    const cases = value instanceof RegoObject ? this.#cases(value) : [];
    const passed = value === true || (cases.length > 0 && cases.every((one) => one.passed));
    const steps = { cases, steps: answer.value.steps };
    return this.#result(passed ? { outcome: "passed", ...steps } : { outcome: "failed", ...steps, why: this.#why() });
  }

  #ask(evaluator: Evaluator): Result<Results> {
    return evaluator.document(this.#test.path, { input: undefined, data: this.#subject.data }, this.#limits);
  }

  #cases(value: RegoObject): readonly TestCase[] {
    const watch = new CaseWatch(this.#test.rules);
    this.#ask(new Evaluator(this.#subject.policies, watch));
    return watch.cases(value);
  }

  #why(): readonly RuleTrace[] {
    const tally = new Tally();
    this.#ask(new Evaluator(this.#subject.policies, tally));
    return explanationOf(tally, this.#subject.outlines());
  }

  #result(told: Pick<TestResult, "outcome"> & Partial<TestResult>): TestResult {
    const [first] = this.#test.rules as readonly [CoreRule];
    const { path } = this.#test;
    const { line } = placeIn(first.source, first.at);
    const place = { name: path.join("."), package: path.slice(0, -1).join("."), file: first.source.file, line };
    return { ...place, cases: [], why: [], steps: 0, ...told };
  }
}
