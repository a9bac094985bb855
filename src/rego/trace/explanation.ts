/** Why rules held or did not: each statement, how often it was tried, how often it held, and what was known where it failed. */
import type { Json } from "../../base/json.ts";
import type { CoreBody, CoreRule, CoreStatement } from "../check/reduced.ts";
import { pathText } from "../plan/rule.ts";
import { jsonOf } from "../values/json.ts";
import type { Outline, Written } from "./outline.ts";
import type { Meanings } from "./core-text.ts";
import { bindingsIn, bodiesIn, meaningsIn, readingsOf } from "./readings.ts";
import type { Count, Known, Tally } from "./tally.ts";

export type FailureTrace = {
  /** The values of the variables that had one. */
  readonly bindings: { readonly [name: string]: Json };
  /** What the statement speaks of; without a value where it was undefined. */
  readonly readings: readonly { readonly text: string; readonly value?: Json }[];
};

export type StatementTrace = {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** How many statements on other lines it stands in. */
  readonly depth: number;
  readonly tried: number;
  /** In how many ways it held. */
  readonly held: number;
  /** A few of the times when it did not. */
  readonly failures: readonly FailureTrace[];
};

export type RuleTrace = {
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly tried: number;
  readonly held: number;
  /** The last value that it had. */
  readonly value?: Json;
  readonly statements: readonly StatementTrace[];
};

/** Every rule that was tried, by file and line. */
export function explanationOf(tally: Tally, outlines: readonly Outline[]): readonly RuleTrace[] {
  const traces = [...tally.counts].flatMap(([watched, count]) => {
    if (!("makes" in watched)) return [];
    const outline = outlines.find(({ source }) => source === watched.source);
    return outline === undefined ? [] : [ruleTrace(watched, count, { tally, outline })];
  });
  return traces.sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line));
}

type Around = { readonly tally: Tally; readonly outline: Outline };

function ruleTrace(rule: CoreRule, { begun, held, value }: Count, around: Around): RuleTrace {
  const outlined = around.outline.rules.find(({ head }) => head.at === rule.at);
  const counts = countsOf(rule, around);
  const written = outlined === undefined ? [] : [...outlined.statements, ...(counts.has(outlined.head) ? [outlined.head] : [])];
  return {
    path: pathText(rule.path.map((step) => (step.is === "constant" ? String(step.value) : "…"))),
    file: rule.source.file,
    line: outlined?.head.line ?? 0,
    text: outlined?.head.text ?? "",
    tried: begun,
    held,
    ...(value !== undefined && { value: jsonOf(value) }),
    statements: written.map((one) => statementTrace(one, counts.get(one))),
  };
}

/** What the core statements that one written statement became came to. */
type Outcome = { readonly tried: number; held: number; readonly failures: FailureTrace[] };

/** The core statements of one written statement stand in the order in which they are worked out: the first is tried, the last has held. */
function countsOf(rule: CoreRule, { tally, outline }: Around): ReadonlyMap<Written, Outcome> {
  const outcomes = new Map<Written, Outcome>();
  const meanings = meaningsIn(rule);
  const head = outline.rules.find((one) => one.head.at === rule.at)?.head;
  const visit = (body: CoreBody, outer: Written | undefined): void => {
    for (const statement of body) {
      const written = outline.statementAt(statement.at) ?? head;
      if (written === undefined) continue;
      if (written !== outer) add(outcomes, written, { count: tally.counts.get(statement), statement, meanings });
      for (const inner of bodiesIn(statement)) visit(inner, written);
    }
  };
  visit(rule.body, undefined);
  return outcomes;
}

type Counted = { readonly count: Count | undefined; readonly statement: CoreStatement; readonly meanings: Meanings };

function add(outcomes: Map<Written, Outcome>, written: Written, { count, statement, meanings }: Counted): void {
  const before = outcomes.get(written);
  const outcome = before ?? { tried: count?.begun ?? 0, held: 0, failures: [] };
  outcome.held = count?.held ?? 0;
  for (const known of count?.failures ?? []) outcome.failures.push(failureTrace(statement, known, meanings));
  outcomes.set(written, outcome);
}

function failureTrace(statement: CoreStatement, known: Known, meanings: Meanings): FailureTrace {
  const readings = readingsOf(statement, known, meanings);
  return {
    bindings: Object.fromEntries(bindingsIn(known).map(([name, value]) => [name, jsonOf(value)])),
    readings: readings.map(({ text, value }) => ({ text, ...(value !== undefined && { value: jsonOf(value) }) })),
  };
}

function statementTrace({ line, column, text, depth }: Written, outcome: Outcome | undefined): StatementTrace {
  const { tried = 0, held = 0, failures = [] } = outcome ?? {};
  return { line, column, text, depth, tried, held, failures };
}
