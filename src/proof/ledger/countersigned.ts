/** The last checkpoint that witnesses countersigned, and the witnesses that this ledger trusts. */
import { bytesOfAscii, sameBytes } from "../../base/bytes.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { utf8Bytes } from "../../base/utf8.ts";
import type { Notary } from "../crypto.ts";
import { files } from "./files.ts";
import { readCheckpoint, type Stated } from "./notes/checkpoint.ts";
import { cosignedAt } from "./notes/cosignature.ts";
import { publicKeyText, type PublicKey, readPublicKey } from "./notes/keys.ts";
import { noteText, type Signature } from "./notes/note.ts";
import { openLedger, textIfThere, type Tools } from "./opening.ts";
import { rangeHash } from "./tree/stored-tree.ts";

function trustedWitnesses({ disk, notary }: Tools): Result<readonly PublicKey[]> {
  const text = textIfThere(disk, files.witnesses);
  if (!text.ok) return text;
  const keys: PublicKey[] = [];
  for (const line of (text.value ?? "").split("\n").filter((one) => one.trim() !== "")) {
    const key = readWitnessKey(notary, line);
    if (!key.ok) return key;
    keys.push(key.value);
  }
  return done(keys);
}

/** A key that is trusted already is not written twice. */
export function trustWitness(tools: Tools, written: string): Result<PublicKey> {
  const key = readWitnessKey(tools.notary, written);
  if (!key.ok) return key;
  const known = trustedWitnesses(tools);
  if (!known.ok) return known;
  const texts = [...known.value, key.value].map((one) => publicKeyText(tools.notary, one));
  const kept = tools.disk.replace(files.witnesses, bytesOfAscii(`${[...new Set(texts)].join("\n")}\n`));
  return kept.ok ? key : kept;
}

export function readWitnessKey(notary: Notary, written: string): Result<PublicKey> {
  const key = readPublicKey(notary, written);
  if (key.ok && key.value.purpose !== "cosignature") {
    return fail({
      code: "witness.key",
      what: `the key of \`${key.value.name}\` is not one of a witness`,
      todo: "give the one that `sheepdog ledger witness init` printed",
    });
  }
  return key;
}

/** A checkpoint, and when which witness countersigned it. */
export type Countersigned = { readonly checkpoint: Stated; readonly by: readonly Countersignature[] };

export type Countersignature = { readonly witness: PublicKey; readonly seconds: number };

/** Of a checkpoint of this log: who of these witnesses countersigned it. */
export function countersignatures(notary: Notary, { note }: Stated, witnesses: readonly PublicKey[]): readonly Countersignature[] {
  return witnesses.flatMap((witness) => {
    const seconds = cosignedAt(notary, note, witness);
    return seconds === undefined ? [] : [{ witness, seconds }];
  });
}

/** What lies in the ledger; `null` where no witness that it trusts has countersigned anything. */
export function lastCountersigned(tools: Tools, key: PublicKey): Result<Countersigned | null> {
  const witnesses = trustedWitnesses(tools);
  if (!witnesses.ok) return witnesses;
  const text = textIfThere(tools.disk, files.witnessed);
  if (!text.ok || text.value === null) return text.ok ? done(null) : text;
  const checkpoint = readCheckpoint(tools.notary, text.value, key);
  if (!checkpoint.ok) return checkpoint;
  const by = countersignatures(tools.notary, checkpoint.value, witnesses.value);
  return done(by.length === 0 ? null : { checkpoint: checkpoint.value, by });
}

/** Keeps what a witness sent back, after everything about it was checked again here. */
export function keepCountersigned(tools: Tools, key: PublicKey, written: string): Result<Countersigned> {
  const { disk, notary } = tools;
  const witnesses = trustedWitnesses(tools);
  if (!witnesses.ok) return witnesses;
  const before = lastCountersigned(tools, key);
  if (!before.ok) return before;
  const checkpoint = readCheckpoint(notary, written, key);
  if (!checkpoint.ok) return checkpoint;
  if (countersignatures(notary, checkpoint.value, witnesses.value).length === 0) return unknownWitness();
  const fits = standsInTree(tools, key, checkpoint.value);
  if (!fits.ok) return fits;
  const merged = before.value === null ? checkpoint.value : newer(before.value.checkpoint, checkpoint.value);
  const kept = disk.replace(files.witnessed, Uint8Array.from(utf8Bytes(noteText(merged.note))));
  return kept.ok ? done({ checkpoint: merged, by: countersignatures(notary, merged, witnesses.value) }) : kept;
}

/** Of two checkpoints the larger one; of the same one, everybody's signatures. */
function newer(before: Stated, next: Stated): Stated {
  if (before.size !== next.size) return before.size > next.size ? before : next;
  const isNew = (one: Signature): boolean =>
    !before.note.signatures.some(
      (other) => other.name === one.name && sameBytes(other.id, one.id) && other.bytes.length === one.bytes.length,
    );
  const signatures = [...before.note.signatures, ...next.note.signatures.filter(isNew)];
  return { ...next, note: { text: next.note.text, signatures } };
}

function standsInTree(tools: Tools, key: PublicKey, { size, root }: Stated): Result<void> {
  const opened = openLedger(tools, key);
  if (!opened.ok) return opened;
  const here = size <= opened.value.sealed.size ? rangeHash(tools.notary.digest, { from: 0, to: size }, opened.value.hashAt) : undefined;
  if (here !== undefined && sameBytes(here, root)) return done(undefined);
  return fail({
    code: "witness.forked",
    what: `the ledger does not hold the ${size} records that this checkpoint is about`,
    todo: "run `sheepdog ledger verify`",
  });
}

function unknownWitness(): Result<never> {
  return fail({
    code: "witness.unknown",
    what: "no witness that this ledger trusts has countersigned this",
    follows: "it was not kept",
    todo: "name the witness's key first: `sheepdog ledger witness trust KEY`",
  });
}
