/** The key of a vault in an age file: by passphrase, by age identity and by SSH key, and a damaged file is never a wrong key. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { webcrypto } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Result } from "../../base/result.ts";
import { identityIn, newIdentity, recipientOf, unwrapKey, wrapKey } from "./vault-age.ts";
import { isSshKey, sshIdentity } from "./vault-ssh.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-age-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const vault = "0f".repeat(16);
const key = new Uint8Array(32).map((_, at) => at);

function done<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test("a passphrase opens what was made for it, and another does not", async () => {
  const file = done(await wrapKey(vault, key, { passphrase: "correct horse battery", work: 10 }));
  assert.match(file, /^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  assert.deepEqual(done(await unwrapKey(vault, file, { passphrase: "correct horse battery" })), key);
  assert.equal(done(await unwrapKey(vault, file, { passphrase: "correct horse batterY" })), undefined);
});

test("an identity opens what was made for its recipient, and another does not", async () => {
  const [one, other] = [await newIdentity(), await newIdentity()];
  const file = done(await wrapKey(vault, key, { recipient: one.recipient }));
  assert.deepEqual(done(await unwrapKey(vault, file, { identity: one.identity })), key);
  assert.equal(done(await unwrapKey(vault, file, { identity: other.identity })), undefined);
});

test("the key of one vault is not taken for that of another", async () => {
  const { identity, recipient } = await newIdentity();
  const file = done(await wrapKey("1f".repeat(16), key, { recipient }));
  const opened = await unwrapKey(vault, file, { identity });
  assert.equal(opened.ok ? undefined : opened.fault.code, "vault.slot.foreign");
});

test("every character of the file, changed, opens nothing", async () => {
  const { identity, recipient } = await newIdentity();
  const file = done(await wrapKey(vault, key, { recipient }));
  for (let at = 0; at < file.length; at += 1) {
    const changed = `${file.slice(0, at)}${file[at] === "A" ? "B" : "A"}${file.slice(at + 1)}`;
    const opened = await unwrapKey(vault, changed, { identity });
    assert.ok(!opened.ok || opened.value === undefined, `character ${at}`);
  }
});

test("an identity is found in the file that age-keygen writes", async () => {
  const { identity, recipient } = await newIdentity();
  assert.equal(identityIn(`# created: 2026-01-01T00:00:00Z\n# public key: ${recipient}\n${identity}\n`), identity);
  assert.equal(identityIn("# no key here\n"), undefined);
});

function sshKey(name: string, ...words: readonly string[]): string {
  execFileSync("ssh-keygen", ["-q", "-f", join(folder, name), ...words]);
  return readFileSync(join(folder, name), "utf8");
}

test("an SSH key opens what was made for it", async () => {
  const text = sshKey("plain", "-t", "ed25519", "-N", "");
  assert.ok(isSshKey(text));
  const identity = done(await sshIdentity(text));
  const file = done(await wrapKey(vault, key, { recipient: done(await recipientOf(identity)) }));
  assert.deepEqual(done(await unwrapKey(vault, file, { identity: done(await sshIdentity(text)) })), key);
  const other = done(await sshIdentity(sshKey("other", "-t", "ed25519", "-N", "")));
  assert.equal(done(await unwrapKey(vault, file, { identity: other })), undefined);
});

test("the recipient of an SSH key is that of its public half on the other curve", async () => {
  const text = sshKey("known", "-t", "ed25519", "-N", "");
  const wire = Buffer.from(readFileSync(join(folder, "known.pub"), "utf8").split(" ")[1] ?? "", "base64");
  const { x = "" } = await webcrypto.subtle.exportKey("jwk", done(await sshIdentity(text)));
  assert.equal(Buffer.from(x, "base64url").toString("hex"), montgomery(wire.subarray(-32)));
});

/** RFC 7748, section 4.1: u = (1 + y) / (1 - y). */
function montgomery(point: Uint8Array): string {
  const p = 2n ** 255n - 19n;
  const y = BigInt(`0x${Buffer.from(point.toReversed()).toString("hex")}`) & (2n ** 255n - 1n);
  const inverse = power((1n - y + p) % p, p - 2n, p);
  const u = (((1n + y) % p) * inverse) % p;
  return Buffer.from(new Uint8Array(Buffer.from(u.toString(16).padStart(64, "0"), "hex")).toReversed()).toString("hex");
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square, left] = [1n, base, exponent];
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const unfit: readonly (readonly [string, () => string])[] = [
  ["with a passphrase of its own", () => sshKey("closed", "-t", "ed25519", "-N", "a passphrase")],
  ["of another kind", () => sshKey("ecdsa", "-t", "ecdsa", "-N", "")],
  ["that is cut off", () => sshKey("cut", "-t", "ed25519", "-N", "").replace(/\n[^\n]+\n-----END/, "\n-----END")],
  ["that is none", () => "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"],
];

for (const [what, make] of unfit) {
  test(`an SSH key ${what} is refused in words`, async () => {
    const identity = await sshIdentity(make());
    assert.equal(identity.ok ? undefined : identity.fault.code, "vault.ssh");
  });
}
