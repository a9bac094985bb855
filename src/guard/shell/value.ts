/** Value: what a word becomes when the shell expands it, as far as that can be known. */
import type { Provenance } from "../effect.ts";

export type Value = {
  /** The text itself when known; else what could be made out of it, for people to read. */
  readonly text: string;
  readonly known: boolean;
  /** An unquoted pattern that the shell would match against files. */
  readonly glob: boolean;
  /** How a text that is not known surely begins. */
  readonly head?: string;
  /** What a text that is not known surely looks like: one word, in which a star stands for anything but a slash. */
  readonly shape?: string;
  /** Not known and not quoted: it may become several words, or none. */
  readonly loose?: true;
  /** It is one of these, and nobody knows which; the text is all of them, a line each. */
  readonly either?: readonly string[];
  /** The call has taken the name away: it is empty, and not even that where somebody asks whether it is set. */
  readonly unset?: true;
  /** The words of an array, or of `$@`. */
  readonly items?: readonly Value[];
  /** What they are called where that is not 0, 1, 2 …; an array without them counts them. */
  readonly keys?: readonly string[];
  /** Its keys are texts, and not numbers to be worked out. */
  readonly keyed?: true;
  /** The name that this one stands for. */
  readonly refers?: string;
  /** What it was made from, when that was the output of a command. */
  readonly flow?: Flow;
};

/** What comes out of a command and into another: where it is from, and its text where that can be known. */
export type Flow = {
  readonly from: Provenance;
  readonly text?: string;
  /** What a text that is not known surely looks like, as the shape of a value. */
  readonly shape?: string;
  /** It is one of these, and nobody knows which; the text is all of them, a line each. */
  readonly either?: readonly string[];
  readonly origin?: string;
  /** It is what this file holds, which is read only where somebody runs it. */
  readonly file?: string;
  /** It is what these hold, one behind the other. */
  readonly pieces?: readonly Flow[];
  /** Something that did not stand in the call is part of it. */
  readonly holds?: Held;
  /** Its lines are paths that lie below these folders, and begin with one of them. */
  readonly below?: readonly string[];
  /** What the last name of each of these paths looks like. */
  readonly named?: string;
  /** Nothing else picked them: all that are named so. */
  readonly allNamed?: true;
  /** Those paths are all that lies there, the folders themselves included. */
  readonly everything?: true;
};

export type Held = "file" | "secret";

export function literal(text: string): Value {
  return { text, known: true, glob: false };
}

/** Stands in a text of which a stretch is not known, so that the text can still be read as shell. */
export const hole = "\uE000";

export function textValue(text: string): Value {
  const at = text.indexOf(hole);
  return at < 0 ? literal(text) : { ...unknownValue(text.replaceAll(hole, "{}")), head: text.slice(0, at) };
}

export function unknownValue(text: string, flow?: Flow): Value {
  return { text, known: false, glob: false, ...(flow === undefined ? {} : { flow }) };
}

/** A number that nobody knows. */
export function someNumber(text: string): Value {
  return { text, known: false, glob: false, shape: "[0-9]*" };
}

export function listValue(items: readonly Value[], keys?: readonly string[]): Value {
  const known = items.every((item) => item.known);
  const names = keys === undefined || keys.every((key, position) => key === String(position)) ? {} : { keys };
  return { text: known ? (items[0]?.text ?? "") : "$@", known, glob: false, items, ...names };
}

/** The part of the text that is certain, from its start. */
export function headOf(value: Value): string {
  return value.known ? value.text : (value.head ?? "");
}

/** What stands behind the first characters, such as the value of `name=value`. */
export function behind(value: Value, length: number): Value {
  const head = value.head === undefined ? {} : { head: value.head.slice(length) };
  return { ...value, text: value.text.slice(length), ...head };
}

export function withPrefix(prefix: string, value: Value): Value {
  return { ...value, text: prefix + value.text, head: prefix + headOf(value) };
}
