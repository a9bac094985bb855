/** What every text starts with that a pattern matches: most texts are told apart by it, without any matching. */
import type { Node, Pattern } from "./tree.ts";

/** `undefined` where a match may start further on; else the characters that are written out after the start. */
export function prefixOf({ root }: Pattern): string | undefined {
  const [first, ...rest] = flat(root);
  if (first?.is !== "assert" || first.what !== "text-start") return undefined;
  let prefix = "";
  for (const node of rest) {
    const sign = signOf(node);
    if (sign === undefined) break;
    prefix += sign;
  }
  return prefix;
}

/** Sequences within sequences are one. */
function flat(node: Node): readonly Node[] {
  if (node.is === "empty") return [];
  return node.is === "sequence" ? node.parts.flatMap(flat) : [node];
}

/** The one character that a node stands for. */
function signOf(node: Node): string | undefined {
  if (node.is !== "set" || node.set.isNegated || node.set.ignoresCase || node.set.properties.length > 0) return undefined;
  const [range, ...others] = node.set.ranges;
  return range !== undefined && others.length === 0 && range[0] === range[1] ? String.fromCodePoint(range[0]) : undefined;
}
