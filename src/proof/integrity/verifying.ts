/** Whether what was signed is still so: the list itself first, then whether it is the newest, then the files. */
import type { Fault } from "../../base/fault.ts";
import { sameBytes } from "../../base/bytes.ts";
import type { Notary } from "../crypto.ts";
import { changesSince, type FileChange, type Sighting } from "./file-changes.ts";
import { type Manifest, manifestIn, type Place, type SignedEntry } from "./manifest.ts";

/** The newest list that was ever seen here, so that an older one put in its place is noticed. */
export type HighWater = { readonly counter: number; readonly digest: Uint8Array };

export type Verifying = {
  /** `null`: the list is not there. */
  readonly bytes: Uint8Array | null;
  readonly publicKey: Uint8Array;
  /** `null`: nobody kept it, which a signature always does. */
  readonly seen: HighWater | null;
  readonly notary: Notary;
  /** What lies now at these places and at what was signed. */
  readonly look: (places: readonly Place[]) => Sighting;
};

export type Verification =
  /** The list cannot be used, whatever the files are. */
  | { readonly is: "void"; readonly fault: Fault }
  | { readonly is: "read"; readonly manifest: Manifest; readonly changes: readonly FileChange[]; readonly seen: HighWater };

export function verifyFiles({ bytes, publicKey, seen, notary, look }: Verifying): Verification {
  if (bytes === null) return { is: "void", fault: gone };
  const manifest = manifestIn(bytes, publicKey, notary);
  if (!manifest.ok) return { is: "void", fault: manifest.fault };
  const digest = notary.digest(bytes);
  const { counter, places, entries } = manifest.value;
  const older = ageFault({ counter, digest }, seen);
  if (older !== undefined) return { is: "void", fault: older };
  return {
    is: "read",
    manifest: manifest.value,
    changes: changesSince(entries, look([...places, ...signedPlaces(entries)])),
    seen: { counter, digest },
  };
}

/** What was signed is looked at even where nothing leads to it any more, such as the target of a link that leads elsewhere now. */
function signedPlaces(entries: readonly SignedEntry[]): readonly Place[] {
  return entries.filter(({ state }) => state.kind !== "member").map(({ path }) => ({ path, about: "signed" }));
}

function ageFault(now: HighWater, seen: HighWater | null): Fault | undefined {
  if (seen === null) return forgotten;
  if (now.counter < seen.counter) return rolledBack(now.counter, seen.counter);
  return now.counter === seen.counter && !sameBytes(now.digest, seen.digest) ? twice(now.counter) : undefined;
}

const anew = "look at the files yourself, then sign them anew: `sheepdog integrity init --anew`";

const gone: Fault = {
  code: "integrity.gone",
  what: "the signed list of files is gone",
  follows: "nobody can say which files were changed",
  todo: anew,
};

const forgotten: Fault = {
  code: "integrity.forgotten",
  what: "what was seen last of the signed list is gone",
  follows: "an older list could have been put in its place",
  todo: anew,
};

function rolledBack(counter: number, seen: number): Fault {
  return {
    code: "integrity.rolled-back",
    what: `the signed list is an older one: its number is ${counter}, and ${seen} was seen before`,
    follows: "it says nothing of what changed in between",
    todo: `put back the list ${seen}, or ${anew}`,
  };
}

function twice(counter: number): Fault {
  return {
    code: "integrity.twice",
    what: `this is not the list with the number ${counter} that was seen before`,
    follows: "two lists were signed under one number, and only one of them was shown before",
    todo: anew,
  };
}
