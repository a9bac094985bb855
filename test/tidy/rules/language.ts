/** The part of the language that we use: no escape from the types, no throwing to say that something failed. */
import type { Node } from "oxc-parser";
import { forEachSource } from "../house.ts";
import { isPure } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import type { Violation } from "../tree.ts";
import { walk } from "../walk.ts";

type Fault = { readonly rule: string; readonly what: string };

export const language = forEachSource((source) => {
  const found: Violation[] = [];
  walk(source.program, ({ node }) => {
    const fault = faultOf(node, source.path);
    if (fault !== undefined) found.push(at(source, node, fault));
  });
  return [...found, ...suppressions(source)];
});

function faultOf(node: Node, path: string): Fault | undefined {
  switch (node.type) {
    case "ThrowStatement":
      return mayThrow(path) ? undefined : { rule: "throw", what: "a failure is a value (`fail`); bugs go through base/assert.ts" };
    case "TSAnyKeyword":
      return { rule: "any", what: "`any` switches the types off; say `unknown` and read it" };
    case "TSAsExpression":
      return isBlindCast(node)
        ? { rule: "blind-cast", what: "a cast by way of `unknown`, or to `never`, proves nothing; read the value" }
        : undefined;
    case "ExportDefaultDeclaration":
      return { rule: "default-export", what: "an export has one name everywhere" };
    case "TSEnumDeclaration":
      return { rule: "enum", what: "a closed list is a union of literals" };
    case "TSModuleDeclaration":
      return node.kind === "global" ? undefined : { rule: "namespace", what: "a module is a file" };
    default:
      return undefined;
  }
}

function mayThrow(path: string): boolean {
  return !isPure(path) || isTest(path) || path === "src/base/assert.ts";
}

function isBlindCast(node: Node): boolean {
  if (node.type !== "TSAsExpression") return false;
  const inner = node.expression.type === "ParenthesizedExpression" ? node.expression.expression : node.expression;
  const isDouble = inner.type === "TSAsExpression" && inner.typeAnnotation.type === "TSUnknownKeyword";
  return isDouble || node.typeAnnotation.type === "TSNeverKeyword";
}

/** A tool that is told to look away proves nothing. */
function suppressions(source: Source): readonly Violation[] {
  return source.comments
    .filter((comment) => /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable|oxfmt-ignore|prettier-ignore/.test(comment.value))
    .map((comment) =>
      at(source, comment, { rule: "suppression", what: "mend it or change the rule for everybody, never silence it here" }),
    );
}
