/** Value: what a word becomes when the shell expands it, as far as that can be known. */
import type { Provenance } from "../effect.ts";

export type Value = {
  /** The text itself when known; else what could be made out of it, for people to read. */
  readonly text: string;
  readonly known: boolean;
  /** An unquoted pattern that the shell would match against files. */
  readonly glob: boolean;
  /** What it was made from, when that was the output of a command. */
  readonly flow?: Flow;
};

/** What comes out of a command and into another: where it is from, and its text where that can be known. */
export type Flow = { readonly from: Provenance; readonly text?: string; readonly origin?: string };

export function literal(text: string): Value {
  return { text, known: true, glob: false };
}

export function unknownValue(text: string, flow?: Flow): Value {
  return { text, known: false, glob: false, ...(flow === undefined ? {} : { flow }) };
}
