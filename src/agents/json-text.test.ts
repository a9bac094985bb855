/** Single values go in and out of a JSON text; nothing else in it moves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAt, readDocument, withMember, withoutMember } from "./json-text.ts";

const guard = { hooks: [{ command: "guard" }] };

const holders: readonly (readonly [what: string, text: string, way: readonly string[], key: string | undefined])[] = [
  ["an object over several lines", '{\n  "a": 1\n}\n', [], "b"],
  ["an object indented by four blanks", '{\n    "a": {"x": 1},\n    "z": [1, 2]\n}', [], "b"],
  ["an object indented by tabs", '{\n\t"a": 1\n}\n', [], "b"],
  ["an object with Windows line ends", '{\r\n  "a": 1\r\n}\r\n', [], "b"],
  ["an object on one line", '{"a": 1}', [], "b"],
  ["an object on one line with blanks", '{ "a": 1 }\n', [], "b"],
  ["a list over several lines", '{\n  "list": [\n    {"x":1},\n    {"x":2}\n  ]\n}\n', ["list"], undefined],
  ["a list on one line", '{\n  "list": [{"x":1}, {"x":2}]\n}\n', ["list"], undefined],
  ["a list of lists", "[[1],[2]]", [], undefined],
  ["text that begins with a byte order mark", '\uFEFF{\n  "a": 1\n}\n', [], "b"],
  ["keys and texts full of brackets", '{\n  "]}": "{[\\"",\n  "\\u0061": "\\\\"\n}\n', [], "b"],
];

for (const [what, text, way, key] of holders) {
  test(`a value that went into ${what} comes out without a trace`, () => {
    const member = { value: guard, ...(key === undefined ? {} : { key }) };
    const more = withMember(text, way, member);
    const holder = placeAt(more, way);
    const last = holder?.members.at(-1);
    assert.ok(last !== undefined);
    assert.deepEqual(JSON.parse(more.slice(last.value.start, last.value.end)), guard);
    assert.ok(readDocument(more).ok);
    assert.equal(withoutMember(more, [...way, last.key]), text);
  });
}

test("what goes into an empty object is laid out like the rest", () => {
  assert.equal(
    withMember('{\n    "a": {}\n}', ["a"], { key: "b", value: [1] }),
    '{\n    "a": {\n        "b": [\n            1\n        ]\n    }\n}',
  );
});

test("the first of several values takes its comma with it", () => {
  assert.equal(withoutMember('{ "a": 1, "b": 2 }', ["a"]), '{ "b": 2 }');
});

test("a way that leads nowhere changes nothing", () => {
  assert.equal(withoutMember('{"a":1}', ["b", "c"]), '{"a":1}');
  assert.equal(withMember('{"a":1}', ["b"], { value: 1 }), '{"a":1}');
});

test("of two members with one name the last is the one that counts", () => {
  const text = '{"a":1,"a":[2]}';
  assert.equal(placeAt(text, ["a"])?.kind, "list");
});

test("a text that is nested without end is refused before anything recurses", () => {
  assert.equal(readDocument("[".repeat(100_000)).ok, false);
  assert.equal(readDocument(`${"[".repeat(150)}${"]".repeat(150)}`).ok, true);
  assert.equal(readDocument(`["${"[".repeat(1000)}"]`).ok, true);
});
