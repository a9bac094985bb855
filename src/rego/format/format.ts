/** A policy in the one layout that all policies share. What it says stays the same, and so does every comment. */
import type { Fault } from "../../base/fault.ts";
import { parseModule } from "../syntax/module.ts";
import { faultIn, type RegoFault, type Source } from "../syntax/source.ts";
import type { Dialect } from "../syntax/tree.ts";
import { bracketed } from "./brackets.ts";
import { layOutFile } from "./file-layout.ts";
import { landmarksOf } from "./landmarks.ts";
import { piecesOf, type Piece } from "./pieces.ts";
import { isSameTree } from "./same-tree.ts";

export type Formatted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault | RegoFault };

export function format(source: Source, dialect: Dialect = "v1"): Formatted {
  const parsed = parseModule(source.text, dialect);
  if (!parsed.ok) return { ok: false, fault: faultIn(source, parsed.flaw) };
  const pieces = piecesOf(source.text);
  const marks = landmarksOf(parsed.value);
  const text = layOutFile(bracketed(pieces, marks), marks);
  const again = parseModule(text, dialect);
  if (again.ok && isSameTree(parsed.value, again.value) && isSame(remarksIn(pieces), remarksIn(piecesOf(text)))) return { ok: true, text };
  const what = `${source.file}: its layout cannot be changed without changing what it says`;
  return { ok: false, fault: { code: "rego.format", what, follows: "it is left as it is", todo: "please report this file as a bug" } };
}

function remarksIn(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ remarks }) => remarks.map(({ text }) => text));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
