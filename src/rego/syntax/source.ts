/** A source file, places in it, and the fault that shows a person the line it means. */
import type { Fault } from "../../base/fault.ts";

export type Source = { readonly file: string; readonly text: string };

export type RegoFault = Fault & { readonly file: string; readonly line: number; readonly column: number };

/** A fault before it is known which file it is about. */
export type Flaw = { readonly code: string; readonly at: number; readonly what: string; readonly todo?: string };

/** Both count from one; columns count characters. */
export type Place = { readonly line: number; readonly column: number };

export function placeOf(text: string, at: number): Place {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let found = text.indexOf("\n"); found !== -1 && found < start; found = text.indexOf("\n", found + 1)) line++;
  return { line, column: at - start + 1 };
}

export function faultIn(source: Source, flaw: Flaw): RegoFault {
  const { line, column } = placeOf(source.text, flaw.at);
  const written = (source.text.split("\n")[line - 1] ?? "").trim();
  const shown = written === "" ? "" : `: \`${written}\``;
  const what = `${source.file}:${line}:${column}: ${flaw.what}${shown}`;
  const fault = { code: flaw.code, what, file: source.file, line, column };
  return flaw.todo === undefined ? fault : { ...fault, todo: flaw.todo };
}
