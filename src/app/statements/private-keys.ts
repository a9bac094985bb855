/** The private half of a person's key: sealed for a passphrase, and opened by the one who types it. */
import { done, fail, type Result } from "../../base/result.ts";
import { askHidden, fromKeyring, keepInKeyring, randomHex, readOwnFile, unwrapKey, wrapKey } from "../../hosts/node/node.ts";
import { type KeyWay, readWrappedKey, type WrappedKey } from "../../proof/keys/keys.ts";
import { type KeyPlaces, shortId } from "./key-places.ts";

export const privateEnding = ".key";

/** The key of this id that lies here; `null`: it lies on another device. */
export function privateKey({ own }: KeyPlaces, id: string): Result<WrappedKey | null> {
  const bytes = readOwnFile(`${own}/${id}${privateEnding}`);
  if (!bytes.ok || bytes.value === null) return bytes.ok ? done(null) : bytes;
  const key = readWrappedKey(new TextDecoder().decode(bytes.value));
  return !key.ok || key.value.id === id ? key : fail({ code: "key.foreign", what: `\`${id}${privateEnding}\` holds another key` });
}

type Sealed = Exclude<WrappedKey, { readonly way: "ssh" }>;

/** The seed, for as long as it takes to sign; whoever asked for it wipes it. */
export async function openSeed(key: Sealed): Promise<Result<Uint8Array>> {
  const half = key.way === "keyring" ? await fromKeyring({ name: keeperName(key.id) }) : done("");
  if (!half.ok) return half;
  const typed = askHidden(`passphrase of the key ${shortId(key.id)}: `);
  if (!typed.ok) return fail({ ...typed.fault, follows: "nothing was signed", todo: "run this in a terminal of your own" });
  const seed = await unwrapKey(key.id, key.sealed, { passphrase: `${half.value}${typed.value}` });
  if (!seed.ok) return fail({ code: "key.damaged", what: `the key ${shortId(key.id)} could not be opened: ${seed.fault.what}` });
  return seed.value === undefined ? fail(misfit) : done(seed.value);
}

const misfit = { code: "key.passphrase", what: "this is not the passphrase of the key", follows: "nothing was signed" };

/** How hard scrypt makes each guess, as a power of two; about a second and 256 MB. */
export const usualWork = 18;

export type Sealing = { readonly id: string; readonly seed: Uint8Array; readonly way: Exclude<KeyWay, "ssh">; readonly work: number };

/** Asks for a new passphrase, twice. With the keyring half of what opens it never leaves that, so that a copy of the file is of no use. */
export async function sealSeed({ id, seed, way, work }: Sealing): Promise<Result<string>> {
  const least = way === "keyring" ? leastWithKeyring : leastAlone;
  const typed = askTwice(least);
  if (!typed.ok) return typed;
  const half = way === "keyring" ? randomHex() : "";
  const kept = half === "" ? done(undefined) : await keepInKeyring(half, { name: keeperName(id) });
  return kept.ok ? wrapKey(id, seed, { passphrase: `${half}${typed.value}`, work }) : kept;
}

const leastAlone = 12;
const leastWithKeyring = 6;

function askTwice(least: number): Result<string> {
  const first = askHidden("new passphrase for your key: ");
  const again = first.ok ? askHidden("the same again: ") : first;
  if (!first.ok || !again.ok) return again;
  if (first.value !== again.value)
    return fail({ code: "key.passphrase.differs", what: "the two are not the same", follows: "no key was made" });
  if ([...first.value].length >= least) return first;
  return fail({
    code: "key.passphrase.short",
    what: `a passphrase has ${least} characters at least: whoever has the file can try as many as they like`,
    follows: "no key was made",
    todo: "take four or five words at random",
  });
}

/** In the keyring the name of a key is never that of a vault. */
export function keeperName(id: string): string {
  return `key-${id.slice(0, 16)}`;
}
