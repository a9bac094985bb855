/** Questions asked of policies, as `opa eval` answers them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { study, type Placed, type Study } from "../rego.ts";

const limits = { steps: 10_000 };

function open(rules: string, data: readonly Placed[] = []): Study {
  const opened = study([{ file: "s.rego", text: `package s\n${rules}` }], { data });
  if (!opened.ok) assert.fail(opened.faults.map(({ what }) => what).join("\n"));
  return opened.study;
}

function ask(query: string, rules = "", input?: string): unknown {
  const answer = open(rules).query(query, { limits, ...(input !== undefined && { input }) });
  if (!answer.ok) return answer.fault.code;
  return answer.value.ways.map(({ values, bindings }) => [
    values.map(({ value }) => value),
    Object.fromEntries(Object.entries(bindings).map(([name, { value }]) => [name, value])),
  ]);
}

test("a query holds once for each way, with the values of its variables", () => {
  assert.deepEqual(ask("x := {1, 2}; y = x[_]"), [
    [[true, true], { x: [1, 2], y: 1 }],
    [[true, true], { x: [1, 2], y: 2 }],
  ]);
});

test("a term has its value, a statement that only holds is true", () => {
  assert.deepEqual(ask("[1, 2][_]"), [
    [[1], {}],
    [[2], {}],
  ]);
  assert.deepEqual(ask("not false; 1 + 1"), [[[true, 2], {}]]);
  assert.deepEqual(ask("some x in [3]"), [[[true], { x: 3 }]]);
});

test("a declaration is no expression", () => {
  assert.deepEqual(ask("some x; x = 1"), [[[true], { x: 1 }]]);
});

test("`false` alone is an answer, beside others it is none", () => {
  assert.deepEqual(ask("1 == 2"), [[[false], {}]]);
  assert.deepEqual(ask("true; 1 == 2"), []);
  assert.deepEqual(ask("not true"), []);
});

test("what is undefined has no answer", () => {
  assert.deepEqual(ask("data.s.nothing"), []);
  assert.deepEqual(ask("input"), []);
  assert.deepEqual(ask("input.a", "", '{"a": 1}'), [[[1], {}]]);
});

test("`with` works on a query too", () => {
  assert.deepEqual(ask('data.s.p with input as {"a": 2}', "p := input.a"), [[[2], {}]]);
});

test("a query is checked as a rule is", () => {
  assert.equal(ask("x > 1"), "rego.unsafe");
  assert.equal(ask("no_such_function(1)"), "rego.unknown-function");
  assert.equal(ask("1 +"), "rego.parse");
  assert.equal(ask(""), "rego.parse");
});

test("conflicts and limits are faults, never a part of an answer", () => {
  assert.equal(ask("data.s.p", "p := 1 if true\np := 2 if true"), "rego.conflict");
  assert.equal(ask("count(numbers.range(1, 100000))"), "rego.limit");
});

test("data from files lies below the names of their folders, beside the rules there", () => {
  const placed = [
    { file: "a.json", path: [], text: '{"top": 1}' },
    { file: "s/data.json", path: ["s"], text: '{"list": [1, 2]}' },
  ];
  const answer = open("p := data.s.list[1]", placed).query("[data.top, data.s.p, data.s.list]", { limits });
  assert.deepEqual(answer.ok ? answer.value.ways[0]?.values[0]?.value : answer.fault, [1, 2, [1, 2]]);
});

function refused(data: readonly Placed[]): string {
  const opened = study([], { data });
  return opened.ok ? "" : (opened.faults[0]?.what ?? "");
}

test("data that has no place, or two, is refused", () => {
  assert.match(refused([{ file: "a.json", path: [], text: "[1]" }]), /`a\.json` holds no object/);
  assert.match(refused([{ file: "a.json", path: [], text: "{" }]), /`a\.json` is not JSON/);
  const twice = ["a.json", "b.json"].map((file) => ({ file, path: ["x"], text: '{"y": {"z": 1}}' }));
  assert.match(refused(twice), /`b\.json` and another file both say what `data\.x\.y\.z` is/);
});

test("every fault that compiling finds is found", () => {
  const opened = study([{ file: "s.rego", text: "package s\nf(x) := http.send(x)\np if q\nq if p" }]);
  assert.deepEqual(opened.ok ? [] : opened.faults.map(({ code }) => code).sort(), ["rego.recursion", "rego.unknown-function"]);
});
