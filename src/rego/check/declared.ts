/** Which variables a body declares, and which a pattern holds. */
import type { Body, Statement, Term } from "../syntax/tree.ts";

export function declaredIn(body: Body): string[] {
  return body.flatMap(declaredBy);
}

function declaredBy({ claim }: Statement): string[] {
  switch (claim.is) {
    case "assign":
      return variablesIn(claim.left);
    case "declare":
      return claim.names.map(({ name }) => name);
    case "some-in":
      return [...(claim.key === undefined ? [] : variablesIn(claim.key)), ...variablesIn(claim.value)];
    default:
      return [];
  }
}

/** The variables of a pattern. References and comprehensions in it are values to compare with. */
export function variablesIn(term: Term): string[] {
  switch (term.is) {
    case "variable":
      return [term.name];
    case "array":
    case "set":
      return term.items.flatMap(variablesIn);
    case "object":
      return term.pairs.flatMap(([, value]) => variablesIn(value));
    default:
      return [];
  }
}
