/** The public half of a person's key, as it lies beside the statements: a key counts as long as its file is there. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { exactly, maybe, object, type Reader, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";

const keyKinds = ["ed25519", "ssh-ed25519", "sk-ssh-ed25519"] as const;

export type StatementKey = {
  readonly version: 1;
  /** `ssh-ed25519` signs as `ssh-keygen` does; `sk-ssh-ed25519` lies in a device that somebody has to touch. */
  readonly kind: (typeof keyKinds)[number];
  /** 32 bytes in hex. */
  readonly public: string;
  /** What its owner calls it. */
  readonly name: string;
  /** For a device: what the key was made for, such as `ssh:`. */
  readonly application?: string;
};

/** The name of its file, so that one look finds it, and a file under another's name is none. */
export function keyIdOf({ sha256 }: { readonly sha256: (text: string) => string }, key: StatementKey): string {
  return sha256(`sheepdog key ${key.version} ${key.kind} ${key.public} ${key.application ?? ""}`).slice(0, 32);
}

export function keyText(key: StatementKey): string {
  return `${canonicalJson(key)}\n`;
}

export function readKey(value: Json): Result<StatementKey> {
  const read = shape(value, "key");
  if (!read.ok) return read;
  const isDevice = read.value.kind === "sk-ssh-ed25519";
  if (isDevice === (read.value.application !== undefined)) return read;
  return fail({
    code: "key.malformed",
    what: isDevice ? "the key of a device does not say what it was made for" : "only a device's key has an `application`",
  });
}

const publicHalf: Reader<string> = (value, at) =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value)
    ? done(value)
    : fail({ code: "key.malformed", what: `\`${at}\` is not 32 bytes in hex` });

const shape = object({ version: exactly(1), kind: exactly(...keyKinds), public: publicHalf, name: text, application: maybe(text) });
