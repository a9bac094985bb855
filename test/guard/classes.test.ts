/** Every class of bypass and of false alarm has cases, in the direction that it is about. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStricter } from "../../src/guard/guard.ts";
import { corpusCases } from "../corpus/corpus.ts";

const cases = corpusCases();
const bypasses = Array.from({ length: 47 }, (_, position) => `${position + 1}`);
const falseAlarms = Array.from({ length: 30 }, (_, position) => `f${position + 1}`);

for (const id of bypasses) {
  test(`class ${id} of bypass has cases that are stopped`, () => {
    const own = cases.filter((row) => row.class === id && isStricter(row.verdict, "warn"));
    assert.ok(own.length >= (id === "47" ? 1 : 2), `only ${own.length}`);
  });
}

for (const id of falseAlarms) {
  test(`class ${id} of false alarm has cases that pass`, () => {
    const own = cases.filter((row) => row.class === id && !isStricter(row.verdict, "warn"));
    assert.ok(own.length >= 3, `only ${own.length}`);
  });
}

test("no case belongs to a class that there is not", () => {
  const odd = cases.filter((row) => row.class !== undefined && ![...bypasses, ...falseAlarms].includes(row.class));
  assert.deepEqual(odd, []);
});
