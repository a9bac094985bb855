/** One source file, parsed: its syntax tree, its comments, its lines and where it stands. */
import { parseSync, type Comment, type Node, type Program } from "oxc-parser";
import type { TreeFile, Violation } from "./tree.ts";

export type Source = {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** What the parser had against the text; a file with errors is judged no further. */
  readonly errors: readonly string[];
  readonly lineAt: (position: number) => number;
};

const parsedEndings = [".ts", ".tsx", ".mjs"];
const parsedFolders = ["src/", "test/", "scripts/"];

export function isSource(path: string): boolean {
  return parsedFolders.some((folder) => path.startsWith(folder)) && parsedEndings.some((ending) => path.endsWith(ending));
}

export function isTest(path: string): boolean {
  return path.startsWith("test/") || path.endsWith(".test.ts");
}

export function parseSource(file: TreeFile): Source {
  const parsed = parseSync(file.path, file.text, { sourceType: "module", astType: "ts" });
  const starts = lineStarts(file.text);
  return {
    path: file.path,
    text: file.text,
    lines: file.text.replace(/\n$/, "").split("\n"),
    program: parsed.program,
    comments: parsed.comments,
    errors: parsed.errors.map((error) => error.message),
    lineAt: (position) => lineAt(starts, position),
  };
}

/** A violation that points at a node of this source. */
export function at(source: Source, node: { readonly start: number }, fault: { readonly rule: string; readonly what: string }): Violation {
  return { ...fault, path: source.path, line: source.lineAt(node.start) };
}

export function lineCount(source: Source, node: Node): number {
  return source.lineAt(node.end - 1) - source.lineAt(node.start) + 1;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

function lineAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  return low + 1;
}
