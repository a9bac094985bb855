/** A vault holds what was put into it, shows nothing of it, and is a fault as soon as one bit of it is another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfAscii } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { nodeLocksmith, nodeNotary } from "../../hosts/node/node.ts";
import { bytesOfSealed, type Contents, emptyContents, openContents, put, sealContents, sealedIn, type Slot } from "./vault.ts";

const { digest } = nodeNotary;
const key = nodeLocksmith.random(32);
const slot: Slot = {
  id: "0a1b2c3d",
  way: "passphrase",
  label: "passphrase",
  since: 1,
  recipient: null,
  sealedIdentity: null,
  key: "age file\n",
};
const binding = { vault: "0f".repeat(16), generation: 3, slots: [slot], locksmith: nodeLocksmith };

function holding(...values: readonly (readonly [string, string])[]): Contents {
  return values.reduce((contents, [name, text]) => {
    const next = put(contents, { name, value: bytesOfAscii(text), category: "other", note: undefined, at: 7 });
    assert.ok(next.ok);
    return next.value;
  }, emptyContents);
}

const two = holding(["B_TOKEN", "second value"], ["A_TOKEN", "first value"]);

function faultCode(result: Result<unknown>): string | undefined {
  return result.ok ? undefined : result.fault.code;
}

test("what was sealed is there again, in the order of the names", () => {
  const read = sealedIn(bytesOfSealed(sealContents(two, key, binding), digest), digest);
  assert.ok(read.ok);
  const contents = openContents(read.value, key, nodeLocksmith);
  assert.ok(contents.ok);
  assert.deepEqual(contents.value, two);
  assert.deepEqual(
    contents.value.map(({ name }) => name),
    ["A_TOKEN", "B_TOKEN"],
  );
});

test("neither a name nor a value nor a part of one stands in the file", () => {
  const text = Buffer.from(bytesOfSealed(sealContents(two, key, binding), digest)).toString("latin1");
  for (const secret of ["A_TOKEN", "TOKEN", "first", "second value", "other"]) assert.ok(!text.includes(secret), secret);
});

test("the same contents are other bytes each time", () => {
  const [one, other] = [sealContents(two, key, binding), sealContents(two, key, binding)];
  assert.notDeepEqual(one.body, other.body);
  assert.notEqual(one.head.salt, other.head.salt);
});

test("every bit of the file, flipped, is a fault: damage by the sum, purpose by the seal", () => {
  const whole = bytesOfSealed(sealContents(two, key, binding), digest);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const flipped = whole.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(faultCode(sealedIn(flipped, digest)), "vault.damaged", `bit ${bit}`);
  }
});

test("every end that is cut off, and every byte too many, is a fault", () => {
  const whole = bytesOfSealed(sealContents(two, key, binding), digest);
  for (let length = 0; length < whole.length; length += 1)
    assert.equal(faultCode(sealedIn(whole.slice(0, length), digest)), "vault.damaged");
  assert.equal(faultCode(sealedIn(Uint8Array.from([...whole, 10]), digest)), "vault.damaged");
});

const sealed = sealContents(two, key, binding);
const forged: readonly (readonly [string, Partial<typeof sealed.head>])[] = [
  ["another generation", { generation: 4 }],
  ["another vault", { vault: "1f".repeat(16) }],
  ["a way in taken away", { slots: [] }],
  ["a way in added", { slots: [slot, { ...slot, id: "11223344" }] }],
  ["a way in renamed", { slots: [{ ...slot, label: "keyring" }] }],
  ["another salt", { salt: "00".repeat(32) }],
];

for (const [what, change] of forged) {
  test(`with the sum made right, ${what} is still a fault`, () => {
    const bytes = bytesOfSealed({ ...sealed, head: { ...sealed.head, ...change } }, digest);
    const read = sealedIn(bytes, digest);
    assert.ok(read.ok);
    assert.equal(faultCode(openContents(read.value, key, nodeLocksmith)), "vault.changed");
  });
}

test("every bit of the sealed rest, flipped with the sum made right, is a fault", () => {
  for (let bit = 0; bit < sealed.body.length * 8; bit += 1) {
    const body = sealed.body.slice();
    body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(faultCode(openContents({ ...sealed, body }, key, nodeLocksmith)), "vault.changed", `bit ${bit}`);
  }
});

test("the contents of one vault under the head of another are a fault, also with the same key", () => {
  const other = sealContents(holding(["A_TOKEN", "of another"]), key, { ...binding, vault: "aa".repeat(16) });
  assert.equal(faultCode(openContents({ head: sealed.head, body: other.body }, key, nodeLocksmith)), "vault.changed");
});

test("another key opens nothing", () => {
  assert.equal(faultCode(openContents(sealed, nodeLocksmith.random(32), nodeLocksmith)), "vault.changed");
});

test("an empty vault is a vault", () => {
  const contents = openContents(sealContents(emptyContents, key, binding), key, nodeLocksmith);
  assert.ok(contents.ok);
  assert.deepEqual(contents.value, []);
});
