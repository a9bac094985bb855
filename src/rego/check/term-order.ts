/** The order in which OPA goes through the members of objects and sets that are written out: it keeps them sorted, and what comes out in which order shows it. */
import type { Pair, Reference, Term } from "../syntax/tree.ts";
import { compare, compareStrings } from "../values/order.ts";

export function inTermOrder(terms: readonly Term[]): readonly Term[] {
  return [...terms].sort(compareTerms);
}

export function inKeyOrder(pairs: readonly Pair[]): readonly Pair[] {
  return [...pairs].sort(([one], [other]) => compareTerms(one, other));
}

/** A call is a variable by then. */
const ranks: Readonly<Record<Term["is"], number>> = {
  constant: 0,
  variable: 1,
  call: 2,
  template: 2,
  reference: 3,
  array: 4,
  object: 5,
  set: 6,
  comprehension: 7,
};

/** As they are written where nothing else is known. */
function compareTerms(one: Term, other: Term): number {
  if (one.is === "constant" && other.is === "constant") return compare(one.value, other.value);
  if (one.is === "variable" && other.is === "variable") return compareStrings(nameOf(one.name), nameOf(other.name));
  if (one.is === "reference" && other.is === "reference") return compareLists(stepsOf(one), stepsOf(other));
  if (one.is === "call" && other.is === "call") return compareLists([one.operator, ...one.args], [other.operator, ...other.args]);
  if (one.is === "array" && other.is === "array") return compareLists(one.items, other.items);
  return ranks[one.is] - ranks[other.is];
}

/** OPA writes `$0` for what is `_` in the text, and that comes before all names. */
function nameOf(name: string): string {
  return name.replace(/^_(?=\d+$)/, "$");
}

function stepsOf({ head, path }: Reference): readonly Term[] {
  return [head, ...path];
}

function compareLists(one: readonly Term[], other: readonly Term[]): number {
  for (const [index, term] of one.entries()) {
    const beside = other[index];
    if (beside === undefined) return 1;
    const order = compareTerms(term, beside);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}
