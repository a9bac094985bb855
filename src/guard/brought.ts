/** Brought: files that came from elsewhere by earlier calls of the session, so that a program among them is known for what it is when it runs. */
import { readJson } from "../base/json.ts";

export type Brought = {
  /** With `/**` at its end all that lies below the folder, as an archive was unpacked there. */
  readonly path: string;
  readonly from: "download" | "remote";
  readonly origin: string;
};

const originChars = 200;
const noteChars = 900;

/** One line for each, for the memory of the session. Those that it has no room for are left out: a path that long is nobody's program. */
export function notesOf(brought: readonly Brought[]): readonly string[] {
  return brought
    .map(({ path, from, origin }) => JSON.stringify(["brought", path, from, origin.slice(0, originChars)]))
    .filter((note) => note.length <= noteChars);
}

/** Notes of another kind or form are somebody else's. */
export function broughtIn(notes: readonly string[]): readonly Brought[] {
  return notes.flatMap((note) => {
    const read = readJson(note);
    if (!read.ok || !Array.isArray(read.value)) return [];
    const [kind, path, from, origin] = read.value;
    if (kind !== "brought" || typeof path !== "string" || typeof origin !== "string") return [];
    return from === "download" || from === "remote" ? [{ path, from, origin }] : [];
  });
}
