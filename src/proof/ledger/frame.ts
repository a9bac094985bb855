/** The bytes of a ledger record: self-delimited, so that a torn one is skipped and told of, and the next one is found. */
import { asciiOf, bytesOfAscii } from "../../base/bytes.ts";
import { crc32 } from "../../base/crc32.ts";
import { canonicalJson, type Json } from "../../base/json.ts";
import { stretchesIn } from "./stretches.ts";

/**
 * A record separator, the leaf's length, its CRC-32, the leaf, a line feed. The leaf is canonical JSON in printable ASCII, so a separator
 * or a line feed never stands inside one. The leaf is what proofs are made over; the frame only finds it again.
 */
export function frame(entry: Json): string {
  return framed(canonicalJson(entry), crc32);
}

/** Of a leaf that is canonical JSON; who has a faster sum at hand lends it. */
export function framed(leaf: string, sum: (leaf: string) => string): string {
  return `\x1e${leaf.length} ${sum(leaf)} ${leaf}\n`;
}

export type Records = {
  readonly leaves: readonly string[];
  /** Stretches that are no whole record, by their place in the file. */
  readonly torn: readonly { readonly start: number; readonly end: number }[];
};

/** Reads a ledger file's text, one character for each byte. */
export function readRecords(text: string): Records {
  const bytes = bytesOfAscii(text);
  const stretches = stretchesIn(bytes);
  return {
    leaves: stretches.flatMap(({ leaf }) => (leaf === undefined ? [] : [asciiOf(bytes.subarray(leaf.start, leaf.end))])),
    torn: stretches.flatMap(({ start, end, leaf }) => (leaf === undefined ? [{ start, end }] : [])),
  };
}
