/** A tree as its hashes lie in a file that only grows: each leaf, then every whole subtree that it completes. */
import { type Digest, emptyHash, type Hash, nodeHash } from "./hashes.ts";

/** The stored hash at a position; undefined where it cannot be had, and with it everything that needs it. */
export type HashAt = (position: number) => Hash | undefined;

/** How many hashes a tree of so many leaves has stored: the leaves, and each whole subtree once. */
export function storedCount(leaves: number): number {
  let count = 0;
  for (let level = leaves; level > 0; level = Math.floor(level / 2)) count += level;
  return count;
}

/** Where the hash of the whole subtree of 2^level leaves lies that is the `order`th on its level. */
export function storedPosition(level: number, order: number): number {
  const last = (order + 1) * 2 ** level - 1;
  return storedCount(last) + level;
}

/** Leaves from `from` up to and without `to`; the first of them starts a subtree that is large enough for all. */
export type Range = { readonly from: number; readonly to: number };

/** MTH of RFC 9162, section 2.1.1. */
export function rangeHash(digest: Digest, range: Range, hashAt: HashAt): Hash | undefined {
  const { from, to } = range;
  if (to === from) return emptyHash(digest);
  const level = Math.log2(to - from);
  if (Number.isInteger(level)) return hashAt(storedPosition(level, from / 2 ** level));
  const middle = from + splitOf(to - from);
  const left = rangeHash(digest, { from, to: middle }, hashAt);
  const right = rangeHash(digest, { from: middle, to }, hashAt);
  return left === undefined || right === undefined ? undefined : nodeHash(digest, left, right);
}

/** The largest power of two that is smaller. */
export function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}
