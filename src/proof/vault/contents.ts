/** The contents of a vault as bytes: an index in JSON and, apart from it, the values, so that no value ever becomes part of a text. */
import { asciiOf, bytesOfAscii, joinedBytes } from "../../base/bytes.ts";
import { canonicalJson, readJson } from "../../base/json.ts";
import { exactly, list, object, type Reader, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Contents, VaultEntry } from "./entries.ts";
import { isStoredName } from "./names.ts";

const indexVersion = 1;
const lengthBytes = 4;

/** Four bytes of length, the index, then each value and what was there before it, in the order of the index. */
export function bytesOfContents(contents: Contents): Uint8Array {
  const entries = contents.map(({ value, previous, ...told }) => ({
    ...told,
    bytes: value.length,
    previousBytes: previous?.length ?? null,
  }));
  const index = bytesOfAscii(canonicalJson({ version: indexVersion, entries }));
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, index.length);
  return joinedBytes(length, index, ...contents.flatMap(({ value, previous }) => (previous === null ? [value] : [value, previous])));
}

/** Values are copied out, so that the caller can wipe what was handed in. */
export function contentsIn(bytes: Uint8Array): Result<Contents> {
  if (bytes.length < lengthBytes) return unreadable("it is too short");
  const indexEnd = lengthBytes + new DataView(bytes.buffer, bytes.byteOffset, lengthBytes).getUint32(0);
  if (indexEnd > bytes.length) return unreadable("its index is longer than itself");
  const json = readJson(asciiOf(bytes.subarray(lengthBytes, indexEnd)));
  const read = json.ok ? index(json.value, "vault") : json;
  if (!read.ok) return unreadable(read.fault.what);
  const entries: VaultEntry[] = [];
  let at = indexEnd;
  for (const { bytes: size, previousBytes, ...told } of read.value.entries) {
    const [value, previous] = [
      bytes.slice(at, at + size),
      previousBytes === null ? null : bytes.slice(at + size, at + size + previousBytes),
    ];
    entries.push({ ...told, value, previous });
    at += size + (previousBytes ?? 0);
  }
  return at === bytes.length && isInOrder(entries) ? done(entries) : unreadable("its values are not where its index says");
}

const count: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? done(value) : unreadable(`\`${at}\` is no count`);
const countOrNull: Reader<number | null> = (value, at) => (value === null ? done(null) : count(value, at));

const index = object({
  version: exactly(indexVersion),
  entries: list(
    object({
      name: text,
      version: count,
      category: text,
      note: text,
      storedAt: count,
      changedAt: count,
      rotatedAt: countOrNull,
      rotations: count,
      bytes: count,
      previousBytes: countOrNull,
    }),
  ),
});

function isInOrder(entries: readonly VaultEntry[]): boolean {
  return entries.every(({ name }, at) => isStoredName(name) && (at === 0 || (entries[at - 1] as VaultEntry).name < name));
}

/** The seal was whole, so another release wrote this. */
function unreadable(why: string): ReturnType<typeof fail> {
  return fail({
    code: "vault.contents",
    what: `what the vault holds cannot be read: ${why}`,
    todo: "read it with the release that wrote it",
  });
}
