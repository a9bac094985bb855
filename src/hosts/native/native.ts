/** World and Crypto as the native core lends them. */
import { type Blindness, type Entry, seen, type Seen, unseen, type World } from "../../guard/guard.ts";
import type { Crypto, Verifier } from "../../proof/crypto.ts";
import type { BlindnessCode, NativeCore } from "./core.ts";

export type { Bundle, NativeCore } from "./core.ts";

const blindness: Readonly<Record<BlindnessCode, Blindness>> = { 1: "denied", 2: "bound", 3: "foreign", 4: "odd" };
const kinds: readonly Entry["kind"][] = ["absent", "file", "folder", "link", "other"];

const mostNotes = 256;

export function nativeWorld(core: NativeCore): World {
  return {
    entry: (path) => answered(core.entry(path), ([kind, bytes, mode, owner]) => ({ kind: kinds[kind] ?? "other", bytes, mode, owner })),
    resolved: (path) => answered(core.resolved(path), (value) => value),
    text: (path, maxBytes) => answered(core.text(path, maxBytes), ([text, whole]) => ({ text, whole })),
    names: (folder, max) => answered(core.names(folder, max), ([names, whole]) => ({ names, whole })),
    tree: (folder, max) => answered(core.tree(folder, max), ([files, bytes, whole]) => ({ files, bytes, whole })),
    tracked: (path, max) =>
      answered(core.tracked(path, max), (found) => (found === null ? null : { files: found[0], unchanged: found[1], top: found[2] })),
    variable: (name) => seen(core.variable(name)),
    remembered: (session) => {
      const notes = core.remembered(session, mostNotes);
      return notes === null ? unseen("denied") : seen(notes);
    },
  };
}

export function nativeCrypto(core: NativeCore): Crypto {
  return { sha256: core.sha256, crc32: core.crc32 };
}

export function nativeVerifier(core: NativeCore): Verifier {
  return { sha256: core.sha256, isSigned: core.isSigned };
}

/** None where the file is not there, too large, or cannot be read. */
export function nativeMarked(core: NativeCore): (path: string, most: number, mark: string) => readonly string[] {
  return (path, most, mark) => {
    const lines = answered(core.marked(path, most, mark), (found) => found);
    return lines.known ? lines.value : [];
  };
}

/** `undefined`: the ledger cannot be read. */
export function nativeNewest(core: NativeCore): (records: string) => number | undefined {
  return (records) => {
    const newest = answered(core.newest(records), ([at]) => at);
    return newest.known ? newest.value : undefined;
  };
}

function answered<Raw, Answer>(raw: Raw | BlindnessCode, read: (raw: Raw) => Answer): Seen<Answer> {
  return typeof raw === "number" ? unseen(blindness[raw as BlindnessCode] ?? "odd") : seen(read(raw as Raw));
}
