/** Folders in which somebody else may put another file in the place of ours. */
import { folderOf } from "../../base/path.ts";
import { entryOf } from "../../hosts/node/node.ts";

/** The nearest one, from this folder up to the root, that group or others may write to; a folder that cannot be looked at counts too. */
export function exposed(folder: string): string | undefined {
  const mode = entryOf(folder)?.mode;
  if (mode === undefined || (mode & 0o022) !== 0) return folder;
  return folder === "/" ? undefined : exposed(folderOf(folder));
}
