/** The bytes of a ledger record: self-delimited, so that a torn one is skipped and told of, and the next one is found. */
import { crc32 } from "../../base/crc32.ts";
import { canonicalJson, type Json } from "../../base/json.ts";

/**
 * A record separator, the leaf's length, its CRC-32, the leaf, a line feed. The leaf is canonical JSON in printable ASCII, so a separator
 * or a line feed never stands inside one. The leaf is what proofs are made over; the frame only finds it again.
 */
export function frame(entry: Json): string {
  const leaf = canonicalJson(entry);
  return `${separator}${leaf.length} ${crc32(leaf)} ${leaf}\n`;
}

const separator = "\x1e";

export type Records = {
  readonly leaves: readonly string[];
  /** Stretches that are no whole record, by their place in the file. */
  readonly torn: readonly { readonly start: number; readonly end: number }[];
};

/** Reads a ledger file's text, one character for each byte. */
export function readRecords(text: string): Records {
  const leaves: string[] = [];
  const torn: { start: number; end: number }[] = [];
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf(separator, start + 1);
    const end = next < 0 ? text.length : next;
    const leaf = leafIn(text.slice(start, end));
    if (leaf === undefined) torn.push({ start, end });
    else leaves.push(leaf);
    start = end;
  }
  return { leaves, torn };
}

function leafIn(record: string): string | undefined {
  const [, length, sum, leaf] = /^\x1e(\d+) ([0-9a-f]{8}) ([\x20-\x7e]*)\n$/.exec(record) ?? [];
  if (leaf === undefined || leaf.length !== Number(length)) return undefined;
  return crc32(leaf) === sum ? leaf : undefined;
}
