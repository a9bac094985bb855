/** What a witness keeps in one file: its own key, and of each log that it witnesses the key and the last checkpoint. */
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { exactly, list, maybe, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { utf8Bytes } from "../../base/utf8.ts";
import { nodeNotary, readTextFile } from "../../hosts/node/node.ts";
import {
  type Disk,
  noteText,
  type PrivateKey,
  privateKeyText,
  type PublicKey,
  publicKeyText,
  readCheckpoint,
  readPrivateKey,
  readPublicKey,
  type Seen,
  type Stated,
} from "../../proof/ledger/ledger.ts";

export type WitnessState = { readonly key: PrivateKey; readonly logs: readonly Seen[] };

const stateVersion = 1;
const written = object({ version: exactly(stateVersion), key: text, logs: list(object({ key: text, checkpoint: maybe(text) })) });

export function readWitnessState(path: string): Result<WitnessState> {
  const file = readTextFile(path);
  if (!file.ok) return file;
  const json = readJson(file.value);
  if (!json.ok) return damaged(path);
  const read = written(json.value, "witness");
  if (!read.ok) return read;
  const key = readPrivateKey(nodeNotary, read.value.key);
  if (!key.ok) return key;
  const logs: Seen[] = [];
  for (const log of read.value.logs) {
    const seen = readSeen(log);
    if (!seen.ok) return seen;
    logs.push(seen.value);
  }
  return done({ key: key.value, logs });
}

/** The checkpoint's signature is checked again: a state that somebody changed is no memory. */
function readSeen({ key, checkpoint }: { readonly key: string; readonly checkpoint?: string }): Result<Seen> {
  const log = readPublicKey(nodeNotary, key);
  if (!log.ok || checkpoint === undefined) return log.ok ? done({ log: log.value }) : log;
  const last = readCheckpoint(nodeNotary, checkpoint, log.value);
  return last.ok ? done({ log: log.value, last: last.value }) : last;
}

/** On the disk before the signature leaves: a witness that forgot what it saw would sign two histories. */
export function keepWitnessState(disk: Disk, name: string, { key, logs }: WitnessState): Result<void> {
  const state: Json = { version: stateVersion, key: privateKeyText(nodeNotary, key), logs: logs.map(seenJson) };
  return disk.replace(name, Uint8Array.from(utf8Bytes(`${canonicalJson(state)}\n`)));
}

function seenJson({ log, last }: Seen): Json {
  const key = publicKeyText(nodeNotary, log);
  return last === undefined ? { key } : { key, checkpoint: noteText(last.note) };
}

export function withSeen({ key, logs }: WitnessState, log: PublicKey, last: Stated): WitnessState {
  return { key, logs: [...logs.filter((one) => one.log.name !== log.name), { log, last }] };
}

function damaged(path: string): Result<never> {
  const todo = "put it back from a copy; a witness that starts anew has seen nothing";
  return fail({
    code: "witness.state-damaged",
    what: `\`${path}\` is not the state of a witness`,
    follows: "so nothing was countersigned",
    todo,
  });
}
