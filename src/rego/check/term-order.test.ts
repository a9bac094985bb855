/** Members of collections that are written out, in OPA's order: by kind, then by value, name or steps, and as written where those say nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Term } from "../syntax/tree.ts";
import { inKeyOrder, inTermOrder } from "./term-order.ts";

const constant = (value: string | number | boolean): Term => ({ is: "constant", value, at: 0 });
const variable = (name: string) => ({ is: "variable", name, at: 0 }) as const;
const reference = (head: string, ...path: readonly Term[]): Term => ({ is: "reference", head: variable(head), path, at: 0 });
const call = (name: string, ...args: readonly Term[]): Term => ({ is: "call", operator: variable(name), args, at: 0 });
const array = (...items: readonly Term[]): Term => ({ is: "array", items, at: 0 });

const sorted: readonly (readonly [what: string, terms: readonly Term[]])[] = [
  ["constants by value", [constant(false), constant(2), constant(10), constant("a"), constant("b")]],
  ["kinds", [constant("z"), variable("a"), call("f"), reference("a"), array()]],
  ["variables by name, those without one first", [variable("_0"), variable("B"), variable("_x"), variable("a")]],
  [
    "references by their steps, the shorter first",
    [reference("input", constant("a")), reference("input", constant("a"), variable("_1")), reference("x")],
  ],
  [
    "arrays and calls by what is in them",
    [call("f", constant(1)), call("f", constant(2)), call("g"), array(constant(1)), array(constant(1), constant(2))],
  ],
];

for (const [what, terms] of sorted) {
  test(`${what} are sorted`, () => {
    for (let turn = 0; turn < terms.length; turn++) assert.deepEqual(inTermOrder([...terms.slice(turn), ...terms.slice(0, turn)]), terms);
  });
}

test("what says nothing stays as it was written, and pairs go by their keys", () => {
  const [one, other] = [
    { is: "set", items: [constant(2)], at: 1 },
    { is: "set", items: [constant(1)], at: 2 },
  ] as const;
  assert.deepEqual(inTermOrder([one, other]), [one, other]);
  assert.deepEqual(
    inKeyOrder([
      [constant("k"), constant(1)],
      [constant("a"), constant(2)],
    ]).map(([, value]) => value),
    [constant(2), constant(1)],
  );
});
