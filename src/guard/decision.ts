/** Decision: a verdict with every step that led to it. Hook, explain, ledger and tests only read it; nobody derives it twice. */
import type { Brought } from "./brought.ts";
import type { Act, Call } from "./call.ts";
import type { Doubt, Effect } from "./effect.ts";
import type { ProgramUse } from "./program-use.ts";

export const decisionVersion = 1;

export type Decision = {
  readonly version: typeof decisionVersion;
  readonly verdict: Verdict;
  readonly call: Call;
  readonly effects: readonly Effect[];
  readonly doubts: readonly Doubt[];
  /** Strictest first; none means that no rule had anything against it. */
  readonly steps: readonly Step[];
  /** Which programs are used, and with which words. */
  readonly programs: readonly ProgramUse[];
  /** Files that the call fills with what comes from elsewhere; later calls of the session have to know. */
  readonly brought: readonly Brought[];
  /** What it cost, in counted units, equal on every engine. */
  readonly spent: Spent;
  /** The build that decided. */
  readonly engine: string;
  /** What people have signed that counted, and what it lifted. */
  readonly leaves?: readonly Used[];
  /** What a policy let through all the same, in a file that a person has signed. */
  readonly overridden?: readonly Overridden[];
  /** Under this hash a person may let the call pass, once. */
  readonly approval?: string;
  /** The act that is let through in place of the one that was asked for. */
  readonly rewritten?: Act;
  /** What the model is told beside the answer. */
  readonly context?: string;
  /** What must be saved first so that the act can be taken back. */
  readonly undo?: UndoPlan;
};

export const verdicts = ["allow", "warn", "ask", "deny"] as const;
export type Verdict = (typeof verdicts)[number];

export type Step = {
  /** The rule's id, dotted and stable. */
  readonly rule: string;
  readonly verdict: Verdict;
  readonly because: string;
  readonly instead?: string;
  /** Where the rule stands. */
  readonly file: string;
  readonly line: number;
  readonly layer: string;
  /** Positions in the decision's `effects` and `doubts`; a step about the whole call has none. */
  readonly effects: readonly number[];
  readonly doubts: readonly number[];
  /** Positions in its `programs`, where the rule is about programs and not about what they do. */
  readonly programs?: readonly number[];
};

/** The rules whose steps went, and the override that took them away. */
export type Overridden = {
  readonly rules: readonly string[];
  readonly because: string;
  readonly file: string;
  readonly line: number;
  readonly layer: string;
};

export type Spent = { readonly policySteps: number; readonly questions: number; readonly commands: number };

/** A statement that counted, and the rules whose steps it lifted. */
export type Used = { readonly statement: string; readonly lifted: readonly string[] };

export type UndoPlan = { readonly save: readonly string[]; readonly bytes: number };

export function isStricter(one: Verdict, other: Verdict): boolean {
  return verdicts.indexOf(one) > verdicts.indexOf(other);
}
