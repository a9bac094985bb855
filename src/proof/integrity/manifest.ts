/** What was signed: every file that steers agents or the guard, as it was then. The whole list is signed, with a number that only grows. */
import { asciiOf, bytesOfAscii, joinedBytes, sameBytes } from "../../base/bytes.ts";
import { bytesOfHex, hexOf } from "../../base/hex.ts";
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { exactly, list, maybe, object, type Reader, tagged, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Notary } from "../crypto.ts";

/** What lies at a path. Times are not signed: they change without meaning anything. */
export type State =
  | {
      readonly kind: "file";
      readonly mode: number;
      readonly owner: number;
      readonly group: number;
      readonly bytes: number;
      readonly sha256: string;
    }
  | { readonly kind: "folder"; readonly mode: number; readonly owner: number; readonly group: number }
  | { readonly kind: "link"; readonly owner: number; readonly group: number; readonly target: string }
  /** One member of a file in JSON whose rest changes all the time; the hash is that of its canonical text. */
  | { readonly kind: "member"; readonly mode: number; readonly owner: number; readonly group: number; readonly sha256: string };

/** `path` is absolute; behind it, where only a member counts, stands `#` and its name. */
export type SignedEntry = { readonly path: string; readonly state: State };

/** A file or folder that is looked after whether or not it is there. `about`: whose it is. */
export type Place = { readonly path: string; readonly about: string; readonly members?: readonly string[] };

export type Manifest = {
  /** 128 bits that no other list has. */
  readonly origin: string;
  /** One more with each signature: an older list is known by it. */
  readonly counter: number;
  readonly signedAt: Instant;
  /** Folders whose own settings are looked after, beside those of the person. */
  readonly projects: readonly string[];
  readonly places: readonly Place[];
  /** In the order of their paths; no path twice. */
  readonly entries: readonly SignedEntry[];
};

export type SignedManifest = { readonly manifest: Manifest; readonly publicKey: Uint8Array; readonly signature: Uint8Array };

const magic = "sheepdog-manifest 1\n";

/** What the signature is made over: no other thing that is ever signed begins so. */
export function manifestMessage(manifest: Manifest): Uint8Array {
  return bytesOfAscii(`${magic}${canonicalJson(jsonOf(manifest))}\n`);
}

export function bytesOfManifest({ manifest, publicKey, signature }: SignedManifest): Uint8Array {
  return joinedBytes(manifestMessage(manifest), bytesOfAscii(`${hexOf(publicKey)} ${hexOf(signature)}\n`));
}

/** Only what this key signed, to the byte. */
export function manifestIn(bytes: Uint8Array, publicKey: Uint8Array, notary: Pick<Notary, "isSigned">): Result<Manifest> {
  const [magicLine, body, signatures, ...rest] = asciiOf(bytes).split("\n");
  const [, signature] = (signatures ?? "").split(" ");
  if (`${magicLine}\n` !== magic || body === undefined || rest.length !== 1) return broken("it is not in the form of one");
  const json = readJson(body);
  const read = json.ok ? manifestOf(json.value, "manifest") : json;
  if (!read.ok) return broken(read.fault.what);
  const signed = { manifest: read.value, publicKey, signature: bytesOfHex(signature ?? "") ?? new Uint8Array() };
  if (!sameBytes(bytesOfManifest(signed), bytes)) return broken("its bytes are not those of its content, or another key signed it");
  if (!notary.isSigned(signed, manifestMessage(read.value))) return broken("its signature does not hold");
  return done(read.value);
}

/** Damage and forgery look alike, and mean the same: what it says does not count. */
function broken(why: string): ReturnType<typeof fail> {
  return fail({
    code: "integrity.manifest",
    what: `the signed list of files cannot be trusted: ${why}`,
    follows: "nobody can say which files were changed",
    todo: "look at the files yourself, then sign them anew: `sheepdog integrity init --anew`",
  });
}

function jsonOf(manifest: Manifest): Json {
  const { origin, counter, signedAt, projects, places, entries } = manifest;
  return {
    origin,
    counter,
    signedAt,
    projects,
    places: places.map((place) => ({ ...place })),
    entries: entries.map(({ path, state }) => ({ path, state: { ...state } })),
  };
}

const count: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? done(value) : broken(`\`${at}\` is no count`);
const owned = { owner: count, group: count };

const state: Reader<State> = tagged<State>("kind", {
  file: object({ kind: exactly("file"), mode: count, ...owned, bytes: count, sha256: text }),
  folder: object({ kind: exactly("folder"), mode: count, ...owned }),
  link: object({ kind: exactly("link"), ...owned, target: text }),
  member: object({ kind: exactly("member"), mode: count, ...owned, sha256: text }),
});

const manifestOf: Reader<Manifest> = object({
  origin: text,
  counter: count,
  signedAt: count,
  projects: list(text),
  places: list(object({ path: text, about: text, members: maybe(list(text)) })),
  entries: list(object({ path: text, state })),
});
