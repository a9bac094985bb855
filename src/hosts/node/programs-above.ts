/** The programs that this one runs under, the nearest first: by the names that they were started with. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { processAt } from "./sessions/process-mark.ts";

/** Far more than any shell in a shell in a terminal. */
const mostAncestors = 64;

/** A script is run by its interpreter, so the word behind that counts as well. None where the system keeps no such list. */
export function programsAbove(pid: number = process.ppid): readonly string[] {
  const names: string[] = [];
  let here = pid;
  for (let steps = 0; here > 0 && steps < mostAncestors; steps += 1) {
    names.push(
      ...wordsOf(here)
        .slice(0, 2)
        .map((word) => basename(word)),
    );
    here = processAt(here)?.parent ?? 0;
  }
  return names.filter((name) => name !== "");
}

function wordsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    // It ended meanwhile, belongs to somebody else on a system that hides that, or there is no such list.
    return [];
  }
}
