/** How long a program goes on that has no end of its own: until a person or the system ends it, or it is told to. */
import { randomUUID } from "node:crypto";
import { markOf } from "./sessions/process-mark.ts";

export type Lifetime = {
  /** Why it ended. */
  readonly ended: Promise<string>;
  readonly end: (why: string) => void;
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals are heard from here on until it has ended; a second one then ends the process as usual. */
export function lifetime(): Lifetime {
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const heard = (signal: string): void => end(signal);
  for (const signal of signals) process.on(signal, heard);
  const over = async (): Promise<string> => {
    const why = await ended;
    for (const signal of signals) process.off(signal, heard);
    return why;
  };
  return { ended: over(), end };
}

/** This process so that no later one can be taken for it; where the system says nothing of processes, a name drawn for this once. */
export function ownMark(): string {
  const mark = markOf(process.pid);
  return mark === undefined ? `${process.pid} ${randomUUID()}` : `${mark.pid} ${mark.startedTicks} ${mark.boot}`;
}

/** Is the process that gave itself this mark still there? */
export function runsMarked(mark: string): boolean {
  return pidOf(mark) !== undefined;
}

/** Asks it to end; `false` where no such process is there any more. */
export function endMarked(mark: string): boolean {
  const pid = pidOf(mark);
  if (pid === undefined) return false;
  try {
    process.kill(pid, "SIGTERM");
    return true;
  } catch {
    // It ended in the meantime, or is somebody else's: in neither case is it ours to end.
    return false;
  }
}

function pidOf(mark: string): number | undefined {
  const pid = Number(mark.split(" ")[0]);
  const found = Number.isInteger(pid) && pid > 1 ? markOf(pid) : undefined;
  return found !== undefined && `${found.pid} ${found.startedTicks} ${found.boot}` === mark ? pid : undefined;
}
