/** What one reading of code has found so far, and how much of its bounds is used. */
import { worstOf } from "../describing/flows.ts";
import { literal, type Flow, type Value } from "../../shell/value.ts";
import { bounds, type Budget, newBudget } from "./bounds.ts";
import { joined, madeFrom, type Datum, type FunctionDatum, type ListDatum, type TableDatum, valueOf } from "./datum.ts";
import type { Around, CodeAct, CodeDeed, CodeReading, Unread } from "./deeds.ts";
import type { Dialect } from "./dialect.ts";
import { type Changes, innerScope, joinedBranches, joinedThroughout, type Scope } from "./scope.ts";

export type Run = {
  readonly dialect: Dialect;
  readonly around: Around;
  readonly deeds: CodeDeed[];
  readonly unread: Unread[];
  /** The deeds as texts, since a loop says the same ones again. */
  readonly said: Set<string>;
  readonly changes: Changes;
  readonly globals: Scope;
  /** Libraries of which every name was taken over. */
  readonly stars: string[];
  /** The functions that are running. */
  readonly active: FunctionDatum["body"][];
  readonly printed: Value[];
  /** False when more is printed than `printed` has. */
  exact: boolean;
  readonly budget: Budget;
  rounds: number;
  chars: number;
  depth: number;
  /** Expressions and statements inside each other that are being read. */
  inside: number;
  /** How deep in executed texts; their lines are those of the text that executes them. */
  line: number | undefined;
  /** The uncertain stretch of code that is being read; 0 is none. */
  stretch: number;
  stretches: number;
  /** How many stretches are around of which nobody knows whether they run. */
  possible: number;
};

export function newRun(dialect: Dialect, around: Around): Run {
  return {
    dialect,
    around,
    deeds: [],
    unread: [],
    said: new Set(),
    changes: [],
    globals: innerScope(undefined),
    stars: [],
    active: [],
    printed: [],
    exact: true,
    budget: around.budget ?? newBudget(),
    rounds: 0,
    chars: 0,
    depth: 0,
    inside: 0,
    line: undefined,
    stretch: 0,
    stretches: 0,
    possible: 0,
  };
}

/** Counts; false once the bound is passed, and then nothing further is read. */
export function mayStep(run: Run, line: number, cost = 1): boolean {
  const { budget } = run;
  budget.steps -= cost;
  if (budget.steps < 0) doubt(run, { line, what: "more code than can be followed", bound: true });
  return budget.steps >= 0;
}

export function doubt(run: Run, { line, what, bound }: Unread): void {
  const at = run.line ?? line;
  if (run.unread.some((one) => one.line === at && one.what === what) || run.unread.length >= bounds.deeds) return;
  run.unread.push({ line: at, what, bound });
}

export function act(run: Run, line: number, what: CodeAct): void {
  if (run.deeds.length >= bounds.deeds) {
    run.budget.steps = -1;
    doubt(run, { line, what: "more deeds than can be followed", bound: true });
    return;
  }
  const deed: CodeDeed = { line: run.line ?? line, certainty: run.possible > 0 ? "possible" : "proved", ...what };
  const key = JSON.stringify(deed);
  if (run.said.has(key)) return;
  run.said.add(key);
  run.deeds.push(deed);
  run.budget.steps -= key.length >> 8;
}

/** Reads alternatives of which nobody knows which one is taken. */
export function uncertainly(run: Run, branches: readonly (() => void)[]): void {
  joinedBranches(
    run.changes,
    branches.map((branch) => () => {
      run.possible += 1;
      apart(run, branch);
      run.possible -= 1;
    }),
  );
}

/** Reads what runs, but may stop at any point. */
export function interruptibly(run: Run, body: () => void): void {
  joinedThroughout(run.changes, () => apart(run, body));
}

/** What was made before is no longer wholly known once it is changed in here. */
function apart(run: Run, body: () => void): void {
  const outer = run.stretch;
  run.stretches += 1;
  run.stretch = run.stretches;
  body();
  run.stretch = outer;
}

/** What is changed where nobody knows whether the code gets there, is no longer wholly known. */
export function touch(run: Run, datum: ListDatum | TableDatum): void {
  if (datum.born < run.stretch) datum.whole = false;
}

/** Somebody may have changed it, and nobody knows how. */
export function unsettle(datum: Datum): void {
  if (datum.kind === "list") datum.whole = false;
  if (datum.kind !== "table" || datum.type !== undefined) return;
  datum.whole = false;
  for (const [name, entry] of datum.entries) if (isPlain(entry)) datum.entries.set(name, madeFrom([entry]));
}

function isPlain(datum: Datum): boolean {
  return ["text", "number", "truth", "nothing", "list"].includes(datum.kind);
}

export function list(run: Run, items: readonly Datum[], whole = true): ListDatum {
  return { kind: "list", items: items.slice(0, bounds.members), whole: whole && items.length <= bounds.members, born: run.stretch };
}

export function table(run: Run, entries: Iterable<readonly [string, Datum]> = [], whole = true): TableDatum {
  return { kind: "table", entries: new Map(entries), whole, born: run.stretch };
}

/** Something is printed. */
export function print(run: Run, values: readonly Value[]): void {
  if (run.stretch > 0 || run.printed.length > bounds.members) run.exact = false;
  run.printed.push(...values);
}

export function readingOf(run: Run): CodeReading {
  return { deeds: run.deeds, unread: run.unread, ...outputOf(run) };
}

function outputOf(run: Run): { readonly output?: Flow } {
  const whole = joined(run.printed);
  if (run.exact && whole.known && run.unread.length === 0) return { output: { from: "call", text: whole.text, ...holdsOf(whole) } };
  const flows = run.printed.flatMap((value) => (value.flow === undefined ? [] : [value.flow]));
  if (flows.length === 0) return {};
  const { text: _, ...worst } = worstOf(flows);
  return { output: worst };
}

function holdsOf(value: Value): Pick<Flow, "holds"> {
  return value.flow?.holds === undefined ? {} : { holds: value.flow.holds };
}

/** What somebody gets who reads all of standard input. */
export function stdinOf(run: Run): Value {
  const { stdin } = run.around;
  if (stdin?.text !== undefined) return { ...literal(stdin.text), flow: stdin };
  return { text: "(standard input)", known: false, glob: false, flow: stdin ?? { from: "unread", origin: "standard input" } };
}

/** What would be written who writes this. */
export function flowFrom(datum: Datum | undefined): Flow {
  const value = datum === undefined ? undefined : valueOf(datum);
  if (value === undefined) return { from: "call" };
  if (value.known) return { from: "call", ...value.flow, text: value.text };
  return value.flow ?? { from: "unread" };
}
