/** A signed list is what its key signed, to the byte, and an older one is known by its number. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../../base/result.ts";
import { nodeNotary } from "../../hosts/node/node.ts";
import {
  bytesOfManifest,
  type HighWater,
  type Manifest,
  manifestIn,
  manifestMessage,
  type Sighting,
  type Verification,
  verifyFiles,
} from "./integrity.ts";

const seed = new Uint8Array(32).fill(7);
const publicKey = nodeNotary.publicKeyOf(seed);

const manifest: Manifest = {
  origin: "0f".repeat(16),
  counter: 4,
  signedAt: 1_000,
  projects: ["/home/dev/proj"],
  places: [
    { path: "/home/dev/.agent", about: "settings" },
    { path: "/home/dev/.agent.json", about: "instructions", members: ["servers"] },
  ],
  entries: [
    { path: "/home/dev/.agent", state: { kind: "folder", mode: 0o755, owner: 1000, group: 1000 } },
    { path: "/home/dev/.agent.json#servers", state: { kind: "member", mode: 0o600, owner: 1000, group: 1000, sha256: "cd".repeat(32) } },
    { path: "/home/dev/.agent/hook", state: { kind: "file", mode: 0o755, owner: 1000, group: 1000, bytes: 3, sha256: "ab".repeat(32) } },
    { path: "/home/dev/.agent/skill", state: { kind: "link", owner: 1000, group: 1000, target: "../é\udc80" } },
  ],
};

function signed(of: Manifest, by = seed): Uint8Array {
  return bytesOfManifest({ manifest: of, publicKey: nodeNotary.publicKeyOf(by), signature: nodeNotary.sign(by, manifestMessage(of)) });
}

function codeOf(result: Result<unknown>): string | undefined {
  return result.ok ? undefined : result.fault.code;
}

test("what was signed is read again, names that are no UTF-8 among it", () => {
  const read = manifestIn(signed(manifest), publicKey, nodeNotary);
  assert.deepEqual(read, { ok: true, value: manifest });
});

test("every bit of the list, flipped, is a fault", () => {
  const whole = signed(manifest);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const flipped = whole.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(codeOf(manifestIn(flipped, publicKey, nodeNotary)), "integrity.manifest", `bit ${bit}`);
  }
});

test("every cut and every byte too many is a fault", () => {
  const whole = signed(manifest);
  for (let length = 0; length < whole.length; length += 1)
    assert.equal(codeOf(manifestIn(whole.slice(0, length), publicKey, nodeNotary)), "integrity.manifest");
  for (const more of ["\n", " ", "x\n"])
    assert.equal(codeOf(manifestIn(Buffer.concat([whole, Buffer.from(more)]), publicKey, nodeNotary)), "integrity.manifest");
});

test("what another key signed does not count, also where it names itself", () => {
  assert.equal(codeOf(manifestIn(signed(manifest, new Uint8Array(32).fill(8)), publicKey, nodeNotary)), "integrity.manifest");
});

test("a signature over one list does not hold for another", () => {
  const other = { ...manifest, counter: 5 };
  const bytes = bytesOfManifest({ manifest: other, publicKey, signature: nodeNotary.sign(seed, manifestMessage(manifest)) });
  assert.equal(codeOf(manifestIn(bytes, publicKey, nodeNotary)), "integrity.manifest");
});

const nothing: Sighting = { found: [], unseen: [] };
const bytes = signed(manifest);
const mark: HighWater = { counter: 4, digest: nodeNotary.digest(bytes) };

function verified(change: { readonly bytes?: Uint8Array | null; readonly seen?: HighWater | null }): Verification {
  return verifyFiles({ bytes, publicKey, seen: mark, notary: nodeNotary, look: () => nothing, ...change });
}

function voidCode(verification: Verification): string | undefined {
  return verification.is === "void" ? verification.fault.code : undefined;
}

test("the newest list counts, and so does one that is newer than what was seen", () => {
  assert.equal(verified({}).is, "read");
  const newer = verified({ seen: { counter: 3, digest: new Uint8Array(32) } });
  assert.ok(newer.is === "read");
  assert.deepEqual(newer.seen, mark);
});

const voids: readonly (readonly [string, string, Parameters<typeof verified>[0]])[] = [
  ["a list that is gone", "integrity.gone", { bytes: null }],
  ["an older list", "integrity.rolled-back", { seen: { counter: 5, digest: new Uint8Array(32) } }],
  ["another list under the same number", "integrity.twice", { bytes: signed({ ...manifest, entries: [] }) }],
  ["a mark that is gone", "integrity.forgotten", { seen: null }],
  ["a list without a signature", "integrity.manifest", { bytes: manifestMessage(manifest) }],
];

for (const [what, code, change] of voids) {
  test(`${what} says nothing of the files`, () => assert.equal(voidCode(verified(change)), code));
}

test("what was signed is looked at wherever it lies, also where no place leads to it any more", () => {
  const asked: string[] = [];
  verifyFiles({
    bytes,
    publicKey,
    seen: mark,
    notary: nodeNotary,
    look: (places) => {
      asked.push(...places.map(({ path }) => path));
      return nothing;
    },
  });
  for (const path of ["/home/dev/.agent", "/home/dev/.agent/hook", "/home/dev/.agent/skill"]) assert.ok(asked.includes(path), path);
});
