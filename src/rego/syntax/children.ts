/** The terms and statements directly inside a term or statement. */
import type { Body, Claim, Head, Statement, Term } from "./tree.ts";

export type TreeNode = Term | Statement;

export function childrenOf(node: TreeNode): readonly TreeNode[] {
  if ("claim" in node) return [...childrenOfClaim(node.claim), ...node.with.flatMap(({ target, value }) => [target, value])];
  switch (node.is) {
    case "constant":
    case "variable":
      return [];
    case "reference":
      return [node.head, ...node.path];
    case "array":
    case "set":
      return node.items;
    case "object":
      return node.pairs.flat();
    case "call":
      return [node.operator, ...node.args];
    case "comprehension":
      return [...(node.key === undefined ? [] : [node.key]), node.value, ...node.body];
    case "template":
      return node.parts.filter((part) => typeof part !== "string");
  }
}

function childrenOfClaim(claim: Claim): readonly TreeNode[] {
  switch (claim.is) {
    case "term":
      return [claim.term];
    case "unify":
    case "assign":
      return [claim.left, claim.right];
    case "declare":
      return claim.names;
    case "some-in":
      return [...(claim.key === undefined ? [] : [claim.key]), claim.value, claim.domain];
    case "every":
      return [...(claim.key === undefined ? [] : [claim.key]), claim.value, claim.domain, ...claim.body];
    case "not":
      return claim.body;
    case "and":
    case "or":
      return [...claim.left, ...claim.right];
  }
}

export function termsOfHead({ path, args, member, value }: Head): readonly Term[] {
  return [...path, ...(args ?? []), member, value].filter((term) => term !== undefined);
}

/** The bodies directly inside, each with a scope of its own. */
export function bodiesOf(node: TreeNode): readonly Body[] {
  if (!("claim" in node)) return node.is === "comprehension" ? [node.body] : [];
  const { claim } = node;
  switch (claim.is) {
    case "every":
    case "not":
      return [claim.body];
    case "and":
    case "or":
      return [claim.left, claim.right];
    default:
      return [];
  }
}
