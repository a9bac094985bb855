/** Every function of a file with its size: what the limits and the beauty budget count. */
import type { Node } from "oxc-parser";
import { lineCount, type Source } from "./source.ts";
import { isFunction, walk, type Place } from "./walk.ts";

export type FunctionSize = { readonly name: string; readonly node: Node; readonly lines: number; readonly parameters: number };

export function functionsOf(source: Source): readonly FunctionSize[] {
  const found: FunctionSize[] = [];
  walk(source.program, (place) => {
    if (!isFunction(place.node)) return;
    found.push({ name: nameOf(place), node: place.node, lines: lineCount(source, place.node), parameters: parametersOf(place.node) });
  });
  return found;
}

function parametersOf(node: Node): number {
  if (!("params" in node) || !Array.isArray(node.params)) return 0;
  return node.params.filter((one) => one.type !== "Identifier" || one.name !== "this").length;
}

/** Its own name, or that of what it is given to. */
function nameOf({ node, around }: Place): string {
  if ("id" in node && node.id !== null && node.id?.type === "Identifier") return node.id.name;
  const parent = around.at(-1);
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  if ((parent?.type === "Property" || parent?.type === "MethodDefinition") && parent.key.type === "Identifier") return parent.key.name;
  return "a function without a name";
}
