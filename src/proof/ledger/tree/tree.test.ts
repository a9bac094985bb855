/** The tree of RFC 9162: known roots, and every proof of every small tree, true and forged. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfAscii } from "../../../base/bytes.ts";
import { nodeNotary } from "../../../hosts/node/node.ts";
import { emptyHash, type Hash, leafHash } from "./hashes.ts";
import { consistencyProof, inclusionProof, type Proof, provesConsistency, provesInclusion } from "./proofs.ts";
import { growingTree } from "./growing-tree.ts";
import { rangeHash, storedCount, storedPosition } from "./stored-tree.ts";

const { digest } = nodeNotary;

/** The stored hashes of a tree with these leaves. */
function grown(leaves: readonly Uint8Array[]): readonly Hash[] {
  const tree = growingTree(digest);
  return leaves.flatMap((leaf) => tree?.add(leafHash(digest, leaf)) ?? []);
}

/** The leaves and roots that implementations of RFC 6962 compare themselves with. */
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the known leaves have the known roots", () => {
  const stored = grown(leaves.map((leaf) => Buffer.from(leaf, "hex")));
  const found = roots.map((_, to) => rangeHash(digest, { from: 0, to }, (position) => stored[position]));
  assert.deepEqual(
    found.map((root) => Buffer.from(root ?? []).toString("hex")),
    roots,
  );
});

test("the empty tree has the hash of nothing", () => assert.equal(Buffer.from(emptyHash(digest)).toString("hex"), roots[0]));

test("stored hashes lie where the next leaf puts them", () => {
  const positions = Array.from({ length: 64 }, (_, leaf) => storedPosition(0, leaf));
  assert.deepEqual(positions.slice(0, 9), [0, 1, 3, 4, 7, 8, 10, 11, 15]);
  for (let leaf = 0; leaf < 64; leaf += 1) assert.equal(storedPosition(0, leaf), storedCount(leaf));
});

const most = 33;
const stored = grown(Array.from({ length: most }, (_, at) => bytesOfAscii(`leaf ${at}`)));
const hashAt = (position: number): Hash | undefined => stored[position];
const rootOf = (to: number): Hash => rangeHash(digest, { from: 0, to }, hashAt) ?? new Uint8Array(0);
const leafAt = (index: number): Hash => stored[storedPosition(0, index)] ?? new Uint8Array(0);

/** What somebody might try instead: a hash changed, missing, doubled or added. */
function forgeries(proof: Proof): readonly Proof[] {
  const wrong = leafHash(digest, bytesOfAscii("wrong"));
  return [
    [...proof, wrong],
    [wrong, ...proof],
    ...proof.flatMap((hash, at) => [proof.with(at, wrong), proof.toSpliced(at, 1), proof.toSpliced(at, 0, hash)]),
  ];
}

test(`every leaf of every tree up to ${most} is proved, at its place alone`, () => {
  for (let size = 1; size <= most; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(digest, { index, size }, hashAt) ?? [];
      const claim = { index, size, leaf: leafAt(index), root: rootOf(size) };
      assert.ok(provesInclusion(digest, claim, proof), `${index} of ${size}`);
      for (const other of [index - 1, index + 1, index + size, -1, 0.5]) {
        assert.ok(!provesInclusion(digest, { ...claim, index: other }, proof), `${index} as ${other} of ${size}`);
      }
      for (const forged of forgeries(proof)) assert.ok(!provesInclusion(digest, claim, forged), `${index} of ${size}, forged`);
    }
  }
});

test(`every growth up to ${most} is proved, and no other`, () => {
  for (let to = 0; to <= most; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      const proof = consistencyProof(digest, { from, to }, hashAt) ?? [];
      const claim = { from, to, old: rootOf(from), root: rootOf(to) };
      assert.ok(provesConsistency(digest, claim, proof), `${from} to ${to}`);
      if (from === 0) continue;
      assert.ok(!provesConsistency(digest, { ...claim, old: rootOf(from - 1) }, proof), `${from} to ${to}, from another`);
      assert.ok(!provesConsistency(digest, { ...claim, root: rootOf(to + 1) }, proof), `${from} to ${to}, to another`);
      for (const forged of forgeries(proof)) assert.ok(!provesConsistency(digest, claim, forged), `${from} to ${to}, forged`);
    }
  }
});

test(`a tree goes on growing from every size up to ${most}`, () => {
  for (let size = 0; size < most; size += 1) {
    const tree = growingTree(digest, size, hashAt);
    assert.deepEqual(tree?.root(), rootOf(size));
    tree?.add(leafAt(size));
    assert.deepEqual([tree?.size(), tree?.root()], [size + 1, rootOf(size + 1)]);
  }
  assert.equal(
    growingTree(digest, 5, () => undefined),
    undefined,
  );
});

test("what is not in the tree has no proof, and what cannot be read gives none", () => {
  assert.equal(inclusionProof(digest, { index: 5, size: 5 }, hashAt), undefined);
  assert.equal(consistencyProof(digest, { from: 6, to: 5 }, hashAt), undefined);
  assert.equal(
    inclusionProof(digest, { index: 1, size: 5 }, () => undefined),
    undefined,
  );
});
