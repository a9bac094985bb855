/** Walks a syntax tree, each node with the chain of nodes around it. */
import { visitorKeys, type Node } from "oxc-parser";

/** A node, the nodes around it from the outside in, and under which key its parent holds it. */
export type Place = { readonly node: Node; readonly around: readonly Node[]; readonly key: string };

/** Every node below and including this one, outer before inner. `enter` returns false to leave a node's children out. */
export function walk(root: Node, enter: (place: Place) => boolean | void): void {
  visit({ node: root, around: [], key: "" });

  function visit(place: Place): void {
    if (enter(place) === false) return;
    const around = [...place.around, place.node];
    for (const { node, key } of childrenOf(place.node)) visit({ node, around, key });
  }
}

export function childrenOf(node: Node): readonly { readonly node: Node; readonly key: string }[] {
  const members: Readonly<Record<string, unknown>> = { ...node };
  const children: { node: Node; key: string }[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const held = members[key];
    for (const child of Array.isArray(held) ? held : [held]) if (isNode(child)) children.push({ node: child, key });
  }
  return children;
}

export function isFunction(node: Node): boolean {
  return node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

/** True at module level, where code runs once, when the module is loaded. */
export function runsOnLoad(place: Place): boolean {
  return !place.around.some((node) => isFunction(node) || node.type === "PropertyDefinition");
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
