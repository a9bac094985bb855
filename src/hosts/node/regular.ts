/** What may be read whole, replaced or removed: regular files and links. A device, a pipe or a folder at that name stays what it is. */
import { lstatSync, type Stats, statSync } from "node:fs";
import { done, fail, type Result } from "../../base/result.ts";

/** What a path leads to; nothing there is fine. An error of the system is thrown, for the caller to word. */
export function regularThrough(path: string): Result<Stats | undefined> {
  return regular(path, statSync(path, { throwIfNoEntry: false }));
}

/** What lies at the path itself: a link may go, wherever it leads. */
export function regularItself(path: string): Result<Stats | undefined> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isSymbolicLink() === true ? done(found) : regular(path, found);
}

function regular(path: string, found: Stats | undefined): Result<Stats | undefined> {
  if (found === undefined || found.isFile()) return done(found);
  const todo = "name a regular file, or move this away";
  return fail({ code: "file.irregular", what: `\`${path}\` is ${kindOf(found)}`, follows: "so it was left as it is", todo });
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return "a folder";
  if (found.isFIFO()) return "a pipe";
  return found.isSocket() ? "a socket" : "a device";
}
