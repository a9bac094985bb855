/** Compares what a real shell did to a tree with what the guard has predicted: whatever is gone, written or of another mode must have been foreseen. */
import type { Decision, Effect } from "../../../src/guard/guard.ts";
import type { Observed } from "./sandbox.ts";

export type Change = { readonly what: "deleted" | "written" | "mode"; readonly path: string };

/** Changes to files; a folder by itself holds nothing that could be lost. */
export function changesIn({ before, after }: Observed): readonly Change[] {
  const deleted = [...before]
    .filter(([path, entry]) => isFile(entry) && !after.has(path))
    .map(([path]) => ({ what: "deleted" as const, path }));
  const changed = [...after].flatMap(([path, entry]): readonly Change[] => {
    const was = before.get(path);
    if (!isFile(entry) || was === entry) return [];
    return was !== undefined && withoutMode(was) === withoutMode(entry) ? [{ what: "mode", path }] : [{ what: "written", path }];
  });
  return [...deleted, ...changed];
}

export function unforeseen(changes: readonly Change[], decision: Decision, home: string): readonly Change[] {
  if (decision.doubts.length > 0) return [];
  return changes.filter(({ what, path }) => !decision.effects.some((effect) => foresees(effect, what, `${home}/${path}`)));
}

const kinds: Readonly<Record<Change["what"], readonly Effect["kind"][]>> = {
  deleted: ["delete"],
  written: ["write", "overwrite"],
  mode: ["chmod", "write", "overwrite"],
};

/** The path itself, a folder above it, or a target that the guard itself says it does not know. What runs unread may do anything. */
function foresees({ kind, target }: Effect, what: Change["what"], path: string): boolean {
  if (kind === "execute") return true;
  if (!kinds[what].includes(kind)) return false;
  return !target.known || path === target.name || path.startsWith(`${target.name}/`);
}

function isFile(entry: string): boolean {
  return !entry.startsWith("d");
}

function withoutMode(entry: string): string {
  return entry.replace(/^(\S+) \S+ /, "$1 ");
}
