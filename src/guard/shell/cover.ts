/** Does the tree account for every character? Text that it does not hold could run unseen. */
import { forEachChild, type HereDoc, type Script } from "unbash";
import type { Span } from "../../base/span.ts";

export type Problem = { readonly what: string; readonly span: Span };

type Node = Parameters<typeof forEachChild>[0];

/** Between statements only separators, comments and heredoc bodies may stand. */
export function uncovered(text: string, script: Script): readonly Problem[] {
  const bodies = text.includes("<<") ? heredocBodies(script) : [];
  const covered = [...script.commands.map(({ pos, end }) => ({ start: pos, end })), ...bodies].sort(
    (one, other) => one.start - other.start,
  );
  const problems: Problem[] = [];
  let reached = 0;
  for (const span of [...covered, { start: text.length, end: text.length }]) {
    if (span.start > reached && !isSeparator(text.slice(reached, span.start)))
      problems.push(problemAt(text, { start: reached, end: span.start }));
    reached = Math.max(reached, span.end);
  }
  return problems;
}

function heredocBodies(script: Script): Span[] {
  const spans: Span[] = [];
  const visit = (node: Node): void => {
    if (node.type === "HereDoc") spans.push(bodySpan(node));
    forEachChild(node, visit);
  };
  visit(script as Node);
  return spans;
}

function bodySpan(heredoc: HereDoc): Span {
  return { start: heredoc.body.pos, end: heredoc.closing?.end ?? heredoc.body.end };
}

function isSeparator(gap: string): boolean {
  return gap.split("\n").every((line) => /^[\s;&]*(#.*|\\)?$/.test(line));
}

function problemAt(text: string, span: Span): Problem {
  return { what: `text that is part of no command: \`${text.slice(span.start, span.end).trim().slice(0, 60)}\``, span };
}
