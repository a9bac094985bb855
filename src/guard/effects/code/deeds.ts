/** What reading code says: the things it would do, and what could not be read. */
import type { Flow, Value } from "../../shell/value.ts";
import type { Budget } from "./bounds.ts";

export type Language = "python" | "javascript" | "php" | "perl" | "ruby" | "lua" | "awk" | "sed" | "powershell" | "cmd";

/** One thing that code would do. `line`: where in the code it stands, from 1. */
export type CodeDeed = { readonly line: number; readonly certainty: "proved" | "possible" } & CodeAct;

export type CodeAct =
  | { readonly does: "shell"; readonly text: Value }
  | { readonly does: "words"; readonly words: readonly Value[] }
  /** A text that is executed and not known here; a known one has been read. */
  | { readonly does: "code"; readonly language: Language; readonly text: Value }
  | { readonly does: "file"; readonly path: Value; readonly language: Language | "shell" | "unknown" }
  | { readonly does: "delete"; readonly path: Value; readonly whole: boolean }
  /** `write` creates or appends, `overwrite` truncates. */
  | { readonly does: "write" | "overwrite"; readonly path: Value; readonly flow: Flow }
  | { readonly does: "move"; readonly from: Value; readonly to: Value }
  | { readonly does: "link"; readonly from: Value; readonly to: Value }
  | { readonly does: "read"; readonly path: Value }
  | { readonly does: "chmod"; readonly path: Value; readonly mode: string; readonly whole: boolean }
  | { readonly does: "network"; readonly url: Value; readonly method: string; readonly carrying: Carrying }
  | { readonly does: "kill"; readonly what: Value; readonly signal: string }
  | { readonly does: "data"; readonly statement: Value };

export type Carrying = "nothing" | "text" | "file" | "secret" | "unknown";

/** What decides what would happen, could not be read, and is no deed: a bound that was passed, a function chosen at run time, a syntax not understood. */
export type Unread = { readonly line: number; readonly what: string; readonly bound: boolean };

/** Where an interpreter would turn the whole text down. */
export const notUnderstood = "a syntax that is not understood";

export type CodeReading = {
  readonly deeds: readonly CodeDeed[];
  readonly unread: readonly Unread[];
  /** What is printed; without a text where that is not exactly known but its origin is. */
  readonly output?: Flow;
};

/** What surrounds code. */
export type Around = {
  /** The words behind the code or its file. */
  readonly args: readonly Value[];
  /** The file that the code stands in; without one it stands in the call. */
  readonly script?: Value;
  readonly stdin: Flow | undefined;
  readonly variable: (name: string) => Value | undefined;
  readonly home: Value;
  readonly cwd: Value;
  /** What all code of the call may still cost; left out, this is all of it. */
  readonly budget?: Budget;
};
