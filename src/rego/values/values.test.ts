/** Values: numbers as OPA prints them, one order for all kinds, equality, JSON. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { addFloats, divideFloats, floatOf, multiplyFloats, textOfFloat } from "./float.ts";
import { jsonOf, jsonText, regoText, valueOf } from "./json.ts";
import { compareNumbers, numericOf, textOfNumber } from "./number.ts";
import { RegoObject } from "./object.ts";
import { compare, equal } from "./order.ts";
import { valueOfText } from "./read-json.ts";
import { RegoSet } from "./set.ts";
import { keyOf, type Value } from "./value.ts";

function shown(text: string): string {
  return textOfFloat(floatOf(text));
}

test("fractions are printed with the fewest digits that 64 bits need", () => {
  assert.equal(shown("0.1"), "0.1");
  assert.equal(shown("1234567.5"), "1.2345675e+06");
  assert.equal(shown("0.00001"), "1e-05");
  assert.equal(shown("-2.50"), "-2.5");
  assert.equal(textOfFloat(addFloats(floatOf("0.1"), floatOf("0.2"))), "0.3");
  assert.equal(textOfFloat(divideFloats(floatOf("1"), floatOf("3"))), "0.33333333333333333334");
  assert.equal(textOfFloat(multiplyFloats(floatOf("1e21"), floatOf("0.000001"))), "1.00000000000000000006e+15");
});

test("numbers keep the digits they were written with", () => {
  for (const text of ["1.0", "1e3", "12345678901234567890", "0.1", "-0", "100000000000000000000000"])
    assert.equal(textOfNumber(numericOf(text)), text);
});

test("numbers are equal by value, however they are written", () => {
  assert.ok(equal(1, numericOf("1.0")));
  assert.ok(equal(numericOf("1e3"), 1000));
  assert.equal(keyOf(numericOf("1.0")), keyOf(1));
  assert.ok(compareNumbers(numericOf("9007199254740993"), numericOf("9007199254740992")) > 0);
  assert.ok(compareNumbers(numericOf("1e1000000000"), 1) > 0);
});

test("all kinds have one order", () => {
  const sorted: Value[] = [
    null,
    false,
    true,
    -1,
    2,
    numericOf("1e30"),
    "a",
    "b",
    [],
    [1],
    new RegoObject(),
    RegoObject.of([["a", 1]]),
    new RegoSet(),
    RegoSet.of([1]),
  ];
  assert.deepEqual(sorted.toReversed().toSorted(compare).map(regoText), sorted.map(regoText));
});

test("strings are ordered by code points, not by UTF-16 units", () => {
  assert.ok(compare("\uffff", "😀") < 0);
});

test("a set tells apart what looks alike as text", () => {
  assert.equal(RegoSet.of([1, "1", true, "true", null, "null", [1], "[1]", "\u0000c[1]"]).size, 9);
});

test("members of sets and objects come in order", () => {
  assert.deepEqual(jsonOf(RegoSet.of(["b", 2, "a", null])), [null, 2, "a", "b"]);
  assert.equal(
    regoText(
      RegoObject.of([
        ["b", new RegoSet()],
        [1, []],
      ]),
    ),
    '{1: [], "b": set()}',
  );
});

test("JSON is read with all digits and refused where it is none", () => {
  assert.equal(
    jsonText(valueOfText('{"a":[1.10,12345678901234567890],"b":"\\u00e4"}') as Value),
    '{"a":[1.10,12345678901234567890],"b":"ä"}',
  );
  assert.equal(valueOfText("[1,]"), undefined);
  assert.equal(valueOfText("[".repeat(500) + "]".repeat(500)), undefined);
});

test("a member named like a method of JavaScript is a member like any other", () => {
  const value = valueOf(JSON.parse('{"__proto__": 1, "constructor": 2}')) as RegoObject;
  assert.equal(value.get("__proto__"), 1);
  assert.equal(value.get("toString"), undefined);
  assert.equal(JSON.stringify(jsonOf(value)), '{"__proto__":1,"constructor":2}');
});

test("what is nested too deeply is refused, not followed", () => {
  let deep: Json = 1;
  for (let level = 0; level < 1_000; level++) deep = [deep];
  assert.equal(valueOf(deep), undefined);
});
