/** Policies opened for people who write them: questions, explanations, tests, coverage and profiles. What decides uses `compile`. */
import { fail, done, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import { check, type Checked } from "../check/check.ts";
import type { Limits } from "../run/machine.ts";
import type { Observer } from "../run/observer.ts";
import type { RegoFault, Source } from "../syntax/source.ts";
import type { Dialect } from "../syntax/tree.ts";
import { valueOfText } from "../values/read-json.ts";
import type { Value } from "../values/value.ts";
import { runTests, type Subject, type TestResult, type Testing } from "../testing/testing.ts";
import { coverageOf, type Coverage } from "../trace/coverage.ts";
import { explanationOf, type RuleTrace } from "../trace/explanation.ts";
import { outlineOf, type Outline } from "../trace/outline.ts";
import { Profiler, type LineProfile } from "../trace/profile.ts";
import { Tally } from "../trace/tally.ts";
import { answerOf, type Answer } from "./answer.ts";
import { baseDocument, type Placed } from "./base-document.ts";
import { Evaluator } from "./evaluator.ts";
import { readQuery } from "./query.ts";

export type StudyOptions = {
  readonly dialect?: Dialect;
  readonly strict?: boolean;
  /** Documents below `data`, as JSON text. */
  readonly data?: readonly Placed[];
};

export type Asked = {
  /** JSON text; without it `input` is undefined. */
  readonly input?: string;
  readonly limits: Limits;
};

export type Opened = { readonly ok: true; readonly study: Study } | { readonly ok: false; readonly faults: readonly (Fault | RegoFault)[] };

/** Every fault that compiling would find is found here too. */
export function study(sources: readonly Source[], options: StudyOptions = {}): Opened {
  const dialect = options.dialect ?? "v1";
  const checked = check(sources, dialect, { strict: options.strict });
  if (!checked.ok) return checked;
  const faults = new Evaluator(checked).faults();
  if (faults.length > 0) return { ok: false, faults };
  const data = baseDocument(options.data ?? []);
  return data.ok ? { ok: true, study: new Study({ checked, sources, dialect, data: data.value }) } : { ok: false, faults: [data.fault] };
}

type Parts = {
  readonly checked: Extract<Checked, { ok: true }>;
  readonly sources: readonly Source[];
  readonly dialect: Dialect;
  readonly data: Value;
};

export type Explained = { readonly answer: Answer; readonly rules: readonly RuleTrace[] };

export class Study {
  readonly #parts: Parts;
  #outlines: readonly Outline[] | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The answer to a query such as `x := data.a.b; x > 1`. */
  query(text: string, asked: Asked): Result<Answer> {
    return this.#ask(text, asked);
  }

  /** The answer, and for every rule that was tried why it held or did not. Rules that an index leaves out are tried too. */
  explain(text: string, asked: Asked): Result<Explained> {
    const tally = new Tally();
    const answer = this.#ask(text, asked, tally);
    return answer.ok ? done({ answer: answer.value, rules: explanationOf(tally, this.#outlined()) }) : answer;
  }

  cover(text: string, asked: Asked): Result<{ readonly answer: Answer; readonly coverage: Coverage }> {
    const tally = new Tally();
    const answer = this.#ask(text, asked, tally);
    return answer.ok ? done({ answer: answer.value, coverage: this.#coverage(tally) }) : answer;
  }

  /** The answer, and what each line took. The steps of all lines are the steps of the answer. */
  profile(text: string, asked: Asked): Result<{ readonly answer: Answer; readonly lines: readonly LineProfile[] }> {
    const profiler = new Profiler();
    const answer = this.#ask(text, asked, profiler);
    return answer.ok ? done({ answer: answer.value, lines: profiler.lines }) : answer;
  }

  test(testing: Testing): readonly TestResult[] {
    return runTests(this.#subject, testing);
  }

  /** Tests, and how much of the policies they came to. */
  testCoverage(testing: Testing): { readonly results: readonly TestResult[]; readonly coverage: Coverage } {
    const tally = new Tally();
    return { results: runTests(this.#subject, testing, tally), coverage: this.#coverage(tally) };
  }

  get #subject(): Subject {
    const { checked, data } = this.#parts;
    return { policies: checked, data, outlines: () => this.#outlined() };
  }

  #coverage(tally: Tally): Coverage {
    return coverageOf(tally, this.#parts.checked.rules, this.#outlined());
  }

  #outlined(): readonly Outline[] {
    const { sources, dialect } = this.#parts;
    return (this.#outlines ??= sources.map((source) => outlineOf(source, dialect)).filter((outline) => outline !== undefined));
  }

  #ask(text: string, { input, limits }: Asked, observer?: Observer): Result<Answer> {
    const { checked, dialect, data } = this.#parts;
    const query = readQuery(text, { dialect, functions: checked.functions });
    if (!query.ok) return fail(query.faults[0] as Fault);
    const document = input === undefined ? undefined : valueOfText(input);
    if (input !== undefined && document === undefined)
      return fail({ code: "rego.input", what: "the input is not JSON, or nested too deeply" });
    const results = new Evaluator(checked, observer).body(query.body, { input: document, data }, limits);
    return results.ok ? done(answerOf(results.value, query.expressions)) : results;
  }
}
