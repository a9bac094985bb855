/** The substitutions that stand in a stretch of shell. Each runs, whatever becomes of what it writes. */
import { forEachChild, type Script } from "unbash";

type Node = Parameters<typeof forEachChild>[0];

/** The outermost ones; those further in are met when their script is walked. Lists of commands below the node are not entered. */
export function substitutionsIn(node: Node): readonly (Script | undefined)[] {
  const found: (Script | undefined)[] = [];
  const visit = (child: Node): void => {
    if (isSubstitution(child)) found.push(child.script);
    else if (child.type !== "CompoundList") forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function isSubstitution(node: Node): node is Extract<Node, { readonly script: unknown }> {
  return node.type === "CommandExpansion" || node.type === "ProcessSubstitution" || node.type === "ArithmeticCommandExpansion";
}
