/** Disk: what the ledger needs of files, by their names below its folder. Handed in, so that tests can let it fail at any step. */
import type { Result } from "../../base/result.ts";

export type Disk = {
  /** The names in a folder, sorted; none where there is no folder. */
  readonly names: (folder: string) => Result<readonly string[]>;
  /** In bytes; `null` where there is no such file. */
  readonly size: (name: string) => Result<number | null>;
  /** Fewer bytes only where the file ends. */
  readonly read: (name: string, part: Part) => Result<Uint8Array>;
  /** One write at the end, however many others write there, and on the disk when it is done. The file is made where there is none. */
  readonly append: (name: string, bytes: Uint8Array) => Result<void>;
  /** Drops what lies beyond. */
  readonly cut: (name: string, bytes: number) => Result<void>;
  /** The name leads to the old content or to the new, on the disk as well. */
  readonly replace: (name: string, bytes: Uint8Array) => Result<void>;
  /** A new name for a file, on the disk when it is done. */
  readonly rename: (from: string, to: string) => Result<void>;
  readonly remove: (name: string) => Result<void>;
  /** What was written to it is on the disk. */
  readonly sync: (name: string) => Result<void>;
};

export type Part = { readonly from: number; readonly bytes: number };
