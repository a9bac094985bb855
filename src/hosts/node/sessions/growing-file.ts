/** A file that somebody else writes line by line: what has come since the last look, in whole lines. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { errorCode } from "../fault.ts";

const chunkBytes = 256 * 1024;
/** A line that is longer is passed over: no client says so much at once, and memory is for the others. */
const longestLine = 64 * 1024 * 1024;

export type GrowingFile = {
  /** The lines that were completed since. A file that is not there yet has none. */
  readonly lines: () => readonly string[];
  /** Where the next line begins. */
  readonly position: () => number;
};

export function growingFile(path: string, from = 0): GrowingFile {
  let position = from;
  let passed = 0;
  return {
    position: () => position,
    lines: () => {
      const bytes = bytesFrom(path, position + passed);
      if (bytes === undefined) return [];
      const end = bytes.lastIndexOf(0x0a) + 1;
      if (end === 0 && bytes.length > longestLine) passed += bytes.length;
      if (end === 0) return [];
      const begin = passed === 0 ? 0 : bytes.indexOf(0x0a) + 1;
      position += passed + end;
      passed = 0;
      const text = bytes.toString("utf8", begin, end);
      return text === "" ? [] : text.slice(0, -1).split("\n");
    },
  };
}

function bytesFrom(path: string, position: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const left = fstatSync(file).size - position;
    if (left <= 0) return undefined;
    const bytes = Buffer.alloc(Math.min(left, longestLine + chunkBytes));
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(file, bytes, filled, bytes.length - filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
