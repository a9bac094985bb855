/** What happened in a stretch of time, counted: what was stopped and why, what agents do most, and what the guard could not work out. */
import type { Instant } from "../../../base/instant.ts";
import { isMembers, type Members } from "../../../base/read.ts";
import { aboutOf, verdictOf, wordOf } from "../entry-text.ts";

export type Summary = {
  readonly since: Instant | null;
  readonly until: Instant;
  readonly calls: number;
  /** How often each verdict was given, the strictest first. */
  readonly verdicts: readonly Count[];
  /** Rules that held something up or warned, the most frequent first. */
  readonly rules: readonly Count[];
  readonly agents: readonly Party[];
  readonly projects: readonly Party[];
  /** Programs that were asked for, by their first word. */
  readonly programs: readonly Count[];
  /** What would have been done to the world. */
  readonly effects: readonly Count[];
  readonly doubts: readonly Count[];
  /** What reached the guard and could not be judged. */
  readonly refusals: readonly Count[];
  /** The last calls that were held up. */
  readonly stopped: readonly Stopped[];
};

export type Count = { readonly name: string; readonly count: number };

/** Somebody or some place, with how many calls and how many of them were held up. */
export type Party = Count & { readonly stopped: number };

export type Stopped = {
  readonly at: Instant;
  readonly verdict: string;
  readonly agent: string;
  readonly project: string;
  readonly text: string;
  readonly rules: readonly string[];
};

const mostRows = 15;
const mostStopped = 25;
const mostStoppedText = 200;
const strictness = ["deny", "ask", "warn", "allow"];

type Span = { readonly since: Instant | null; readonly until: Instant };

export function summaryOf(entries: readonly Members[], { since, until }: Span): Summary {
  const calls = entries.filter((entry) => entry["is"] === "decision");
  const held = calls.filter(isHeld);
  const warned = calls.filter((entry) => entry["verdict"] !== "allow");
  return {
    since,
    until,
    calls: calls.length,
    verdicts: counts(calls.map(verdictOf)).toSorted((one, other) => strictness.indexOf(one.name) - strictness.indexOf(other.name)),
    rules: counts(warned.flatMap((entry) => textsOf(entry["rules"]))).slice(0, mostRows),
    agents: parties(calls, (entry) => wordOf(entry, "agent")),
    projects: parties(calls, (entry) => wordOf(entry, "cwd")),
    programs: counts(calls.flatMap(programOf)).slice(0, mostRows),
    effects: counts(calls.flatMap(effectsOf)).slice(0, mostRows),
    doubts: counts(calls.flatMap((entry) => textsOf(entry["doubts"]))).slice(0, mostRows),
    refusals: counts(entries.filter((entry) => entry["is"] === "refusal").map(aboutOf)).slice(0, mostRows),
    stopped: held.slice(-mostStopped).toReversed().map(stoppedOf),
  };
}

function isHeld(entry: Members): boolean {
  return entry["verdict"] === "deny" || entry["verdict"] === "ask";
}

function counts(names: readonly string[]): readonly Count[] {
  const many = new Map<string, number>();
  for (const name of names) many.set(name, (many.get(name) ?? 0) + 1);
  return [...many].map(([name, count]) => ({ name, count })).toSorted(mostFirst);
}

/** Of equally many, the first in the alphabet, whatever language the machine speaks. */
function mostFirst(one: Count, other: Count): number {
  return other.count - one.count || (one.name < other.name ? -1 : 1);
}

function parties(calls: readonly Members[], nameOf: (entry: Members) => string): readonly Party[] {
  const stopped = new Map(counts(calls.filter(isHeld).map(nameOf)).map(({ name, count }) => [name, count]));
  return counts(calls.map(nameOf))
    .slice(0, mostRows)
    .map((one) => ({ ...one, stopped: stopped.get(one.name) ?? 0 }));
}

/** `cd x && git push` is about `cd` and is not read further: the guard reads commands, a report counts them. */
function programOf(entry: Members): readonly string[] {
  if (entry["act"] !== "shell") return [`(${wordOf(entry, "act")})`];
  const [, program] = /^\s*(?:[A-Za-z_]\w*=\S*\s+)*(?:\S*\/)?([\w.+-]+)/.exec(wordOf(entry, "text")) ?? [];
  return program === undefined ? [] : [program];
}

function effectsOf(entry: Members): readonly string[] {
  const effects = entry["effects"];
  return Array.isArray(effects) ? effects.filter(isMembers).map((effect) => `${wordOf(effect, "kind")} ${wordOf(effect, "scope")}`) : [];
}

function textsOf(value: Members[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function stoppedOf(entry: Members): Stopped {
  const text = aboutOf(entry).replace(/\s+/g, " ");
  return {
    at: Number(entry["at"]),
    verdict: verdictOf(entry),
    agent: wordOf(entry, "agent"),
    project: wordOf(entry, "cwd"),
    text: text.length > mostStoppedText ? `${text.slice(0, mostStoppedText)} …` : text,
    rules: textsOf(entry["rules"]),
  };
}
