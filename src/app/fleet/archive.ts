/** The archive: what is known of tasks that ended long ago, one file for each, readable by its owner alone. */
import type { Result } from "../../base/result.ts";
import { ensurePrivateFolder, fileNameFor, writeTextFile } from "../../hosts/node/node.ts";

/** The same task again is the same file. */
export function archive(folder: string, task: string, body: string): Result<void> {
  const made = ensurePrivateFolder(folder);
  return made.ok ? writeTextFile(`${folder}/${fileNameFor(task)}.json`, `${body}\n`) : made;
}
