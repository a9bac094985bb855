/** Verb: one verb of git with its own words, and what all verbs share in saying what is lost. */
import type { Target } from "../../../../effect.ts";
import type { Value } from "../../../../shell/value.ts";
import type { Part } from "../../../describing/deeds.ts";
import type { Line, Shape } from "../../../describing/options.ts";
import type { Run } from "../../../running/run.ts";
import type { Use } from "../../../describing/tool.ts";
import type { Saved } from "../../../walk/written.ts";

export type Verb = {
  readonly words: readonly Value[];
  readonly line: Line;
  /** The work tree that it is about. */
  readonly where: Target;
  /** The use of git that it is part of, where it runs. */
  readonly use: Use;
};

/** A verb of git as a tool of its own. `hasParts`: the word behind it says what it does. */
export type Row = {
  readonly shape: Shape;
  readonly effects?: (verb: Verb) => readonly Part[];
  readonly runs?: (verb: Verb) => readonly Run[];
  /** The files that it gives content to, in a repository with this root. */
  readonly saves?: (verb: Verb, top: string | undefined) => readonly Saved[];
  readonly hasParts?: true;
};

/** Several verbs that do the same stand in one key, with blanks between them. */
export type Rows = Readonly<Record<string, Row>>;

export function taking(short: string, long = ""): Shape {
  return { short, long: long.split(/\s+/).filter((name) => name !== "") };
}

export const filesFrom = "pathspec-from-file";

export function when(holds: boolean, part: Part): readonly Part[] {
  return holds ? [part] : [];
}

export function isPart(verb: Verb, ...names: readonly string[]): boolean {
  return names.includes(verb.words[0]?.text ?? "");
}

/** The target's name says what is lost, its scope where. */
export function discard(verb: Verb, what: string): Part {
  return { kind: "vcs", act: "discard", branch: "", target: { ...verb.where, name: what }, loss: "forever" };
}

/** Rewritten commits stay in the reflog of this copy. */
export function rewrite(verb: Verb): Part {
  return { kind: "vcs", act: "rewrite", branch: "", target: verb.where, loss: "git" };
}
