/** Counts what begins and what holds in an evaluation, and keeps a few samples of what was known where something failed. */
import type { CoreRule, CoreStatement } from "../check/reduced.ts";
import type { Note } from "../plan/ir.ts";
import type { Frame } from "../run/link.ts";
import type { Observer } from "../run/observer.ts";
import type { Value } from "../values/value.ts";

/** The variables that had a value, by the names of the core, and the documents as `input` and `data`. */
export type Known = ReadonlyMap<string, Value>;

export type Count = {
  begun: number;
  /** In how many ways it held. */
  held: number;
  /** Of a rule: its last value. */
  value: Value | undefined;
  readonly failures: Known[];
};

export type Watched = CoreRule | CoreStatement;

/** Enough to see why; more would hide it. */
const mostFailures = 3;

export class Tally implements Observer {
  readonly seesAll = true;
  readonly counts = new Map<Watched, Count>();
  /** What has begun in each function that is still at work, outermost first. */
  readonly #open = new Map<Frame, Begun[]>();

  countOf(one: Watched): Count {
    const count = this.counts.get(one) ?? { begun: 0, held: 0, value: undefined, failures: [] };
    this.counts.set(one, count);
    return count;
  }

  noted(note: Note, frame: Frame): void {
    const open = this.#open.get(frame) ?? [];
    this.#open.set(frame, open);
    if (note.says === "begins") this.#begin(note, frame, open);
    else this.#hold(note, frame, open);
  }

  ended(frame: Frame): void {
    for (const one of this.#open.get(frame) ?? []) this.#close(one);
    this.#open.delete(frame);
  }

  charged(): void {}

  stepped(): void {}

  /** Whatever stands later in the plan was left without another way to hold. */
  #begin(note: Note, frame: Frame, open: Begun[]): void {
    while ((open.at(-1)?.order ?? -1) >= note.order) this.#close(open.pop() as Begun);
    const count = this.countOf(note.of);
    count.begun++;
    const known = count.failures.length < mostFailures ? knownIn(note, frame) : undefined;
    open.push({ of: note.of, order: note.order, known, hasHeld: false });
  }

  #hold(note: Note, frame: Frame, open: Begun[]): void {
    while (open.length > 0 && open.at(-1)?.of !== note.of) this.#close(open.pop() as Begun);
    const begun = open.at(-1);
    if (begun !== undefined) begun.hasHeld = true;
    const count = this.countOf(note.of);
    count.held++;
    if (note.value !== undefined) count.value = typeof note.value === "number" ? frame[note.value] : note.value.value;
  }

  #close({ of, known, hasHeld }: Begun): void {
    const { failures } = this.countOf(of);
    if (!hasHeld && known !== undefined && failures.length < mostFailures) failures.push(known);
  }
}

type Begun = { readonly of: Watched; readonly order: number; readonly known: Known | undefined; hasHeld: boolean };

function knownIn({ variables }: Note, frame: Frame): Known {
  const known = new Map<string, Value>();
  for (const [name, operand] of variables) {
    const value = typeof operand === "number" ? frame[operand] : operand.value;
    if (value !== undefined) known.set(name, value);
  }
  return known;
}
