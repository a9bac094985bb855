/** A key of a person more: made here, lent by `ssh-keygen`, or made on another device. Once there is one, it says yes to the next. */
import { readJson } from "../../base/json.ts";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { hexOf } from "../../base/hex.ts";
import {
  createOwnFile,
  ensurePrivateFolder,
  ensureSharedFolder,
  exclusively,
  isThere,
  newSeed,
  nodeNotary,
  nodeVerifier,
  now,
  readTextIfThere,
  signedBySsh,
  writeTextFile,
} from "../../hosts/node/node.ts";
import {
  bareSignature,
  codeOf,
  isCode,
  isSealedSshKey,
  type KeyWay,
  readSshPublicKey,
  type WrappedKey,
  wrappedKeyText,
} from "../../proof/keys/keys.ts";
import { keyIdOf, keyText, readKey, sshNamespace, type StatementKey } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { recordDeed } from "./deed-entries.ts";
import { countingKeys, elsewhereEnding, type KeyPlaces, keyPlaces, managedKeyPlaces, publicEnding, shortId } from "./key-places.ts";
import { personHere } from "./person.ts";
import { privateEnding, sealSeed } from "./private-keys.ts";
import { isSignedBy, type KeyChoice, signerFor } from "./signer.ts";

export type Added = {
  readonly id: string;
  readonly key: StatementKey;
  readonly code: string;
  readonly file: string;
  /** `false`: it is made, and nobody has said yet that it counts. */
  readonly counts: boolean;
};

export type NewKey = { readonly name: string; readonly way: Exclude<KeyWay, "ssh">; readonly work: number; readonly choice: KeyChoice };

/** A key of our own. `elsewhere`: it is for another machine, which gets its public half and its code. */
export async function makeKey(desk: Desk, { name, way, work, choice }: NewKey, elsewhere: boolean): Promise<Result<Added>> {
  const seed = newSeed();
  const key: StatementKey = { version: 1, kind: "ed25519", public: hexOf(nodeNotary.publicKeyOf(seed)), name };
  const id = keyIdOf(nodeVerifier, key);
  // A key that counts nowhere here is nobody's business here.
  const agreed = elsewhere ? done(undefined) : await agreedBy(desk, { id, key, choice });
  if (!agreed.ok) return agreed;
  const sealed = await sealSeed({ id, seed, way, work });
  seed.fill(0);
  if (!sealed.ok) return sealed;
  return keepKey(desk, { id, key, wrapped: { version: 1, id, since: Math.floor(now()), way, sealed: sealed.value }, elsewhere });
}

export type SshKey = { readonly file: string; readonly name: string | undefined; readonly choice: KeyChoice };

/** A key that `ssh-keygen` has: in a device that has to be touched, or in a file with a passphrase of its own. */
export async function addSshKey(desk: Desk, { file, name, choice }: SshKey): Promise<Result<Added>> {
  const read = sshKeyIn(file, name);
  if (!read.ok) return read;
  const key = read.value;
  const id = keyIdOf(nodeVerifier, key);
  const agreed = await agreedBy(desk, { id, key, choice });
  if (!agreed.ok) return agreed;
  const able = await trySigning(file, key);
  return able.ok
    ? keepKey(desk, { id, key, wrapped: { version: 1, id, since: Math.floor(now()), way: "ssh", file }, elsewhere: false })
    : able;
}

function sshKeyIn(file: string, name: string | undefined): Result<StatementKey> {
  const held = readTextIfThere(file);
  if (!held.ok) return held;
  const told = readTextIfThere(`${file}${publicEnding}`);
  if (!told.ok) return told;
  const read = readSshPublicKey(told.value ?? "");
  if (!read.ok) return read;
  const { comment, ...key } = read.value;
  if (key.kind === "ssh-ed25519" && isSealedSshKey(held.value ?? "") !== true) return fail(open(file));
  return done({ version: 1, ...key, name: name ?? comment });
}

function open(file: string): Fault {
  return {
    code: "key.open",
    what: `\`${file}\` has no passphrase, so whatever runs as you could sign with it`,
    follows: "it was not taken",
    todo: `give it one (\`ssh-keygen -p -f ${file}\`), or use a security key`,
  };
}

const probe = "sheepdog key 1\ntry";

/** Not before it has signed here: a key that cannot is found out now and not when it is needed. */
async function trySigning(file: string, key: StatementKey): Promise<Result<void>> {
  const armoured = await signedBySsh({ file, namespace: sshNamespace, message: probe });
  if (!armoured.ok) return armoured;
  const fits = isSignedBy(key, probe, bareSignature(armoured.value) ?? "");
  return fits
    ? done(undefined)
    : fail({ code: "key.unfit", what: `\`${file}\` is not the private half of \`${file}.pub\``, follows: "it was not taken" });
}

