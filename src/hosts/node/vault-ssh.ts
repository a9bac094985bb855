/** An SSH key as an age identity, by the same curve that `ssh-to-age` goes by: an Ed25519 key names one X25519 key. */
import { createHash, webcrypto } from "node:crypto";
import { done, fail, type Result } from "../../base/result.ts";

const magic = "openssh-key-v1\0";

/** Ed25519 keys without a passphrase of their own; others are told why not. */
export async function sshIdentity(text: string): Promise<Result<webcrypto.CryptoKey>> {
  const seed = seedIn(text);
  if (!seed.ok) return seed;
  const scalar = createHash("sha512").update(seed.value).digest().subarray(0, 32);
  const der = Buffer.concat([x25519Prefix, scalar]);
  const key = await webcrypto.subtle.importKey("pkcs8", der, { name: "X25519" }, true, ["deriveBits"]);
  for (const secret of [seed.value, scalar, der]) secret.fill(0);
  return done(key);
}

/** What stands before the 32 bytes of a private X25519 key in PKCS #8. */
const x25519Prefix = Buffer.from("302e020100300506032b656e04220420", "hex");

export function isSshKey(text: string): boolean {
  return text.includes("-----BEGIN OPENSSH PRIVATE KEY-----");
}

function seedIn(text: string): Result<Uint8Array> {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/.exec(text)?.[1] ?? "";
  const bytes = Buffer.from(body.replaceAll(/\s/g, ""), "base64");
  if (bytes.subarray(0, magic.length).toString("latin1") !== magic) return unfit("it is not in the form of OpenSSH");
  const outer = fieldsOf(bytes.subarray(magic.length));
  const [cipher, , , keys] = [outer.text(), outer.text(), outer.text(), outer.number()];
  if (cipher !== "none") return unfit("it has a passphrase of its own");
  outer.field();
  const inner = fieldsOf(outer.field());
  const [check, again] = [inner.number(), inner.number()];
  const kind = inner.text();
  inner.field();
  const pair = inner.field();
  if (keys !== 1 || check !== again || kind !== "ssh-ed25519" || pair.length !== 64) return unfit("it is no Ed25519 key");
  return done(new Uint8Array(pair.subarray(0, 32)));
}

type Fields = { readonly field: () => Buffer; readonly text: () => string; readonly number: () => number };

/** Each with its length in four bytes before it; past the end all are empty. */
function fieldsOf(bytes: Buffer): Fields {
  let at = 0;
  const number = (): number => {
    const value = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
    at += 4;
    return value;
  };
  const field = (): Buffer => {
    const length = number();
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { field, text: () => field().toString("latin1"), number };
}

function unfit(why: string): ReturnType<typeof fail> {
  return fail({
    code: "vault.ssh",
    what: `this SSH key cannot open a vault: ${why}`,
    todo: "use an Ed25519 key without a passphrase, an age identity, or a passphrase for the vault itself",
  });
}
