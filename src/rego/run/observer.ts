/** Observer: who watches an evaluation. Programs that nobody watches are linked without one and pay nothing for it. */
import type { Block, Note, Origin, Statement } from "../plan/ir.ts";
import { completed, goOn, leave, type Frame, type Linking, type Run, type Step } from "./link.ts";
import { linkStatement } from "./statements.ts";

export type Observer = {
  /** Whether what an index would leave out is evaluated all the same: slower, but nothing happens unseen. */
  readonly seesAll: boolean;
  /** Something in a policy begins or has held; the frame has the values of its variables. */
  readonly noted: (note: Note, frame: Frame, origin: Origin | undefined) => void;
  /** The function or query that the frame belongs to has come to its end. */
  readonly ended: (frame: Frame) => void;
  /** A block is charged for all its statements before the first runs; these are where they come from. */
  readonly charged: (origins: readonly (Origin | undefined)[]) => void;
  /** A statement has run, and so many steps were taken in all until now. */
  readonly stepped: (origin: Origin | undefined, steps: number) => void;
};

/** A block as it is linked when somebody watches. Notes are not charged: watching costs no steps. */
export function watchedBlock(linking: Linking, block: Block, observer: Observer): Run {
  const { machine } = linking;
  const origins = block.filter(({ note }) => note === undefined).map(({ origin }) => origin);
  const steps = block.map((statement): Step => {
    const { note, origin } = statement;
    if (note !== undefined) return notedStep(statement, note, observer);
    const step = linkStatement(linking, statement);
    return (frame) => {
      const code = step(frame);
      observer.stepped(origin, machine.steps);
      return code;
    };
  });
  return (frame) => {
    if (!machine.spend(origins.length)) return leave;
    observer.charged(origins);
    for (const step of steps) {
      const code = step(frame);
      if (code !== goOn) return code - 1;
    }
    return completed;
  };
}

function notedStep({ origin }: Statement, note: Note, observer: Observer): Step {
  return (frame) => {
    observer.noted(note, frame, origin);
    return goOn;
  };
}

/** All blocks of a function or query in one, with word of their end. */
export function watchedRun(runs: readonly Run[], observer: Observer): Run {
  return (frame) => {
    for (const run of runs) if (run(frame) > goOn) break;
    observer.ended(frame);
    return goOn;
  };
}
