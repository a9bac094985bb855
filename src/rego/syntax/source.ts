/** A source file, places in it, and the fault that shows a person the line it means. */
import type { Fault } from "../../base/fault.ts";

export type Source = { readonly file: string; readonly text: string };

/** `said` is what is wrong, without the place and the line that `what` shows with it. */
export type RegoFault = Fault & { readonly said: string; readonly file: string; readonly line: number; readonly column: number };

/** A fault before it is known which file it is about. */
export type Flaw = { readonly code: string; readonly at: number; readonly what: string; readonly todo?: string };

/** What a text says, or what is wrong with it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flaw: Flaw };

/** Both count from one; columns count characters. */
export type Place = { readonly line: number; readonly column: number };

/** Where each line of a source starts, worked out once. */
const lineStarts = new WeakMap<Source, readonly number[]>();

export function placeIn(source: Source, at: number): Place {
  const starts = lineStarts.get(source) ?? findLines(source);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] as number) + 1 };
}

function findLines(source: Source): readonly number[] {
  const starts = [0];
  for (let found = source.text.indexOf("\n"); found !== -1; found = source.text.indexOf("\n", found + 1)) starts.push(found + 1);
  lineStarts.set(source, starts);
  return starts;
}

export function faultIn(source: Source, flaw: Flaw): RegoFault {
  const { line, column } = placeIn(source, flaw.at);
  const shown = shownLine(source, flaw.at - column + 1);
  const what = `${source.file}:${line}:${column}: ${flaw.what}${shown}`;
  const fault = { code: flaw.code, what, said: flaw.what, file: source.file, line, column };
  return flaw.todo === undefined ? fault : { ...fault, todo: flaw.todo };
}

/** Long lines are cut, so that the sentence stays readable. */
function shownLine({ text }: Source, start: number): string {
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end === -1 ? text.length : end).trim();
  return line === "" ? "" : `: \`${line.length > longestLine ? `${line.slice(0, longestLine)}…` : line}\``;
}

const longestLine = 120;
