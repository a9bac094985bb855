/** Hashes of a Merkle tree as RFC 9162 makes them: leaves and inner nodes can never be taken for each other. */
import type { Notary } from "../../crypto.ts";

/** 32 bytes. */
export type Hash = Uint8Array;

export const hashBytes = 32;

/** Lends the digest alone. */
export type Digest = Notary["digest"];

export function emptyHash(digest: Digest): Hash {
  return digest(new Uint8Array(0));
}

export function leafHash(digest: Digest, leaf: Uint8Array): Hash {
  const bytes = new Uint8Array(leaf.length + 1);
  bytes.set(leaf, 1);
  return digest(bytes);
}

export function nodeHash(digest: Digest, left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(1 + 2 * hashBytes);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + hashBytes);
  return digest(bytes);
}