export type Enrolment = { readonly file: string; readonly code: string; readonly managed: boolean; readonly choice: KeyChoice };

/** The key of another device, known by the code that the device shows. With `managed` root says so for everybody on this machine. */
export async function enrolKey(desk: Desk, { file, code, managed, choice }: Enrolment): Promise<Result<Added>> {
  const text = readTextIfThere(file);
  const json = text.ok ? readJson(text.value ?? "") : text;
  const key = json.ok ? readKey(json.value) : json;
  if (!key.ok) return fail({ code: "key.unreadable", what: `\`${file}\` holds no key: ${key.fault.what}` });
  const id = keyIdOf(nodeVerifier, key.value);
  if (!isCode(code, id)) return fail(otherCode(file));
  if (managed && !desk.around.isRoot) return fail(rootOnly);
  const agreed = managed ? done(undefined) : await agreedBy(desk, { id, key: key.value, choice });
  if (!agreed.ok) return agreed;
  return publish(desk, { id, key: key.value, places: managed ? managedKeyPlaces(desk.around) : keyPlaces(desk.around) });
}

function otherCode(file: string): Fault {
  return {
    code: "key.code",
    what: `the code is not that of the key in \`${file}\``,
    follows: "it was not taken",
    todo: "read the code from the device that made the key; if it differs, somebody exchanged the file on its way",
  };
}

const rootOnly = {
  code: "key.managed",
  what: "which keys count here is for root to say",
  follows: "nothing was changed",
  todo: "run it with `sudo`",
};

type Asking = { readonly id: string; readonly key: StatementKey; readonly choice: KeyChoice };

/** The first key has nobody above it, so it wants a person at a terminal; each one after it wants a key that counts. */
async function agreedBy(desk: Desk, { id, key, choice }: Asking): Promise<Result<void>> {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  if (!counting.ok) return counting;
  const [strange] = counting.value.strange;
  if (strange !== undefined && !places.isManaged) return fail(disorder(strange));
  const shown = `a key more is to sign for you: ${shortId(id)}, ${key.kind}\n`;
  if (places.isManaged || counting.value.keys.length === 0) return personHere(shown);
  const signer = signerFor(desk, choice);
  if (!signer.ok) return signer;
  const signed = await signer.value.sign([`sheepdog key 1\nadd ${id}`], shown);
  return signed.ok ? done(undefined) : signed;
}

/** A key that stopped counting, by a change of its file, must not make room for a first one. */
function disorder({ path, why }: { readonly path: string; readonly why: string }): Fault {
  return {
    code: "key.disorder",
    what: `\`${path}\` lies among your keys and does not count: ${why}`,
    follows: "no key was added",
    todo: "mend or remove it first",
  };
}

type NewFiles = { readonly id: string; readonly key: StatementKey; readonly wrapped: WrappedKey; readonly elsewhere: boolean };

/** The private half is on the disk before anything says that the key counts. */
function keepKey(desk: Desk, { id, key, wrapped, elsewhere }: NewFiles): Result<Added> {
  const places = keyPlaces(desk.around);
  const ready = ensurePrivateFolder(places.own);
  if (!ready.ok) return ready;
  const kept = createOwnFile(`${places.own}/${id}${privateEnding}`, new TextEncoder().encode(wrappedKeyText(wrapped)));
  if (!kept.ok) return kept;
  if (!elsewhere && !places.isManaged) return publish(desk, { id, key, places });
  const file = `${places.own}/${id}${elsewhereEnding}`;
  const written = writeTextFile(file, keyText(key));
  return written.ok ? done({ id, key, code: codeOf(id), file, counts: false }) : written;
}

type Publishing = { readonly id: string; readonly key: StatementKey; readonly places: KeyPlaces };

/** Its name in the folder is what makes it count; that it does is on record before. */
function publish(desk: Desk, { id, key, places }: Publishing): Result<Added> {
  const { counting, isManaged } = places;
  const ready = isManaged ? ensureSharedFolder(counting) : ensurePrivateFolder(counting);
  if (!ready.ok) return ready;
  const file = `${counting}/${id}${publicEnding}`;
  const written = exclusively(`${counting}/lock`, () => {
    if (isThere(file)) return fail({ code: "key.there", what: `the key ${shortId(id)} counts already` });
    const recorded = recordDeed(desk, { did: "key-added", id, by: "", about: `${key.kind} ${key.name}`, until: null });
    return recorded.ok ? writeTextFile(file, keyText(key), isManaged ? 0o644 : 0o600) : recorded;
  });
  return written.ok ? done({ id, key, code: codeOf(id), file, counts: true }) : written;
}
