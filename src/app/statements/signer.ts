/** Signer: signs as one key of a person, who is asked for it each time. What is signed is shown at the terminal first. */
import { bytesOfAscii } from "../../base/bytes.ts";
import { hexOf } from "../../base/hex.ts";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { nodeNotary, nodeVerifier, signedBySsh } from "../../hosts/node/node.ts";
import { bareSignature, type WrappedKey } from "../../proof/keys/keys.ts";
import { isSshSigned, sshNamespace, type StatementKey } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { oneLine } from "../one-line.ts";
import { type CountingKey, countingKeys, elsewhereKeys, type KeyPlaces, keyPlaces, shortId } from "./key-places.ts";
import { personHere } from "./person.ts";
import { openSeed, privateKey } from "./private-keys.ts";

export type Signer = {
  /** The id of its key. */
  readonly by: string;
  /** All of them after one question; a key in a device asks for each. */
  readonly sign: (messages: readonly string[], shown: string) => Promise<Result<readonly string[]>>;
};

/** Which key, by the start of its id; the one that is here where nobody says. */
export type KeyChoice = { readonly key?: string | undefined };

export function signerFor(desk: Desk, choice: KeyChoice): Result<Signer> {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  return counting.ok ? signerAmong(places, counting.value.keys, choice) : counting;
}

/** For another machine: also keys that were made here and count there alone. */
export function deviceSigner(desk: Desk, choice: KeyChoice): Result<Signer> {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  if (!counting.ok) return counting;
  const own = elsewhereKeys(places);
  if (!own.ok) return own;
  return signerAmong(places, [...counting.value.keys, ...own.value.keys], choice);
}

function signerAmong(places: KeyPlaces, keys: readonly CountingKey[], { key }: KeyChoice): Result<Signer> {
  const here: KeyHere[] = [];
  for (const one of keys.filter(({ id }) => id.startsWith(key ?? ""))) {
    const wrapped = privateKey(places, one.id);
    if (!wrapped.ok) return wrapped;
    if (wrapped.value !== null) here.push({ ...one, wrapped: wrapped.value });
  }
  const [chosen, ...more] = here;
  if (chosen === undefined) return fail(key === undefined ? keyless(places) : unknown(key));
  if (more.length > 0) return fail(several(here));
  return done({ by: chosen.id, sign: (messages, shown) => signedBy(chosen, messages, shown) });
}

type KeyHere = CountingKey & { readonly wrapped: WrappedKey };

/** A private half that somebody has put in the place of another signs nothing that counts, and the person is told before it is kept. */
async function signedBy({ key, wrapped }: KeyHere, messages: readonly string[], shown: string): Promise<Result<readonly string[]>> {
  const here = personHere(shown);
  if (!here.ok) return here;
  const signatures = wrapped.way === "ssh" ? await signedWithFile(wrapped.file, messages) : await signedWithSeed(wrapped, messages);
  if (!signatures.ok) return signatures;
  const fits = messages.every((message, at) => isSignedBy(key, message, signatures.value[at] ?? ""));
  return fits ? signatures : fail(exchanged);
}

const exchanged = {
  code: "key.exchanged",
  what: "the private half is not that of the key: somebody has exchanged one of the two",
  follows: "nothing was signed",
  todo: "find out who writes in the folder of your keys, and make a new key",
};

export function isSignedBy(key: StatementKey, message: string, signature: string): boolean {
  if (key.kind === "ed25519") return nodeVerifier.isSigned(key.public, message, signature);
  return isSshSigned(message, { signature, key }, nodeVerifier);
}

async function signedWithSeed(
  key: Exclude<WrappedKey, { readonly way: "ssh" }>,
  messages: readonly string[],
): Promise<Result<readonly string[]>> {
  const seed = await openSeed(key);
  if (!seed.ok) return seed;
  const signatures = messages.map((message) => hexOf(nodeNotary.sign(seed.value, bytesOfAscii(message))));
  seed.value.fill(0);
  return done(signatures);
}

async function signedWithFile(file: string, messages: readonly string[]): Promise<Result<readonly string[]>> {
  const signatures: string[] = [];
  for (const message of messages) {
    const armoured = await signedBySsh({ file, message, namespace: sshNamespace });
    if (!armoured.ok) return armoured;
    const bare = bareSignature(armoured.value);
    if (bare === undefined) return fail({ code: "signer.odd", what: "`ssh-keygen` wrote no signature", follows: "nothing was signed" });
    signatures.push(bare);
  }
  return done(signatures);
}

function keyless({ isManaged }: KeyPlaces): Fault {
  const todo = isManaged
    ? "`sheepdog key add` makes one, and root says that it counts: `sudo sheepdog key add --managed --enrol CODE FILE`"
    : "`sheepdog key add` makes one";
  return { code: "key.none", what: "there is no key of yours here that counts", follows: "nothing was signed", todo };
}

function unknown(key: string): Fault {
  return { code: "key.unknown", what: `no key here begins with \`${key}\``, todo: "`sheepdog key list` shows them" };
}

function several(keys: readonly CountingKey[]): Fault {
  const named = keys.map(({ id, key }) => `${shortId(id)} (${oneLine(key.name, 80)})`).join(", ");
  return { code: "key.several", what: `there are several keys here: ${named}`, todo: "say which one: `--key ID`" };
}
