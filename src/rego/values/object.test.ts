/** Objects, and those that are read from what was handed in only as far as somebody looks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { jsonText } from "./json.ts";
import { BigNumber } from "./number.ts";
import { RegoObject } from "./object.ts";
import { equal } from "./order.ts";
import { InputReading } from "./reading.ts";
import { keyOf } from "./value.ts";

function given(json: Json, reading = new InputReading()): RegoObject {
  const value = reading.valueOf(json, 0);
  return value instanceof RegoObject ? value : assert.fail("no object");
}

test("of equal names the first stays as it was written, with the last value", () => {
  const object = RegoObject.of([
    [new BigNumber("1.0"), "one"],
    [1, "two"],
  ]);
  assert.equal(jsonText(object), '{"1.0":"two"}');
  assert.equal(object.get(1), "two");
  assert.equal(object.size, 1);
});

test("what was handed in answers as if it had been read as a whole", () => {
  const json = { b: [1, { c: null }], a: "x", n: 1.5, t: true, f: false, "": 0, big: 1e21 };
  const read = given(json);
  for (const name of Object.keys(json)) assert.ok(read.has(name), name);
  assert.equal(read.get("a"), "x");
  assert.equal(read.get("n"), 1.5);
  assert.equal(read.get("f"), false);
  assert.equal(jsonText(read), '{"":0,"a":"x","b":[1,{"c":null}],"big":1000000000000000000000,"f":false,"n":1.5,"t":true}');
  assert.equal(read.size, 7);
});

test("a member is the same value each time, before and after all are read", () => {
  const read = given({ inner: { a: 1 }, list: [{}] });
  const [inner, list] = [read.get("inner"), read.get("list")];
  assert.equal(read.get("inner"), inner);
  assert.deepEqual(read.sortedKeys(), ["inner", "list"]);
  assert.equal(read.get("inner"), inner);
  assert.equal(read.member("list"), list);
});

test("nothing that all objects of JavaScript have is a member", () => {
  const read = given({ a: 1 });
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) assert.equal(read.get(name), undefined, name);
  assert.equal(given(JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as Json).get("constructor"), 2);
  assert.equal(jsonText(given(JSON.parse('{"__proto__": {"a": 1}}') as Json).get("__proto__") ?? null), '{"a":1}');
});

test("names that look like keys of other values are names", () => {
  const name = keyOf([1]) as string;
  const read = given({ [name]: "text", 5: "five" });
  assert.equal(read.get([1]), undefined);
  assert.equal(read.get(name), "text");
  assert.equal(read.get(5), undefined);
  assert.equal(read.get("5"), "five");
  assert.ok(equal(read, given({ 5: "five", [name]: "text" })));
});

test("a copy and what is set in it leave what was handed in alone", () => {
  const json = { a: { b: 1 } };
  const copy = given(json).copy();
  copy.set("c", 2);
  assert.equal(jsonText(copy), '{"a":{"b":1},"c":2}');
  assert.deepEqual(json, { a: { b: 1 } });
});

test("only who looks too deep finds that it is too deep", () => {
  let deep: Json = "bottom";
  for (let level = 0; level < 300; level++) deep = { in: deep };
  const reading = new InputReading();
  const read = given({ deep, near: 1 }, reading);
  assert.equal(read.get("near"), 1);
  assert.equal(reading.isTooDeep, false);
  jsonText(read);
  assert.equal(reading.isTooDeep, true);
});
