/** The file of a private key: what opens it, and the key itself, which never lies there as it is. */
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, readJson } from "../../base/json.ts";
import { absolute, exactly, object, type Reader, tagged, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";

/** `keyring`: the passphrase alone does not open it; the other half of what does lies in the login keyring. `ssh`: the key stays where `ssh-keygen` keeps it. */
export type KeyWay = "passphrase" | "keyring" | "ssh";

type Common = { readonly version: 1; readonly id: string; readonly since: Instant };

export type WrappedKey =
  /** `sealed` is an age file with the key's id and its seed. */
  | (Common & { readonly way: "passphrase" | "keyring"; readonly sealed: string })
  /** `file`: the private half, or for a security key the handle of it, that `ssh-keygen` is given. */
  | (Common & { readonly way: "ssh"; readonly file: string });

export function wrappedKeyText(key: WrappedKey): string {
  return `${canonicalJson(key)}\n`;
}

export function readWrappedKey(written: string): Result<WrappedKey> {
  const json = readJson(written);
  const read = json.ok ? wrappedKey(json.value, "key") : json;
  return read.ok ? read : fail({ code: "key.damaged", what: `this is no file of a private key: ${read.fault.what}`, todo });
}

const todo = "put back a copy of it, or make another key with `sheepdog key add`";

const id: Reader<string> = (value, at) =>
  typeof value === "string" && /^[0-9a-f]{32}$/.test(value)
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not the id of a key` });
const instant: Reader<Instant> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not a point in time` });

const common = { version: exactly(1), id, since: instant } as const;
const sealedKey = { ...common, sealed: text } as const;
const wrappedKey = tagged<WrappedKey>("way", {
  passphrase: object({ ...sealedKey, way: exactly("passphrase") }),
  keyring: object({ ...sealedKey, way: exactly("keyring") }),
  ssh: object({ ...common, way: exactly("ssh"), file: absolute }),
});
