/** What OpenSSH writes, read as far as a human's key needs it: public keys, signatures, and whether a private key asks for a passphrase. */
import { base64Of, bytesOfBase64 } from "../../base/base64.ts";
import { asciiOf, sameBytes, bytesOfAscii } from "../../base/bytes.ts";
import { hexOf } from "../../base/hex.ts";
import { done, fail, type Result } from "../../base/result.ts";

export type SshPublicKey = {
  readonly kind: "ssh-ed25519" | "sk-ssh-ed25519";
  /** The 32 bytes of Ed25519, as hex digits. */
  readonly public: string;
  /** Of a security key: what the key was made for. */
  readonly application?: string;
  readonly comment: string;
};

const securityKey = "sk-ssh-ed25519@openssh.com";

/** The one line of a `.pub` file. */
export function readSshPublicKey(line: string): Result<SshPublicKey> {
  const [name = "", encoded = "", ...comment] = line.trim().split(/\s+/);
  const bytes = bytesOfBase64(encoded);
  const fields = bytes === undefined ? undefined : fieldsIn(bytes);
  const [kind, key, application, ...rest] = fields ?? [];
  const wanted = name === "ssh-ed25519" ? 2 : name === securityKey ? 3 : 0;
  if (kind === undefined || key?.length !== keyBytes || fields?.length !== wanted || rest.length > 0 || asciiOf(kind) !== name)
    return unfit;
  const common = { public: hexOf(key), comment: comment.join(" ") };
  return done(
    application === undefined
      ? { kind: "ssh-ed25519", ...common }
      : { kind: "sk-ssh-ed25519", application: asciiOf(application), ...common },
  );
}

const keyBytes = 32;

const unfit = fail({
  code: "key.ssh",
  what: "this is no public key of the kinds `ssh-ed25519` and `sk-ssh-ed25519`",
  follows: "so it was not taken",
  todo: "make one: `ssh-keygen -t ed25519-sk` for a security key, `ssh-keygen -t ed25519` without one",
});

/** The signature without its armour and line breaks; `undefined` for anything else. */
export function bareSignature(armoured: string): string | undefined {
  const body = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/.exec(armoured)?.[1];
  const bytes = body === undefined ? undefined : bytesOfBase64(body.replaceAll("\n", ""));
  return bytes === undefined ? undefined : base64Of(bytes);
}

/** Does a private key ask for a passphrase? `undefined` where this is no private key of OpenSSH. */
export function isSealedSshKey(text: string): boolean | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/.exec(text)?.[1];
  const bytes = body === undefined ? undefined : bytesOfBase64(body.replaceAll(/\s/g, ""));
  if (bytes === undefined || !sameBytes(bytes.subarray(0, magic.length), magic)) return undefined;
  const cipher = fieldAt(bytes, magic.length);
  return cipher === undefined ? undefined : asciiOf(cipher) !== "none";
}

const magic = bytesOfAscii("openssh-key-v1\0");

/** Each with its length in four bytes before it; `undefined` where they do not fill the bytes exactly. */
function fieldsIn(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const fields: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const field = fieldAt(bytes, at);
    if (field === undefined) return undefined;
    fields.push(field);
    at += lengthBytes + field.length;
  }
  return fields;
}

function fieldAt(bytes: Uint8Array, at: number): Uint8Array | undefined {
  if (at + lengthBytes > bytes.length) return undefined;
  const end = at + lengthBytes + new DataView(bytes.buffer, bytes.byteOffset + at, lengthBytes).getUint32(0);
  return end > bytes.length ? undefined : bytes.subarray(at + lengthBytes, end);
}

const lengthBytes = 4;
