/** The lines of a file, read as they are asked for: a transcript may be larger than what memory holds. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import type { Fault } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";
import { regularThrough } from "./regular.ts";

/** `lost` hears of every line that is longer than `mostBytes`, and of an end before the end. */
export type Reading = { readonly mostBytes: number; readonly lost: (fault: Fault) => void };

/** Bytes without the line feed; the last line may have none. Can be gone through once. */
export function linesIn(path: string, reading: Reading): Result<Iterable<Uint8Array>> {
  try {
    const there = regularThrough(path);
    if (!there.ok) return there;
    return done(linesOf(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), path, reading));
  } catch (error) {
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

const pieceBytes = 1024 * 1024;
const lineFeed = 10;

function* linesOf(file: number, path: string, { mostBytes, lost }: Reading): Iterable<Uint8Array> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let line = 1;
  const add = (part: Buffer): void => {
    bytes += part.length;
    if (bytes <= mostBytes) parts.push(part);
    else parts = [];
  };
  const whole = (): Buffer | undefined => {
    const found = bytes <= mostBytes ? Buffer.concat(parts, bytes) : undefined;
    if (found === undefined) lost({ code: "line.too-long", what: `line ${line} of \`${path}\` is longer than ${mostBytes} bytes` });
    [parts, bytes, line] = [[], 0, line + 1];
    return found;
  };
  try {
    for (let piece = readPiece(file); piece.length > 0; piece = readPiece(file)) {
      let start = 0;
      for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
        add(piece.subarray(start, end));
        start = end + 1;
        const found = whole();
        if (found !== undefined) yield found;
      }
      if (start < piece.length) add(piece.subarray(start));
    }
    const last = bytes > 0 ? whole() : undefined;
    if (last !== undefined) yield last;
  } catch (error) {
    lost(systemFault("file.unreadable", `\`${path}\` could not be read to its end`, error).fault);
  } finally {
    closeSync(file);
  }
}

function readPiece(file: number): Buffer {
  const piece = Buffer.allocUnsafe(pieceBytes);
  return piece.subarray(0, readSync(file, piece, 0, pieceBytes, null));
}
