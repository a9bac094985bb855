/** Signatures of `ssh-keygen`: one that it made, and those of a device, which nobody can press in a test, put together as PROTOCOL.u2f says. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { nodeVerifier } from "../../hosts/node/node.ts";
import { signatureOf, testKey } from "../../../test/lib/signing.ts";
import type { StatementKey } from "./key.ts";
import { isSshSigned, sshNamespace } from "./ssh-signature.ts";

/** `printf 'sheepdog statement 1\n{"a":1}' | ssh-keygen -Y sign -n sheepdog-statement -O hashalg=sha256 -f KEY`, with a key that was thrown away. */
const recorded = {
  message: 'sheepdog statement 1\n{"a":1}',
  publicHalf: "98af9ec369e901e36907c51e35354576572c64be4ce70c9960f1b6f2a7fa3b07",
  signature:
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgmK+ew2npAeNpB8UeNTVFdlcsZL5M5wyZYPG28qf6OwcAAAASc2hlZXBkb2ctc3RhdGVtZW50" +
    "AAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1NTE5AAAAQBOFv5nvjGJV/HuHS7x/es3qN0I96YUgIMeTqvI82bBLgZByWQRKssBpfT5MdFEOqWrMyk5rXDs7YyznI2JIAwY=",
};

const file: StatementKey = { version: 1, kind: "ssh-ed25519", public: recorded.publicHalf, name: "recorded" };
const isSigned = (message: string, signature: string, key: StatementKey) => isSshSigned(message, { signature, key }, nodeVerifier);

test("what ssh-keygen signed is signed, and with any bit turned over it is not", () => {
  assert.ok(isSigned(recorded.message, recorded.signature, file));
  assert.ok(!isSigned(`${recorded.message} `, recorded.signature, file));
  const bytes = Buffer.from(recorded.signature, "base64");
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const turned = Buffer.from(bytes);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.ok(!isSigned(recorded.message, turned.toString("base64"), file), `bit ${bit}`);
  }
});

const device = testKey("device");
const deviceFile: StatementKey = { ...device.file, kind: "sk-ssh-ed25519", application: "ssh:" };
const deviceKind = "sk-ssh-ed25519@openssh.com";
const message = 'sheepdog statement 1\n{"b":2}';

const field = (bytes: Buffer | string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
};
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();

type Pressed = { readonly flags?: number; readonly namespace?: string; readonly application?: string; readonly hash?: string };

function pressed({ flags = 1, namespace = sshNamespace, application = "ssh:", hash = "sha256" }: Pressed = {}): string {
  const touch = Buffer.from([flags, 0, 0, 1, 200]);
  const front = Buffer.concat([field(namespace), field(""), field(hash)]);
  const body = Buffer.concat([Buffer.from("SSHSIG"), front, field(sha256(message))]);
  const told = Buffer.concat([sha256(application), touch, sha256(body)]);
  const signature = Buffer.from(signatureOf(device, told), "hex");
  const publicKey = Buffer.concat([field(deviceKind), field(Buffer.from(device.file.public, "hex")), field(application)]);
  const inner = Buffer.concat([field(deviceKind), field(signature), touch]);
  return Buffer.concat([Buffer.from("SSHSIG\0\0\0\x01"), field(publicKey), front, field(inner)]).toString("base64");
}

test("a device that was touched has signed", () => assert.ok(isSigned(message, pressed(), deviceFile)));

for (const [what, how] of [
  ["nobody touched it", { flags: 4 }],
  ["it is for something else", { namespace: "git" }],
  ["it was made for another application", { application: "ssh:other" }],
  ["its hash is another", { hash: "sha512" }],
] as const) {
  test(`a device has not signed where ${what}`, () => assert.ok(!isSigned(message, pressed(how), deviceFile)));
}

test("another message, the key of a file, and a plain signature are not what a device signed", () => {
  assert.ok(!isSigned(`${message} `, pressed(), deviceFile));
  assert.ok(!isSigned(message, pressed(), { ...device.file, kind: "ssh-ed25519" }));
  assert.ok(!isSigned(message, signatureOf(device, message), deviceFile));
});
