/** MD5, kept for old policies. It protects nothing. */
import { blocksOf, rotateLeft } from "./sha.ts";

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0);

export function md5(bytes: readonly number[]): number[] {
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (const words of blocksOf(bytes, "little")) {
    const [a, b, c, d] = rounds(state, words);
    state = [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
  }
  return state.flatMap((word) => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]);
}

type State = readonly [number, number, number, number];

function rounds(state: State, words: readonly number[]): State {
  let [a, b, c, d] = state;
  for (let index = 0; index < 64; index++) {
    const round = index >> 4;
    const [mixed, word] = mix(round, index, [b, c, d]);
    const sum = (a + mixed + (sines[index] as number) + (words[word] as number)) | 0;
    const turned = (b + rotateLeft(sum, shifts[round * 4 + (index & 3)] as number)) | 0;
    [a, b, c, d] = [d, turned, b, c];
  }
  return [a, b, c, d];
}

/** The function of a round, and which word of the block its step takes. */
function mix(round: number, index: number, [b, c, d]: readonly [number, number, number]): readonly [number, number] {
  if (round === 0) return [(b & c) | (~b & d), index];
  if (round === 1) return [(d & b) | (~d & c), (5 * index + 1) & 15];
  return round === 2 ? [b ^ c ^ d, (3 * index + 5) & 15] : [c ^ (b | ~d), (7 * index) & 15];
}
