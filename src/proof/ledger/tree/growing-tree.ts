/** A tree that grows leaf by leaf. It keeps one hash for each whole subtree on its right edge, however large it is. */
import { type Digest, emptyHash, type Hash, nodeHash } from "./hashes.ts";
import { type HashAt, storedPosition } from "./stored-tree.ts";

export type GrowingTree = {
  readonly size: () => number;
  /** What the leaf adds to the stored hashes, in their order: itself, then every whole subtree that it completes. */
  readonly add: (leaf: Hash) => readonly Hash[];
  readonly root: () => Hash;
};

/** Goes on where a tree of so many leaves ended; undefined where one of its stored hashes cannot be had. */
export function growingTree(digest: Digest, leaves = 0, hashAt: HashAt = () => undefined): GrowingTree | undefined {
  const peaks = peaksOf(leaves, hashAt);
  if (peaks === undefined) return undefined;
  let size = leaves;
  const add = (leaf: Hash): readonly Hash[] => {
    const added = [leaf];
    for (let order = size; order % 2 === 1; order = (order - 1) / 2)
      added.push(nodeHash(digest, peaks.pop() as Hash, added.at(-1) as Hash));
    peaks.push(added.at(-1) as Hash);
    size += 1;
    return added;
  };
  const root = (): Hash => (peaks.length === 0 ? emptyHash(digest) : peaks.reduceRight((right, left) => nodeHash(digest, left, right)));
  return { size: () => size, add, root };
}

/** The whole subtrees that a tree of so many leaves falls into, the largest first. */
function peaksOf(leaves: number, hashAt: HashAt): Hash[] | undefined {
  const peaks: Hash[] = [];
  for (let level = Math.floor(Math.log2(Math.max(1, leaves))); level >= 0; level -= 1) {
    const order = Math.floor(leaves / 2 ** level);
    if (order % 2 === 0) continue;
    const peak = hashAt(storedPosition(level, order - 1));
    if (peak === undefined) return undefined;
    peaks.push(peak);
  }
  return peaks;
}
