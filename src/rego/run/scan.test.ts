/** Going through lists: what an index leaves out could not have held, and what is left comes in the order of the list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { compile, type Program } from "../rego.ts";

const limits = { steps: 100_000 };

function programOf(rules: string): Program {
  const compiled = compile([{ file: "s.rego", text: `package s\n${rules}` }]);
  return compiled.ok ? compiled.program : assert.fail(compiled.faults[0]?.what ?? "");
}

function valueOf(rules: string, input: Json): Json | undefined {
  const answer = programOf(rules).evaluate("data.s.answer", input, limits);
  return answer.ok ? answer.value : answer.fault.code;
}

const list = ["b", "a", "c", "a", "b"].map((kind, place) => ({ kind, place, deep: { level: place % 2 } }));

/** The list comes three times, so that the index is made and used. */
function thrice(body: string): string {
  return [1, 2, 3]
    .map((name) => `r${name} := [e.place | some e in input.list; ${body}]`)
    .join("\n")
    .concat("\nanswer := [r1, r2, r3]");
}

const same = (name: string, body: string, expected: Json): void => {
  test(name, () => assert.deepEqual(valueOf(thrice(body), { list }), [expected, expected, expected]));
};

same("members that pass come in the order of the list", 'e.kind == "a"', [1, 3]);
same("several constants keep that order too", 'e.kind in {"a", "b"}', [0, 1, 3, 4]);
same("all tests must pass", 'e.kind == "a"; e.deep.level == 1', [1, 3]);
same("a test that nothing passes leaves nothing", 'e.kind == "z"', []);
same("what stands to the left may be the constant", '"c" == e.kind', [2]);
same("a test after something else is not brought forward", 'e.place > 1; e.kind == "b"', [4]);
same("a member that is missing fails its test", "e.deep.nothing == 1", []);

test("keys are the places in the list", () => {
  const rules = 'a := [i | some i, e in input.list; e.kind == "b"]\nb := [i | some i, e in input.list; e.kind == "b"]\nanswer := [a, b]';
  assert.deepEqual(valueOf(rules, { list }), [
    [0, 4],
    [0, 4],
  ]);
});

test("numbers are found by value, however they are written", () => {
  assert.deepEqual(
    valueOf(
      'xs := [{"n": 1.0}, {"n": 1}, {"n": 1e0}, {"n": 2}]\na := [i | some i, x in xs; x.n == 1]\nb := [i | some i, x in xs; x.n == 1]\nanswer := [a, b]',
      {},
    ),
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
  );
});

test("members of other kinds than objects are no obstacle", () => {
  const rules = 'a := [i | some i, e in input.list; e.kind == "x"]\nb := [i | some i, e in input.list; e.kind == "x"]\nanswer := [a, b]';
  assert.deepEqual(valueOf(rules, { list: [1, "x", null, ["x"], { kind: ["x"] }, { kind: "x" }] }), [[5], [5]]);
});

test("with another input another list is gone through", () => {
  const rules = 'f := [e | some e in input.list; e.k == 1]\nanswer := [f, x, f] if { x := f with input as {"list": [{"k": 1, "o": 2}]} }';
  assert.deepEqual(valueOf(rules, { list: [{ k: 1 }] }), [[{ k: 1 }], [{ k: 1, o: 2 }], [{ k: 1 }]]);
});

test("what one evaluation looked up does not serve the next", () => {
  const program = programOf(thrice('e.kind == "a"'));
  const ask = (input: Json): Json | undefined => {
    const answer = program.evaluate("data.s.r2", input, limits);
    return answer.ok ? answer.value : undefined;
  };
  assert.deepEqual(ask({ list }), [1, 3]);
  assert.deepEqual(ask({ list: list.toReversed() }), [3, 1]);
});

test("a text that starts with the sign for zero is found like any other", () => {
  const rules =
    'deny["nul"] contains "x" if input.text == "\\u0000a"\ndeny["in"] contains "x" if input.text in {"\\u0000a", "b"}\nanswer := deny';
  assert.deepEqual(valueOf(rules, { text: "\u0000a" }), { nul: ["x"], in: ["x"] });
  const each = 'deny["each"] contains "x" if { some e in input.list; e.kind == "\\u0000a" }\nanswer := deny';
  assert.deepEqual(valueOf(each, { list: [{ kind: "\u0000a" }] }), { each: ["x"] });
});

function rulesFor(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `r${index} contains e.place if { some e in input.list; e.kind == "k${index}"; e.place >= 0 }`,
  ).join("\n");
}

test("a list that is gone through often is looked through once", () => {
  const many = Array.from({ length: 400 }, (_, place) => ({ kind: `k${place}`, place }));
  const steps = (count: number): number => {
    const answer = programOf(rulesFor(count)).evaluate("data.s", { list: many }, { steps: 10_000_000 });
    return answer.ok ? answer.steps : assert.fail(answer.fault.what);
  };
  const perRule = (steps(200) - steps(100)) / 100;
  assert.ok(perRule < 40, `${perRule} steps for each further rule`);
});
