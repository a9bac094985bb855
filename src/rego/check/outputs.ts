/** Which variables get a value from a statement, given those that have one. As in OPA, only those of `=` are always new ones. */
import type { CoreStatement, CoreTerm } from "./reduced.ts";
import { Unification } from "./unification.ts";
import { enumeratedBy, variablesOfTerm } from "./variables.ts";

export function outputsOf(statement: CoreStatement, safe: ReadonlySet<string>): Set<string> {
  const { claim } = statement;
  const outputs = new Set<string>();
  if (statement.negated || !hasSafeModifiers(statement, safe)) return outputs;
  switch (claim.is) {
    case "term":
      enumeratedBy(claim.term, safe, outputs);
      break;
    case "unify":
      addUnified(claim, safe, outputs);
      break;
    case "call":
      addResult(claim, safe, outputs);
      break;
    case "every":
      enumeratedBy(claim.domain, safe, outputs);
      break;
    default:
      break;
  }
  return outputs;
}

function hasSafeModifiers({ with: modifiers }: CoreStatement, safe: ReadonlySet<string>): boolean {
  return modifiers.every(({ value }) => value.is === "function" || isSubset(variablesOfTerm(value.term), safe));
}

function addUnified(
  { left, right }: { readonly left: CoreTerm; readonly right: CoreTerm },
  safe: ReadonlySet<string>,
  outputs: Set<string>,
): void {
  enumeratedBy(left, safe, outputs);
  enumeratedBy(right, safe, outputs);
  const known = new Set([...safe, ...outputs]);
  for (const name of new Unification(known).unify(left, right)) outputs.add(name);
  for (const name of safe) outputs.delete(name);
}

type CallClaim = { readonly args: readonly CoreTerm[]; readonly result: CoreTerm | undefined };

function addResult({ args, result }: CallClaim, safe: ReadonlySet<string>, outputs: Set<string>): void {
  for (const arg of args) enumeratedBy(arg, safe, outputs);
  if (result === undefined) return;
  enumeratedBy(result, safe, outputs);
  const known = new Set([...safe, ...outputs]);
  if (!args.every((arg) => isSubset(variablesOfTerm(arg), known))) return outputs.clear();
  for (const name of variablesOfTerm(result)) outputs.add(name);
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const name of some) if (!all.has(name)) return false;
  return true;
}
