/** What the reading of a call has brought to light so far: effects, doubts, and how much was looked at. */
import type { Doubt, Effect } from "../../effect.ts";
import { limits } from "../../limits.ts";
import type { ProgramUse } from "../../program-use.ts";
import type { Span } from "../../../base/span.ts";

export type Findings = {
  readonly effects: Effect[];
  readonly doubts: Doubt[];
  readonly programs: ProgramUse[];
  commands: number;
  parsedChars: number;
  /** What is on record already, so that a second round of a loop does not say it again. */
  readonly said: Set<string>;
};

export function noFindings(): Findings {
  return { effects: [], doubts: [], programs: [], commands: 0, parsedChars: 0, said: new Set() };
}

export function addEffect(findings: Findings, effect: Effect): void {
  if (isNew(findings, effect)) findings.effects.push(effect);
}

export function addDoubt(findings: Findings, doubt: Doubt): void {
  if (isNew(findings, doubt)) findings.doubts.push(doubt);
}

/** Counts one more command or round of a loop; false when there have been too many, and then nothing more is walked. */
export function countCommand(findings: Findings, span: Span): boolean {
  findings.commands += 1;
  if (findings.commands === limits.commands + 1) addDoubt(findings, { code: "bound", what: `more than ${limits.commands} commands`, span });
  return !isExhausted(findings);
}

export function isExhausted(findings: Findings): boolean {
  return findings.commands > limits.commands;
}

function isNew(findings: Findings, found: Effect | Doubt): boolean {
  const key = JSON.stringify(found);
  if (findings.said.has(key)) return false;
  findings.said.add(key);
  return true;
}
