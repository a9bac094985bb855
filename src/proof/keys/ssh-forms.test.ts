/** What `ssh-keygen` writes is read, and what it did not write is not. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { base64Of } from "../../base/base64.ts";
import { allJoined, bytesOfAscii } from "../../base/bytes.ts";
import { hexOf } from "../../base/hex.ts";
import { bareSignature, isSealedSshKey, readSshPublicKey } from "./ssh-forms.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-ssh-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function made(name: string, ...words: readonly string[]): { readonly private: string; readonly public: string } {
  execFileSync("ssh-keygen", ["-q", "-C", "dev at home", "-f", join(folder, name), ...words]);
  return { private: readFileSync(join(folder, name), "utf8"), public: readFileSync(join(folder, `${name}.pub`), "utf8") };
}

const plain = made("plain", "-t", "ed25519", "-N", "");
const sealed = made("sealed", "-t", "ed25519", "-N", "a fake passphrase");
const other = made("other", "-t", "ecdsa", "-N", "");

const raw = new Uint8Array(32).map((_, at) => 200 + at);

/** As a security key names itself: no device is needed to write its public half down. */
function securityKey(...fields: readonly (string | Uint8Array)[]): string {
  const parts = fields.map((field) => (typeof field === "string" ? bytesOfAscii(field) : field));
  const lengths = parts.flatMap((part) => [Uint8Array.of(0, 0, 0, part.length), part]);
  return `sk-ssh-ed25519@openssh.com ${base64Of(allJoined(lengths))} blue key\n`;
}

test("a public key of software is read with its comment", () => {
  const read = readSshPublicKey(plain.public);
  assert.ok(read.ok);
  assert.deepEqual({ ...read.value, public: read.value.public.length }, { kind: "ssh-ed25519", public: 64, comment: "dev at home" });
});

test("a public key of a security key is read with what it was made for", () => {
  const read = readSshPublicKey(securityKey("sk-ssh-ed25519@openssh.com", raw, "ssh:"));
  assert.deepEqual(read.ok ? read.value : read, {
    kind: "sk-ssh-ed25519",
    public: hexOf(raw),
    application: "ssh:",
    comment: "blue key",
  });
});

const strangers: readonly (readonly [string, string])[] = [
  ["a key of another kind", other.public],
  ["nothing", ""],
  ["a name without a key", "ssh-ed25519"],
  ["a name that is not that of the key", plain.public.replace("ssh-ed25519 ", "sk-ssh-ed25519@openssh.com ")],
  ["a key inside that is of another name", securityKey("ssh-ed25519", raw, "ssh:")],
  ["a key that is too short", securityKey("sk-ssh-ed25519@openssh.com", raw.slice(1), "ssh:")],
  ["a key with a field too many", securityKey("sk-ssh-ed25519@openssh.com", raw, "ssh:", "more")],
  ["a key with a field too few", securityKey("sk-ssh-ed25519@openssh.com", raw)],
  ["a private key", plain.private],
];

for (const [what, text] of strangers)
  test(`${what} is no public key to sign with`, () => {
    const read = readSshPublicKey(text);
    assert.equal(read.ok ? undefined : read.fault.code, "key.ssh");
  });

test("a private key says whether it asks for a passphrase, and what is none says nothing", () => {
  assert.deepEqual([plain.private, sealed.private, plain.public, ""].map(isSealedSshKey), [false, true, undefined, undefined]);
});

test("a signature comes out of its armour, and nothing else does", () => {
  const words = ["-Y", "sign", "-n", "sheepdog-statement", "-f", join(folder, "plain")];
  const armoured = spawnSync("ssh-keygen", words, { input: "said", encoding: "utf8" }).stdout;
  assert.match(bareSignature(armoured) ?? "", /^U1NIU0lH[A-Za-z0-9+/]+=*$/);
  for (const wrong of [armoured.slice(1), armoured.replace("END", "END "), `x${armoured}`, `${armoured}x`, ""])
    assert.equal(bareSignature(wrong), undefined, wrong);
});
