/** Lays out a file: its package, imports and rules one below the other, with the comments between them. */
import { firstPiece, type Node } from "./brackets.ts";
import type { Landmarks } from "./landmarks.ts";
import { Layout } from "./layout.ts";
import type { Piece, Remark } from "./pieces.ts";
import { layOutRule } from "./rule-layout.ts";
import { Writer } from "./writer.ts";

export function layOutFile(nodes: readonly Node[], marks: Landmarks): string {
  const lines: string[] = [];
  let before: Part | undefined;
  for (const part of partsOf(nodes, marks)) {
    const { remarks, blank } = part.first;
    const own = remarks.filter(({ ownLine }) => ownLine);
    for (const { text } of remarks.filter(({ ownLine }) => !ownLine)) lines.push(`${lines.pop() ?? ""} ${text}`);
    addRemarks(lines, own);
    if (own.length > 0 ? blank : before !== undefined && isApart(before, part)) lines.push("");
    if (part.text !== "") lines.push(part.text);
    before = part;
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Comments above something stand apart from what comes before them. */
function addRemarks(lines: string[], remarks: readonly Remark[]): void {
  remarks.forEach(({ text, blank }, index) => {
    if (index === 0 ? lines.length > 0 : blank) lines.push("");
    lines.push(text);
  });
}

/** The package, an import, a rule, or the end of the file. */
type Part = { readonly first: Piece; readonly text: string };

function partsOf(nodes: readonly Node[], marks: Landmarks): Part[] {
  const starts = nodes.flatMap((node, index) => (index === 0 || isStart(firstPiece(node), marks) ? [index] : []));
  return starts.map((start, index) => {
    const own = nodes.slice(start, starts[index + 1]).filter((node) => firstPiece(node).kind !== ";");
    const writer = new Writer();
    layOutRule(new Layout(writer, marks), own);
    return { first: firstPiece(nodes[start] as Node), text: writer.text };
  });
}

function isStart({ at, kind }: Piece, { chunks }: Landmarks): boolean {
  return kind === "end" || chunks.has(at);
}

/** Rules of one line may stand close together; whatever is longer has empty lines around it. */
function isApart(one: Part, other: Part): boolean {
  return other.first.blank || kindOf(one) !== kindOf(other) || one.text.includes("\n") || other.text.includes("\n");
}

function kindOf({ first }: Part): string {
  return first.text === "package" || first.text === "import" ? first.text : "rule";
}
