/** What a replay comes to: what would have been stopped, by which rules, and which commands those were. Counted as it goes, however much there is. */
import type { Instant } from "../../base/instant.ts";
import { type Call, isStricter, type Verdict } from "../../guard/guard.ts";
import { redact } from "../../proof/ledger/ledger.ts";
import { actText } from "../act-text.ts";
import { oneLine } from "../one-line.ts";
import { type Counted, type Counts, countsOf } from "./counts.ts";
import type { RuledStep, Ruling } from "../judging.ts";

export type Tally = {
  readonly version: 1;
  readonly calls: number;
  /** The time that the calls span, as far as it is told. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** The strictest first, and of those the most frequent. */
  readonly rules: readonly Counted<RuleTally>[];
  /** What would have been stopped most. */
  readonly stopped: readonly Counted<Stopped>[];
  /** How many different ones would have been stopped. */
  readonly stoppedKinds: number;
  readonly by: readonly Party[];
  /** Calls that got another verdict when they were made. */
  readonly changed: readonly Counted<Change>[];
  /** What could not be judged, and why. */
  readonly unjudged: readonly Counted<Reason>[];
};

export type RuleTally = RuledStep & { readonly examples: readonly Counted<Example>[] };
export type Example = { readonly text: string };
export type Stopped = Example & { readonly verdict: Verdict; readonly rules: readonly string[] };
export type Change = Example & { readonly was: Verdict; readonly now: Verdict };
export type Party = { readonly name: string; readonly calls: number; readonly stopped: number };
export type Reason = { readonly why: string };

/** A call that was judged, and how. */
export type Ruled = {
  readonly by: string;
  readonly at?: Instant;
  readonly before?: Verdict;
  readonly call: Call;
  readonly ruling: Ruling;
};

export type Counting = {
  readonly add: (ruled: Ruled) => void;
  readonly leaveOut: (why: string) => void;
  readonly tally: () => Tally;
};

const mostExamples = 3;
const mostStopped = 20;
const mostWidth = 160;

export function counting(): Counting {
  const counted = { deny: 0, ask: 0, warn: 0, allow: 0 };
  const span: Instant[] = [];
  const rules = countsOf<{ readonly step: RuledStep; readonly examples: Counts<Example> }>();
  const stopped = countsOf<Stopped>();
  const parties = countsOf<Example>();
  const stoppedParties = countsOf<Example>();
  const changed = countsOf<Change>();
  const unjudged = countsOf<Reason>();

  const add = ({ by, at, before, call, ruling }: Ruled): void => {
    const { verdict, steps } = ruling;
    counted[verdict] += 1;
    widen(span, at);
    parties.add(by, () => ({ text: by }));
    if (verdict === "allow" && (before ?? verdict) === verdict) return;
    const text = oneLine(redact(actText(call.act)), mostWidth);
    for (const step of steps)
      rules
        .add(`${step.layer} ${step.file} ${step.rule} ${step.verdict}`, () => ({ step, examples: countsOf<Example>() }))
        .examples.add(text, () => ({ text }));
    if (before !== undefined && before !== verdict)
      changed.add(`${before} ${verdict} ${text}`, () => ({ text, was: before, now: verdict }));
    if (!isStricter(verdict, "warn")) return;
    stopped.add(`${verdict} ${text}`, () => ({ text, verdict, rules: reasonsOf(ruling) }));
    stoppedParties.add(by, () => ({ text: by }));
  };

  const tally = (): Tally => {
    const held = new Map(stoppedParties.all().map(({ text, calls }) => [text, calls]));
    const [from = null, to = null] = span;
    return {
      version: 1,
      calls: Object.values(counted).reduce((sum, many) => sum + many, 0),
      from,
      to,
      verdicts: counted,
      rules: rules
        .all()
        .map(({ step, examples, calls }) => ({ ...step, calls, examples: examples.all().slice(0, mostExamples) }))
        .toSorted((one, other) => (one.verdict === other.verdict ? 0 : isStricter(one.verdict, other.verdict) ? -1 : 1)),
      stopped: stopped.all().slice(0, mostStopped),
      stoppedKinds: stopped.all().length,
      by: parties.all().map(({ text: name, calls }) => ({ name, calls, stopped: held.get(name) ?? 0 })),
      changed: changed.all(),
      unjudged: unjudged.all(),
    };
  };

  return { add, tally, leaveOut: (why) => void unjudged.add(why, () => ({ why })) };
}

/** The earliest and the latest. */
function widen(span: Instant[], at: Instant | undefined): void {
  if (at === undefined) return;
  span[0] = Math.min(span[0] ?? at, at);
  span[1] = Math.max(span[1] ?? at, at);
}

function reasonsOf({ verdict, steps, error }: Ruling): readonly string[] {
  if (error !== undefined) return [oneLine(error, mostWidth)];
  return steps.filter((step) => step.verdict === verdict).map(({ rule }) => rule);
}
