/** SHA-1, SHA-256 and SHA-512 in plain arithmetic. */

export function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Blocks of sixteen words of 32 bits, with the length of the text at the end. */
export function* blocksOf(bytes: readonly number[], order: "big" | "little"): Iterable<number[]> {
  const padded = padding(bytes, 64, order);
  for (let at = 0; at < padded.length; at += 64) {
    yield Array.from({ length: 16 }, (_, index) => {
      const four = padded.slice(at + index * 4, at + index * 4 + 4);
      const [one, two, three, last] = (order === "big" ? four : four.toReversed()) as [number, number, number, number];
      return (one << 24) | (two << 16) | (three << 8) | last;
    });
  }
}

function padding(bytes: readonly number[], block: number, order: "big" | "little"): number[] {
  const zeros = (2 * block - 1 - block / 8 - (bytes.length % block)) % block;
  const length = Array.from({ length: block / 8 }, (_, index) => Number((BigInt(bytes.length * 8) >> BigInt(8 * index)) & 255n));
  return [...bytes, 0x80, ...Array.from({ length: zeros }, () => 0), ...(order === "little" ? length : length.toReversed())];
}

function bytesOfWords(words: readonly number[]): number[] {
  return words.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
}

export function sha1(bytes: readonly number[]): number[] {
  let state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  for (const block of blocksOf(bytes, "big")) {
    const words = block.slice();
    for (let index = 16; index < 80; index++) {
      words.push(
        rotateLeft(
          (words[index - 3] as number) ^ (words[index - 8] as number) ^ (words[index - 14] as number) ^ (words[index - 16] as number),
          1,
        ),
      );
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    words.forEach((word, index) => {
      const [mixed, constant] = sha1Mix(index, [b, c, d]);
      [a, b, c, d, e] = [(rotateLeft(a, 5) + mixed + e + constant + word) | 0, a, rotateLeft(b, 30), c, d];
    });
    state = [a, b, c, d, e].map((word, index) => (word + (state[index] as number)) | 0);
  }
  return bytesOfWords(state);
}

function sha1Mix(index: number, [b, c, d]: readonly [number, number, number]): readonly [number, number] {
  if (index < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (index < 40) return [b ^ c ^ d, 0x6ed9eba1];
  return index < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc | 0] : [b ^ c ^ d, 0xca62c1d6 | 0];
}

const primes = firstPrimes(80);

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) if (found.every((prime) => number % prime !== 0)) found.push(number);
  return found;
}

/** The first 64 bits behind the point of the square or cube root of a prime. */
function rootBits(prime: number, degree: 2n | 3n): bigint {
  const target = BigInt(prime) << (64n * degree);
  let root = 0n;
  for (let bit = 1n << 68n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= target) root += bit;
  return root & 0xffffffffffffffffn;
}

const start512 = primes.slice(0, 8).map((prime) => rootBits(prime, 2n));
const constants512 = primes.map((prime) => rootBits(prime, 3n));
const start256 = start512.map((bits) => Number(bits >> 32n) | 0);
const constants256 = constants512.slice(0, 64).map((bits) => Number(bits >> 32n) | 0);

function right(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

export function sha256(bytes: readonly number[]): number[] {
  let state = start256;
  for (const block of blocksOf(bytes, "big")) {
    const words = block.slice();
    for (let index = 16; index < 64; index++) {
      const [near, far] = [words[index - 2] as number, words[index - 15] as number];
      const low = right(far, 7) ^ right(far, 18) ^ (far >>> 3);
      const high = right(near, 17) ^ right(near, 19) ^ (near >>> 10);
      words.push(((words[index - 16] as number) + low + (words[index - 7] as number) + high) | 0);
    }
    const next = words.reduce((now, word, index) => step256(now, (word + (constants256[index] as number)) | 0), state);
    state = next.map((word, index) => (word + (state[index] as number)) | 0);
  }
  return bytesOfWords(state);
}

function step256(state: readonly number[], word: number): number[] {
  const [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + word) | 0;
  const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
  return [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
}

function right64(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word >> by) | (word << (64n - by)));
}

export function sha512(bytes: readonly number[]): number[] {
  const padded = padding(bytes, 128, "big");
  let state = start512;
  for (let at = 0; at < padded.length; at += 128) {
    const words = Array.from({ length: 16 }, (_, index) =>
      padded.slice(at + index * 8, at + index * 8 + 8).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n),
    );
    for (let index = 16; index < 80; index++) {
      const [near, far] = [words[index - 2] as bigint, words[index - 15] as bigint];
      const low = right64(far, 1n) ^ right64(far, 8n) ^ (far >> 7n);
      const high = right64(near, 19n) ^ right64(near, 61n) ^ (near >> 6n);
      words.push(BigInt.asUintN(64, (words[index - 16] as bigint) + low + (words[index - 7] as bigint) + high));
    }
    const next = words.reduce((now, word, index) => step512(now, word + (constants512[index] as bigint)), state);
    state = next.map((word, index) => BigInt.asUintN(64, word + (state[index] as bigint)));
  }
  return state.flatMap((word) => Array.from({ length: 8 }, (_, index) => Number((word >> BigInt(56 - 8 * index)) & 255n)));
}

function step512(state: readonly bigint[], word: bigint): bigint[] {
  const [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  const one = h + (right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n)) + ((e & f) ^ (BigInt.asUintN(64, ~e) & g)) + word;
  const two = (right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
  return [BigInt.asUintN(64, one + two), a, b, c, BigInt.asUintN(64, d + one), e, f, g];
}
