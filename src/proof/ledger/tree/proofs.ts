/** Proofs over a stored tree, and how somebody who has only two roots checks them: RFC 9162, sections 2.1.3 and 2.1.4. */
import { sameBytes } from "../../../base/bytes.ts";
import { type Digest, type Hash, nodeHash } from "./hashes.ts";
import { type HashAt, type Range, rangeHash, splitOf } from "./stored-tree.ts";

export type Proof = readonly Hash[];

type Asked = { readonly index: number; readonly size: number };

/** From the leaf's sibling up to a child of the root; undefined where the leaf is not in the tree, or a hash cannot be had. */
export function inclusionProof(digest: Digest, { index, size }: Asked, hashAt: HashAt): Proof | undefined {
  if (!(index >= 0 && index < size)) return undefined;
  return path(digest, { index, range: { from: 0, to: size } }, hashAt);
}

type Step = { readonly index: number; readonly range: Range };

function path(digest: Digest, { index, range }: Step, hashAt: HashAt): Proof | undefined {
  const { from, to } = range;
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  const [near, far] =
    index < middle
      ? [
          { from, to: middle },
          { from: middle, to },
        ]
      : [
          { from: middle, to },
          { from, to: middle },
        ];
  return followed(path(digest, { index, range: near }, hashAt), rangeHash(digest, far, hashAt));
}

type Grown = { readonly from: number; readonly to: number };

/** That the tree of `to` leaves begins with the one of `from`; empty where nothing has to be shown. */
export function consistencyProof(digest: Digest, { from, to }: Grown, hashAt: HashAt): Proof | undefined {
  if (!(from >= 0 && from <= to)) return undefined;
  if (from === 0 || from === to) return [];
  return subproof(digest, { old: from, range: { from: 0, to }, isWhole: true }, hashAt);
}

type Sub = { readonly old: number; readonly range: Range; readonly isWhole: boolean };

/** SUBPROOF: `isWhole` says that whoever checks has the hash of the old part already. */
function subproof(digest: Digest, { old, range, isWhole }: Sub, hashAt: HashAt): Proof | undefined {
  const { from, to } = range;
  if (old === to) return isWhole ? [] : followed([], rangeHash(digest, range, hashAt));
  const middle = from + splitOf(to - from);
  if (old <= middle) {
    return followed(
      subproof(digest, { old, range: { from, to: middle }, isWhole }, hashAt),
      rangeHash(digest, { from: middle, to }, hashAt),
    );
  }
  return followed(
    subproof(digest, { old, range: { from: middle, to }, isWhole: false }, hashAt),
    rangeHash(digest, { from, to: middle }, hashAt),
  );
}

function followed(proof: Proof | undefined, last: Hash | undefined): Proof | undefined {
  return proof === undefined || last === undefined ? undefined : [...proof, last];
}

type Included = Asked & { readonly leaf: Hash; readonly root: Hash };

export function provesInclusion(digest: Digest, { index, size, leaf, root }: Included, proof: Proof): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  let hash = leaf;
  let order = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    const isRight = order % 2 === 1 || order === last;
    hash = isRight ? nodeHash(digest, sibling, hash) : nodeHash(digest, hash, sibling);
    if (isRight) [order, last] = upToRight(order, last);
    [order, last] = [half(order), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

type Consistent = Grown & { readonly old: Hash; readonly root: Hash };

export function provesConsistency(digest: Digest, { from, to, old, root }: Consistent, proof: Proof): boolean {
  if (!(Number.isSafeInteger(from) && from >= 0 && from <= to)) return false;
  if (from === to) return proof.length === 0 && sameBytes(old, root);
  // Every tree begins with the empty one.
  if (from === 0) return proof.length === 0;
  const [first, ...rest] = isPowerOfTwo(from) ? [old, ...proof] : proof;
  if (first === undefined) return false;
  let [order, last] = [from - 1, to - 1];
  while (order % 2 === 1) [order, last] = [half(order), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (order % 2 === 1 || order === last) {
      oldHash = nodeHash(digest, hash, oldHash);
      newHash = nodeHash(digest, hash, newHash);
      [order, last] = upToRight(order, last);
    } else newHash = nodeHash(digest, newHash, hash);
    [order, last] = [half(order), half(last)];
  }
  return last === 0 && sameBytes(oldHash, old) && sameBytes(newHash, root);
}

/** What ends the right edge has no sibling on the levels up to the one where it is a right child. */
function upToRight(order: number, last: number): [number, number] {
  let at: [number, number] = [order, last];
  while (at[0] % 2 === 0 && at[0] !== 0) at = [half(at[0]), half(at[1])];
  return at;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
