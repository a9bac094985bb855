/** How much room a disk has for us, and whether it takes anything at all. */
import { statfsSync } from "node:fs";

export type DiskSpace = { readonly freeBytes: number; readonly freeFiles: number };

/** `undefined` where nobody can say. Some file systems count no files: then there is room for any number. */
export function diskSpace(path: string): DiskSpace | undefined {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(path);
    return { freeBytes: bavail * bsize, freeFiles: files === 0 ? Infinity : ffree };
  } catch {
    // Not there, or a system that does not tell.
    return undefined;
  }
}
