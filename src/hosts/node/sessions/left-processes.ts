/** Everything that a session has started and that still runs: its group, what descends from it, and what carries its mark. */
import { readdirSync, readFileSync } from "node:fs";
import { bootId, processAt, type ProcessMark, type ProcessState } from "./process-mark.ts";

/** Stands in the environment of the client, and so of all that it starts. */
export const sessionVariable = "SHEEPDOG_SESSION";

/** What a session began with: the folder that is its mark, and the process that led its group, where that is known. */
export type Origin = { readonly folder: string; readonly leader: ProcessMark | undefined };

/** A program that left the group, lost its parent and cleared its environment is not found; nothing short of a container finds it. */
export function leftProcesses({ folder, leader }: Origin): readonly number[] {
  const all = running();
  const mark = `${sessionVariable}=${folder}`;
  const led = leader === undefined ? undefined : groupOf(leader);
  const found = new Set(all.filter((one) => one.group === led || one.session === led || carries(one.pid, mark)).map(({ pid }) => pid));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}

/** The kernel gives no number again that a group still bears; where another process has it by now, the group is gone. */
function groupOf({ pid, startedTicks, boot }: ProcessMark): number | undefined {
  const now = processAt(pid);
  return boot === bootId() && (now === undefined || now.startedTicks === startedTicks) ? pid : undefined;
}

function running(): readonly ProcessState[] {
  return numbersIn("/proc").flatMap((pid) => {
    const state = processAt(pid);
    return state === undefined || state.isOver ? [] : [state];
  });
}

function numbersIn(folder: string): readonly number[] {
  return readdirSync(folder).map(Number).filter(Number.isInteger);
}

/** A process that some session of ours has started. */
export function isOurs(pid: number): boolean {
  return variablesOf(pid).some((one) => one.startsWith(`${sessionVariable}=`));
}

function carries(pid: number, mark: string): boolean {
  return variablesOf(pid).includes(mark);
}

function variablesOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    // Somebody else's, or gone meanwhile.
    return [];
  }
}
