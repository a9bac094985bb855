/** A process so that no other can be taken for it: its number, the moment it began, and the boot in which that counts. */
import { readFileSync } from "node:fs";

export type ProcessMark = {
  readonly pid: number;
  /** In ticks since the boot, as the kernel counts them. */
  readonly startedTicks: number;
  readonly boot: string;
};

/** `undefined` where nobody runs under that number, or the one that did is over and only waits to be fetched. */
export function markOf(pid: number): ProcessMark | undefined {
  const found = processAt(pid);
  return found === undefined || found.isOver ? undefined : { pid, startedTicks: found.startedTicks, boot: bootId() };
}

export function isRunning(mark: ProcessMark): boolean {
  const now = markOf(mark.pid);
  return now !== undefined && now.startedTicks === mark.startedTicks && now.boot === mark.boot;
}

export type ProcessState = {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly startedTicks: number;
  /** It has ended: it holds no file and does nothing more. */
  readonly isOver: boolean;
};

/** What the kernel says of a process; the name in it may hold any character, so it is read from behind. */
export function processAt(pid: number): ProcessState | undefined {
  const line = textAt(`/proc/${pid}/stat`);
  if (line === undefined) return undefined;
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent = "", group = "", session = ""] = fields;
  const over = state === "Z" || state === "X";
  return { pid, parent: Number(parent), group: Number(group), session: Number(session), startedTicks: Number(fields[19]), isOver: over };
}

/** New with every start of the machine, so that a number of before is nobody's now. */
export function bootId(): string {
  return textAt("/proc/sys/kernel/random/boot_id")?.trim() ?? "unknown";
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // It has ended meanwhile, or this system keeps no such list.
    return undefined;
  }
}
