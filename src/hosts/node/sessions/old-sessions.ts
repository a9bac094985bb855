/** Folders of sessions that are over for good: removed when they are old, and never while anything of them runs. */
import { join } from "node:path";
import { namesIn, removeTree, entryItself } from "../folders.ts";
import { removeFile } from "../files.ts";
import { leftProcesses } from "./left-processes.ts";
import { fileNameFor } from "./session-folder.ts";

export type Sweeping = {
  readonly root: string;
  /** Changed before this, by the wall clock. */
  readonly beforeMs: number;
  readonly sessions: readonly string[];
  /** Tasks that may still be given an order. */
  readonly tasks: readonly string[];
};

/** How many folders and fences went. What is still known is kept whatever its age. */
export function sweepSessions({ root, beforeMs, sessions, tasks }: Sweeping): number {
  const known = { sessions: new Set(sessions.map(fileNameFor)), tasks: new Set(tasks.map(fileNameFor)) };
  const old = (folder: string, kept: ReadonlySet<string>): readonly string[] => {
    const names = namesIn(folder);
    const others = (names.ok ? names.value : []).filter((name) => !kept.has(name)).map((name) => join(folder, name));
    return others.filter((path) => (entryItself(path)?.changedMs ?? Infinity) < beforeMs);
  };
  const left = old(join(root, "sessions"), known.sessions).filter(
    (path) => leftProcesses({ folder: path, leader: undefined }).length === 0,
  );
  const gone = [...left.map(removeTree), ...old(join(root, "fences"), known.tasks).map(removeFile)];
  return gone.filter(({ ok }) => ok).length;
}
