/** Does the tree account for every character? Text that it does not hold could run unseen. */
import { forEachChild, type HereDoc, type ParsedScript, type Script } from "unbash";
import type { Span } from "../../base/span.ts";

export type Problem = { readonly what: string; readonly span: Span };

type Node = Parameters<typeof forEachChild>[0];

/** What is wrong with a script and with those that stand in it. */
export function uncoveredIn(text: string, script: ParsedScript): readonly Problem[] {
  const own = [...errorsOf(script, text.length), ...uncovered(text, script)];
  return /\$\(|`|[<>]\(/.test(text) ? [...own, ...uncoveredInside(text, script)] : own;
}

function errorsOf(script: Script, end: number): readonly Problem[] {
  const { errors = [] } = script as ParsedScript;
  return errors.map((error) => ({ what: error.message, span: { start: error.pos, end } }));
}

/** A substitution is a script of its own; one between backticks has a text of its own as well. */
function uncoveredInside(text: string, script: Script): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Node): void => {
    if (node !== (script as Node) && node.type === "Script") {
      const { source } = node;
      if (source === undefined) problems.push(...errorsOf(node, node.end), ...uncovered(text, node));
      else {
        problems.push(...uncoveredIn(source, { ...node, pos: 0, end: source.length }));
        return;
      }
    }
    forEachChild(node, visit);
  };
  visit(script as Node);
  return problems;
}

/** Between statements only separators, comments and heredoc bodies may stand. */
function uncovered(text: string, script: Script): readonly Problem[] {
  const bodies = text.includes("<<") ? heredocBodies(script) : [];
  const covered = [...script.commands.map(({ pos, end }) => ({ start: pos, end })), ...bodies].sort(
    (one, other) => one.start - other.start,
  );
  const problems: Problem[] = [];
  let reached = script.pos;
  for (const span of [...covered, { start: script.end, end: script.end }]) {
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
    // Those further in lie inside the statement that they belong to.
    if (node.type !== "Script" || node === (script as Node)) forEachChild(node, visit);
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
