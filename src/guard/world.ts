/** World: what may be asked of the machine. Synchronous, read-only, bounded; a question has an answer or an honest "not known". */

export type World = {
  /** What lies at this path itself; a link is not followed. */
  readonly entry: (path: string) => Seen<Entry>;
  /** The path with every link on the way resolved; parts that do not exist stay as written. */
  readonly resolved: (path: string) => Seen<string>;
  /** The start of a regular file, as text. */
  readonly text: (path: string, maxBytes: number) => Seen<Text>;
  readonly names: (folder: string, max: number) => Seen<Names>;
  /** How much lies below a folder. */
  readonly tree: (folder: string, max: number) => Seen<Tree>;
  /** What git's index knows of the files at or below a path; `null` where the path lies in no work tree. */
  readonly tracked: (path: string, max: number) => Seen<Tracked | null>;
  /** A variable of the call's environment, as data; the guard itself is never configured by one. */
  readonly variable: (name: string) => Seen<string | null>;
  /** What earlier calls of this session have left for later ones, the newest first. */
  readonly remembered: (session: string) => Seen<readonly string[]>;
};

/** A positive answer, or none: the guard only clears what was positively seen. */
export type Seen<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: Blindness };

/** `denied`: no permission. `bound`: past a limit. `foreign`: a mount that is not touched. `odd`: not the kind of thing asked for. */
export type Blindness = "denied" | "bound" | "foreign" | "odd";

export type Entry = {
  readonly kind: "absent" | "file" | "folder" | "link" | "other";
  readonly bytes: number;
  readonly mode: number;
  readonly owner: number;
};

export type Text = { readonly text: string; readonly whole: boolean };
export type Names = { readonly names: readonly string[]; readonly whole: boolean };
export type Tree = { readonly files: number; readonly bytes: number; readonly whole: boolean };

/** Files that git knows and that are there, and how many of them are as git last saw them, so that it can bring them back. */
export type Tracked = { readonly files: number; readonly unchanged: number; readonly top: string };

export function seen<T>(value: T): Seen<T> {
  return { known: true, value };
}

export function unseen(why: Blindness): { readonly known: false; readonly why: Blindness } {
  return { known: false, why };
}
