/** A replay told to a person at a terminal. */
import { verdicts } from "../../guard/guard.ts";
import { counted } from "../ledger/counted.ts";
import { instantText } from "../ledger/instant-text.ts";
import type { Counted } from "./counts.ts";
import type { Change, RuleTally, Stopped, Tally } from "./tally.ts";

export function tallyText(tally: Tally, sources: number): string {
  const { calls, rules, stopped, stoppedKinds, by, changed, unjudged } = tally;
  const parts: readonly (readonly string[])[] = [
    [`${counted(calls, "call")} from ${counted(sources, "source")}${spanText(tally)}, judged as things are on this machine now`],
    verdictLines(tally),
    by.length < 2 ? [] : ["by whom", ...by.map((one) => `  ${times(one.calls)}${one.name}, ${one.stopped} of them stopped`)],
    rules.length === 0 ? [] : ["which rules, and why", ...rules.flatMap(ruleLines)],
    stopped.length === 0
      ? []
      : [`what would have been stopped most, of ${counted(stoppedKinds, "different call")}`, ...stopped.map(stoppedLine)],
    changed.length === 0 ? [] : ["what was decided otherwise when it happened", ...changed.slice(0, mostChanged).map(changeLine)],
    unjudged.length === 0 ? [] : ["what could not be judged", ...unjudged.map(({ why, calls: many }) => `  ${times(many)}${why}`)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

const mostChanged = 20;

export function spanText({ from, to }: Tally): string {
  if (from === null || to === null) return "";
  const [first, last] = [from, to].map((at) => instantText(at).slice(0, "2026-11-20".length));
  return first === last ? ` of ${first}` : ` from ${first} to ${last}`;
}

function verdictLines({ verdicts: found, calls }: Tally): readonly string[] {
  return verdicts
    .toReversed()
    .map((verdict) => `  ${verdict.padEnd(6)}${String(found[verdict]).padStart(8)}  ${shareText(found[verdict], calls)}`);
}

function shareText(part: number, whole: number): string {
  return whole === 0 ? "" : `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
}

function ruleLines({ rule, verdict, calls, because, instead, file, line, layer, examples }: Counted<RuleTally>): readonly string[] {
  return [
    `  ${times(calls)}${verdict}  ${rule}  (${file}:${String(line)}, ${layer})`,
    `${margin}because ${because}`,
    ...(instead === undefined ? [] : [`${margin}instead: ${instead}`]),
    ...examples.map((example) => `${margin}${times(example.calls)}${example.text}`),
  ];
}

function stoppedLine({ text, verdict, rules, calls }: Counted<Stopped>): string {
  return `  ${times(calls)}${verdict.padEnd(5)} ${text}  [${rules.join(", ")}]`;
}

function changeLine({ text, was, now, calls }: Counted<Change>): string {
  return `  ${times(calls)}${was}, now ${now}: ${text}`;
}

function times(calls: number): string {
  return `${String(calls).padStart(5)} × `;
}

const margin = " ".repeat("  12345 × ".length);
