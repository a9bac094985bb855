/** Tells that something stirred in or around some paths, by a name at most: whoever is told looks for themselves. */
import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** The name, without its folder, where the system says it. */
type Stirred = (name: string | null) => void;

export type Watching = {
  /** Anew for these paths: folders may have come and gone. Says how many folders are watched. */
  readonly aim: (paths: readonly string[]) => number;
  readonly close: () => void;
};

/** The folders themselves, and for what is missing the nearest folder that is there: so no name can appear unseen. */
export function watchFolders(stirred: Stirred): Watching {
  let watchers: readonly FSWatcher[] = [];
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  const aim = (paths: readonly string[]): number => {
    // All anew: a folder that was removed and made again is another one under the same name, and an old watcher never says so.
    const fresh = [...new Set(paths.flatMap(foldersFor))].flatMap((folder) => watcherOf(folder, stirred) ?? []);
    // The old ones go last, so that nothing stirs unseen in between.
    close();
    watchers = fresh;
    return watchers.length;
  };
  return { aim, close };
}

function foldersFor(path: string): readonly string[] {
  const around = nearestFolder(dirname(path));
  return isFolder(path) ? [path, around] : [around];
}

function nearestFolder(path: string): string {
  return isFolder(path) || path === "/" ? path : nearestFolder(dirname(path));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, or closed to us: then the folder around it is what can be watched.
    return false;
  }
}

function watcherOf(folder: string, stirred: Stirred): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: true }, (_event, name) => stirred(name));
    watcher.on("error", () => stirred(null));
    return watcher;
  } catch {
    // Gone meanwhile, or too many are watched: the regular look finds what is missed here.
    return undefined;
  }
}
