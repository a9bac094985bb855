/** A git index with very many entries, made by rule: git itself would need as many files. */
import { createHash } from "node:crypto";
import { lstatSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type LargeIndex = {
  readonly version: 2 | 3 | 4;
  /** Relative to the work tree: files that are there, whose entries fit them, and files that nobody made. */
  readonly there: readonly string[];
  readonly absent: readonly string[];
  /** Put behind the entries. */
  readonly extensions?: Uint8Array;
};

/** Writes the index of the work tree at `place`. */
export function largeIndex(place: string, { version, there, absent, extensions = new Uint8Array() }: LargeIndex): void {
  const sorted = [...there, ...absent].map((name) => Buffer.from(name)).sort(Buffer.compare);
  const real = new Set(there);
  const header = Buffer.alloc(12);
  header.write("DIRC");
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(sorted.length, 8);
  const entries = sorted.map((name, position) => {
    const head = headOf(real.has(name.toString()) ? join(place, name.toString()) : undefined, name, position);
    return version === 4 ? shared(head, name, sorted[position - 1] ?? Buffer.alloc(0)) : padded(head, name);
  });
  const body = Buffer.concat([header, ...entries, extensions]);
  writeFileSync(join(place, ".git/index"), Buffer.concat([body, createHash("sha1").update(body).digest()]));
}

const perSecond = 1_000_000_000n;
const whole = (value: bigint): number => Number(value & 0xffff_ffffn);

/** What is remembered of the file, the hash of its content (made up), and the flags. */
function headOf(path: string | undefined, name: Buffer, position: number): Buffer {
  const head = Buffer.alloc(62);
  const about = path === undefined ? undefined : lstatSync(path, { bigint: true });
  const numbers =
    about === undefined
      ? [1_700_000_000, position, 1_700_000_000, position, 1, position, 0o100644, 0, 0, 100]
      : [about.ctimeNs / perSecond, about.ctimeNs % perSecond, about.mtimeNs / perSecond, about.mtimeNs % perSecond, about.dev, about.ino]
          .map(whole)
          .concat([0o100644, whole(about.uid), whole(about.gid), whole(about.size)]);
  numbers.forEach((number, place) => head.writeUInt32BE(number, 4 * place));
  createHash("sha1").update(name).digest().copy(head, 40);
  head.writeUInt16BE(Math.min(name.length, 0xfff), 60);
  return head;
}

function padded(head: Buffer, name: Buffer): Buffer {
  return Buffer.concat([head, name, Buffer.alloc(8 - ((head.length + name.length) % 8))]);
}

function shared(head: Buffer, name: Buffer, before: Buffer): Buffer {
  let kept = 0;
  while (kept < Math.min(name.length, before.length) && name[kept] === before[kept]) kept += 1;
  return Buffer.concat([head, variableLength(before.length - kept), name.subarray(kept), Buffer.alloc(1)]);
}

/** Seven bits in each byte, the highest first; every continued byte counts one more. */
function variableLength(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) {
    rest -= 1;
    bytes.unshift(0x80 | (rest & 0x7f));
  }
  return Buffer.from(bytes);
}
