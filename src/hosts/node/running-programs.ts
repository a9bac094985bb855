/** Programs of this person that run now, as the system lists them: their words and their variables. */
import { readdirSync, readFileSync } from "node:fs";

type Running = {
  readonly pid: number;
  readonly words: readonly string[];
  readonly variable: (name: string) => string | undefined;
};

/** None where the system keeps no such list; one that belongs to somebody else, or ends meanwhile, is passed over. */
export function runningPrograms(): readonly Running[] {
  return pids().flatMap((pid) => {
    const [words, variables] = [textsIn(`/proc/${pid}/cmdline`), textsIn(`/proc/${pid}/environ`)];
    if (words === undefined || variables === undefined || words.length === 0) return [];
    const variable = (name: string): string | undefined => variables.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    return [{ pid, words, variable }];
  });
}

function pids(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    // No such list on this system.
    return [];
  }
}

function textsIn(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, "utf8").split("\0").slice(0, -1);
  } catch {
    // Not ours to see, or gone.
    return undefined;
  }
}
