/** What `init` did to each agent's settings, kept so that it can be undone to the byte. */
import { canonicalJson, readJson } from "../../base/json.ts";
import { exactly, list, object, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readTextIfThere, writeTextFile } from "../../hosts/node/node.ts";
import type { Root } from "./root.ts";

const recordVersion = 1;

export type Change = {
  readonly agent: string;
  readonly settings: string;
  /** Whether there were settings before; then the backup holds them. */
  readonly existed: boolean;
  /** Folders that were made for the settings, the innermost first. */
  readonly folders: readonly string[];
  /** The settings as we left them, by their hash. */
  readonly left: string;
};

const change = object({ agent: text, settings: text, existed: truth, folders: list(text), left: text });
const record = object({ version: exactly(recordVersion), changes: list(change) });

export function readRecord(root: Root): Result<readonly Change[]> {
  const file = readTextIfThere(root.record);
  if (!file.ok) return file;
  if (file.value === null) return done([]);
  const json = readJson(file.value);
  const read = json.ok ? record(json.value, "record") : json;
  if (read.ok) return done(read.value.changes);
  return fail({
    code: "record.unreadable",
    what: `\`${root.record}\` cannot be read: ${read.fault.what}`,
    todo: "move it away, then run this again",
  });
}

/** One entry for each settings file: a later one takes the place of an earlier one. */
export function writeRecord(root: Root, changes: readonly Change[]): Result<void> {
  return writeTextFile(root.record, `${canonicalJson({ version: recordVersion, changes })}\n`);
}

export function backupOf(root: Root, entry: { readonly agent: string; readonly settings: string }, hash: (text: string) => string): string {
  return `${root.backups}/${entry.agent}-${hash(entry.settings).slice(0, 16)}`;
}
