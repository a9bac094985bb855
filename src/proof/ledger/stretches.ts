/** A file of records as the stretches it consists of: whole records, and what is torn between them. */
import { bytesOfAscii, joinedBytes } from "../../base/bytes.ts";
import { crc32OfBytes } from "../../base/crc32.ts";

/** From one separator to the next. `leaf` is left out where it is no whole record. */
export type Stretch = { readonly start: number; readonly end: number; readonly leaf?: Leaf };

type Leaf = { readonly start: number; readonly end: number };

/** All stretches of these bytes; a last one without a whole record may be one that is being written. */
export function stretchesIn(bytes: Uint8Array): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  while (start < bytes.length) {
    const next = bytes.indexOf(separator, start + 1);
    const end = next < 0 ? bytes.length : next;
    const leaf = leafIn(bytes, start, end);
    stretches.push(leaf === undefined ? { start, end } : { start, end, leaf });
    start = end;
  }
  return stretches;
}

/**
 * What the log commits to: a record's leaf as it is, and of what is torn every byte. No record can be taken for something torn, since no leaf
 * holds a line feed.
 */
export function committed(bytes: Uint8Array, { start, end, leaf }: Stretch): Uint8Array {
  return leaf === undefined ? joinedBytes(tornMark, bytes.subarray(start, end)) : bytes.subarray(leaf.start, leaf.end);
}

const tornMark = bytesOfAscii("torn\n");

const separator = 0x1e;
const lineFeed = 0x0a;
const space = 0x20;
const sumDigits = 8;

/** A separator, the length without a leading zero, a space, the sum in lower case, a space, the leaf, a line feed: one spelling for each leaf. */
function leafIn(bytes: Uint8Array, from: number, to: number): Leaf | undefined {
  if (bytes[from] !== separator || bytes[to - 1] !== lineFeed) return undefined;
  const lengthEnd = bytes.indexOf(space, from + 1);
  const start = lengthEnd + 1 + sumDigits + 1;
  const end = to - 1;
  if (lengthEnd < 0 || start > end || bytes[start - 1] !== space) return undefined;
  if (!isWritten(bytes, { from: from + 1, to: lengthEnd }, String(end - start))) return undefined;
  const leaf = bytes.subarray(start, end);
  if (!isPrintable(leaf)) return undefined;
  const sum = crc32OfBytes(leaf).toString(16).padStart(sumDigits, "0");
  return isWritten(bytes, { from: lengthEnd + 1, to: start - 1 }, sum) ? { start, end } : undefined;
}

type Part = { readonly from: number; readonly to: number };

function isWritten(bytes: Uint8Array, { from, to }: Part, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let at = from; at < to; at += 1) if (bytes[at] !== text.charCodeAt(at - from)) return false;
  return true;
}

function isPrintable(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}
