/** Which lines of the policies an evaluation came to: statements that were tried, and rules that held. */
import type { CoreBody, CoreRule } from "../check/reduced.ts";
import type { Outline, Written } from "./outline.ts";
import { bodiesIn } from "./readings.ts";
import type { Tally } from "./tally.ts";

export type FileCoverage = {
  readonly file: string;
  /** Numbers of lines, in order. */
  readonly covered: readonly number[];
  readonly missed: readonly number[];
  /** Of a hundred lines with something to evaluate. */
  readonly percent: number;
};

export type Coverage = {
  readonly files: readonly FileCoverage[];
  readonly covered: number;
  readonly missed: number;
  readonly percent: number;
};

export function coverageOf(tally: Tally, rules: readonly CoreRule[], outlines: readonly Outline[]): Coverage {
  const files = outlines.map((outline) => {
    const reached = reachedIn(outline, rules, tally);
    const lines = new Set(outline.rules.flatMap(({ head, statements }) => [head.line, ...statements.map(({ line }) => line)]));
    const sorted = [...lines].sort((one, other) => one - other);
    const covered = sorted.filter((line) => reached.has(line));
    const missed = sorted.filter((line) => !reached.has(line));
    return { file: outline.source.file, covered, missed, percent: percentOf(covered.length, missed.length) };
  });
  const [covered, missed] = [sum(files.map((one) => one.covered.length)), sum(files.map((one) => one.missed.length))];
  return { files, covered, missed, percent: percentOf(covered, missed) };
}

function reachedIn(outline: Outline, rules: readonly CoreRule[], tally: Tally): ReadonlySet<number> {
  const reached = new Set<number>();
  const note = (written: Written | undefined): void => {
    if (written !== undefined) reached.add(written.line);
  };
  const visit = (body: CoreBody): void => {
    for (const statement of body) {
      if ((tally.counts.get(statement)?.begun ?? 0) > 0) note(outline.statementAt(statement.at));
      for (const inner of bodiesIn(statement)) visit(inner);
    }
  };
  for (const rule of rules.flatMap(branchesOf)) {
    if (rule.source !== outline.source) continue;
    if ((tally.counts.get(rule)?.held ?? 0) > 0) note(outline.rules.find(({ head }) => head.at === rule.at)?.head);
    visit(rule.body);
  }
  return reached;
}

function branchesOf(rule: CoreRule): CoreRule[] {
  return rule.otherwise === undefined ? [rule] : [rule, ...branchesOf(rule.otherwise)];
}

/** To two places, and never rounded up to a hundred. */
function percentOf(covered: number, missed: number): number {
  return covered + missed === 0 ? 100 : Math.floor((10_000 * covered) / (covered + missed)) / 100;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
