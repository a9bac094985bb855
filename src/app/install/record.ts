/** What `init` did to each agent's files, kept so that it can be undone to the byte. */
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { exactly, isMembers, list, object, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Scope } from "../../agents/agents.ts";
import { readTextIfThere, writeTextFile } from "../../hosts/node/node.ts";
import type { Root } from "./root.ts";

const recordVersion = 2;

/** The guard in one agent at one scope. */
export type Placement = { readonly agent: string; readonly scope: Scope; readonly files: readonly Kept[] };

export type Kept = {
  readonly name: string;
  readonly path: string;
  /** Whether there was a file before; then the backup holds it. */
  readonly existed: boolean;
  /** Folders that were made for the file, the innermost first. */
  readonly folders: readonly string[];
  /** The file as we left it, by its hash. */
  readonly left: string;
};

const kept = object({ name: text, path: text, existed: truth, folders: list(text), left: text });
const placement = object({ agent: text, scope: exactly("user", "project", "managed"), files: list(kept) });
const record = object({ version: exactly(recordVersion), placements: list(placement) });

/** The form before: each agent had one file, the user's. */
const older = object({
  version: exactly(1),
  changes: list(object({ agent: text, settings: text, existed: truth, folders: list(text), left: text })),
});

export function readRecord(root: Root): Result<readonly Placement[]> {
  const file = readTextIfThere(root.record);
  if (!file.ok) return file;
  if (file.value === null) return done([]);
  const json = readJson(file.value);
  const read = json.ok ? placementsIn(json.value) : json;
  if (read.ok) return read;
  return fail({
    code: "record.unreadable",
    what: `\`${root.record}\` cannot be read: ${read.fault.what}`,
    todo: "move it away, then run this again",
  });
}

function placementsIn(json: Json): Result<readonly Placement[]> {
  if (isMembers(json) && json["version"] === 1) {
    const read = older(json, "record");
    if (!read.ok) return read;
    return done(
      read.value.changes.map(({ agent, settings, existed, folders, left }) => ({
        agent,
        scope: "user",
        files: [{ name: "settings", path: settings, existed, folders, left }],
      })),
    );
  }
  const read = record(json, "record");
  return read.ok ? done(read.value.placements) : read;
}

/** The guard reads it, too: what carries it is its own, wherever a variable has put it. */
export function writeRecord(root: Root, placements: readonly Placement[]): Result<void> {
  return writeTextFile(root.record, `${canonicalJson({ version: recordVersion, placements })}\n`, root.shared ? 0o644 : 0o600);
}

/** A placement is known again by its first file: the same agent may have been put elsewhere by a variable. */
export function isSamePlacement(
  one: { readonly files: readonly { readonly path: string }[] },
  files: readonly { readonly path: string }[],
): boolean {
  return one.files.some(({ path }) => files.some((file) => file.path === path));
}

export function backupOf(root: Root, entry: { readonly agent: string; readonly path: string }, hash: (text: string) => string): string {
  return `${root.backups}/${entry.agent}-${hash(entry.path).slice(0, 16)}`;
}
