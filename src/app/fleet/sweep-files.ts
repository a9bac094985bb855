/** Files of a folder that nobody needs any more, by their age alone. */
import { entryItself, namesIn, removeFile } from "../../hosts/node/node.ts";

/** How many went. */
export function sweepFiles(folder: string, beforeMs: number): number {
  const names = namesIn(folder);
  const paths = (names.ok ? names.value : []).map((name) => `${folder}/${name}`);
  const old = paths.filter((path) => (entryItself(path)?.changedMs ?? Infinity) < beforeMs);
  return old.map(removeFile).filter(({ ok }) => ok).length;
}
