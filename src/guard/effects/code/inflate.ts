/** DEFLATE (RFC 1951) with the frames of zlib and gzip, so that packed code can be read. Sums are not checked: who runs it would. */
import { bounds } from "./bounds.ts";

/** Bytes as a text with one character for each; undefined where it is not packed that way, or grows past the bound of a value. */
export function inflate(binary: string, frame: "raw" | "zlib" | "gzip" | "any"): string | undefined {
  const start = startOf(binary, frame);
  return start === undefined ? undefined : new Inflating(binary, start).all();
}

function startOf(binary: string, frame: "raw" | "zlib" | "gzip" | "any"): number | undefined {
  const isGzip = binary.startsWith("\x1f\x8b\x08");
  const isZlib = (binary.charCodeAt(0) & 0x0f) === 8 && (binary.charCodeAt(0) * 256 + binary.charCodeAt(1)) % 31 === 0;
  if (frame === "raw") return 0;
  if (isGzip && frame !== "zlib") return behindGzip(binary);
  return isZlib && frame !== "gzip" ? 2 : undefined;
}

function behindGzip(binary: string): number {
  const flags = binary.charCodeAt(3);
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + binary.charCodeAt(at) + binary.charCodeAt(at + 1) * 256;
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = binary.indexOf("\0", at) + 1 || binary.length;
  return (flags & 2) !== 0 ? at + 2 : at;
}

/** How many codes there are of each length, and the symbols in their order. */
type Codes = { readonly counts: readonly number[]; readonly symbols: readonly number[] };

function codesOf(lengths: readonly number[]): Codes {
  const counts = Array.from({ length: 16 }, (_, length) => lengths.filter((one) => one === length).length);
  const symbols = counts.flatMap((_, length) => (length === 0 ? [] : lengths.flatMap((one, symbol) => (one === length ? [symbol] : []))));
  return { counts, symbols };
}

const fixedLengths = codesOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)));
const fixedDistances = codesOf(Array.from({ length: 30 }, () => 5));
const lengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

class Inflating {
  private readonly binary: string;
  private readonly made: number[] = [];
  private at: number;
  private bit = 0;
  private failed = false;

  constructor(binary: string, start: number) {
    this.binary = binary;
    this.at = start;
  }

  all(): string | undefined {
    for (let isLast = false; !isLast && !this.failed;) {
      isLast = this.bits(1) === 1;
      const kind = this.bits(2);
      if (kind === 0) this.stored();
      else if (kind === 1) this.block(fixedLengths, fixedDistances);
      else if (kind === 2) this.dynamic();
      else this.failed = true;
    }
    return this.failed ? undefined : this.made.map((byte) => String.fromCharCode(byte)).join("");
  }

  private bits(count: number): number {
    let value = 0;
    for (let taken = 0; taken < count; taken += 1) {
      if (this.at >= this.binary.length) {
        this.failed = true;
        return 0;
      }
      value |= ((this.binary.charCodeAt(this.at) >> this.bit) & 1) << taken;
      this.bit = (this.bit + 1) & 7;
      if (this.bit === 0) this.at += 1;
    }
    return value;
  }

  private put(byte: number): void {
    if (this.made.length >= bounds.valueChars) this.failed = true;
    else this.made.push(byte & 0xff);
  }

  private stored(): void {
    if (this.bit > 0) [this.bit, this.at] = [0, this.at + 1];
    const length = this.bits(16);
    this.bits(16);
    for (let taken = 0; taken < length && !this.failed; taken += 1) this.put(this.bits(8));
  }

  private symbol({ counts, symbols }: Codes): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length += 1) {
      code |= this.bits(1);
      const count = counts[length] as number;
      if (code - count < first) return symbols[index + code - first] ?? 0;
      [index, first, code] = [index + count, (first + count) << 1, code << 1];
    }
    this.failed = true;
    return 256;
  }

  private block(lengths: Codes, distances: Codes): void {
    while (!this.failed) {
      const symbol = this.symbol(lengths);
      if (symbol === 256) return;
      if (symbol < 256) this.put(symbol);
      else this.copy(symbol - 257, distances);
    }
  }

  private copy(row: number, distances: Codes): void {
    const base = lengthBases[row];
    const length = (base ?? 0) + this.bits(lengthBits[row] ?? 0);
    const code = this.symbol(distances);
    const extra = code < 4 ? 0 : (code >> 1) - 1;
    const distance = (code < 4 ? code : (2 + (code & 1)) << extra) + 1 + this.bits(extra);
    if (base === undefined || code > 29 || distance > this.made.length) this.failed = true;
    for (let taken = 0; taken < length && !this.failed; taken += 1) this.put(this.made[this.made.length - distance] as number);
  }

  private dynamic(): void {
    const [literals, distances, codes] = [this.bits(5) + 257, this.bits(5) + 1, this.bits(4) + 4];
    const ofCodes = Array.from({ length: 19 }, () => 0);
    for (let at = 0; at < codes; at += 1) ofCodes[order[at] as number] = this.bits(3);
    const table = codesOf(ofCodes);
    const lengths: number[] = [];
    while (lengths.length < literals + distances && !this.failed) {
      const symbol = this.symbol(table);
      const [value, times] =
        symbol < 16
          ? [symbol, 1]
          : symbol === 16
            ? [lengths.at(-1) ?? 0, 3 + this.bits(2)]
            : [0, symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7)];
      for (let taken = 0; taken < times; taken += 1) lengths.push(value);
    }
    this.block(codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals)));
  }
}
