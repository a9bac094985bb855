/** What a vault holds, and the only ways to change it. Each change makes new contents; the old ones stay what they were. */
import type { Instant } from "../../base/instant.ts";
import { done, fail, type Result } from "../../base/result.ts";

export type VaultEntry = {
  readonly name: string;
  /** Counts the values that this name has had. */
  readonly version: number;
  readonly category: string;
  readonly note: string;
  readonly storedAt: Instant;
  readonly changedAt: Instant;
  /** When the value last was replaced by rotation, and how often that was. */
  readonly rotatedAt: Instant | null;
  readonly rotations: number;
  readonly value: Uint8Array;
  /** The value before the last rotation, for whoever has not heard of the new one yet. */
  readonly previous: Uint8Array | null;
};

/** In the order of their names; no name twice. */
export type Contents = readonly VaultEntry[];

export const emptyContents: Contents = [];

export const vaultBounds = {
  /** Of one value: a vault is for keys and tokens, not for files. */
  valueBytes: 64 * 1024,
  /** More entries than anybody has; a vault is read as a whole. */
  entries: 20_000,
  noteCharacters: 500,
} as const;

export function entryNamed(contents: Contents, name: string): VaultEntry | undefined {
  return contents.find((entry) => entry.name === name);
}

export type NewValue = {
  readonly name: string;
  readonly value: Uint8Array;
  readonly category: string;
  readonly note: string | undefined;
  readonly at: Instant;
};

/** A value of a name that is there takes the place of the one before, which is gone. */
export function put(contents: Contents, { name, value, category, note, at }: NewValue): Result<Contents> {
  const before = entryNamed(contents, name);
  const fault = faultOf(value, note ?? "") ?? (before === undefined && contents.length >= vaultBounds.entries ? full : undefined);
  if (fault !== undefined) return fail({ ...fault, what: `\`${name}\` ${fault.what}`, follows: "nothing was changed" });
  const entry: VaultEntry = {
    name,
    version: (before?.version ?? 0) + 1,
    category,
    note: note ?? before?.note ?? "",
    storedAt: before?.storedAt ?? at,
    changedAt: at,
    rotatedAt: before?.rotatedAt ?? null,
    rotations: before?.rotations ?? 0,
    value,
    previous: null,
  };
  return done(withEntry(contents, entry));
}

/** The old value stays beside the new one until the next change. */
export function rotate(contents: Contents, name: string, next: { readonly value: Uint8Array; readonly at: Instant }): Result<Contents> {
  const before = entryNamed(contents, name);
  if (before === undefined) return absent(name);
  const fault = faultOf(next.value, "");
  if (fault !== undefined) return fail({ ...fault, what: `\`${name}\` ${fault.what}`, follows: "nothing was changed" });
  return done(
    withEntry(contents, {
      ...before,
      version: before.version + 1,
      changedAt: next.at,
      rotatedAt: next.at,
      rotations: before.rotations + 1,
      value: next.value,
      previous: before.value,
    }),
  );
}

export function remove(contents: Contents, name: string): Result<Contents> {
  return entryNamed(contents, name) === undefined ? absent(name) : done(contents.filter((entry) => entry.name !== name));
}

export function absent(name: string): ReturnType<typeof fail> {
  return fail({
    code: "vault.entry.absent",
    what: `the vault holds nothing named \`${name}\``,
    todo: "`sheepdog vault list` shows what it holds",
  });
}

function withEntry(contents: Contents, entry: VaultEntry): Contents {
  return [...contents.filter(({ name }) => name !== entry.name), entry].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const full = { code: "vault.full", what: `would be one entry too many; a vault holds ${vaultBounds.entries}` };

function faultOf(value: Uint8Array, note: string): { readonly code: string; readonly what: string } | undefined {
  if (value.length === 0) return { code: "vault.value.empty", what: "has an empty value" };
  if (value.length > vaultBounds.valueBytes)
    return { code: "vault.value.long", what: `has a value of more than ${vaultBounds.valueBytes} bytes` };
  if (note.length > vaultBounds.noteCharacters)
    return { code: "vault.note.long", what: `has a note of more than ${vaultBounds.noteCharacters} characters` };
  return undefined;
}
