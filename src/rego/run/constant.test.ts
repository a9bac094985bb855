/** Rules that are the same whatever is asked: part of every document, and part of no evaluation's cost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { compile, type Program } from "../rego.ts";

const limits = { steps: 100_000 };

function programOf(rules: string): Program {
  const compiled = compile([{ file: "k.rego", text: `package k\n${rules}` }]);
  return compiled.ok ? compiled.program : assert.fail(compiled.faults[0]?.what ?? "");
}

function ask(program: Program, path: string, input: Json = {}): Json | undefined {
  const answer = program.evaluate(path, input, limits);
  return answer.ok ? answer.value : answer.fault.code;
}

const written = `words := {"b", "a"}
none := set()
nothing := {}
number := 3
yes if true
list := ["x", {"y": {1, 2}}]
deny["always"] contains "e0"
default fallback := "none"
below.it := 4
uses contains w if { some w in words; w != input.but }`;

test("constants stand in the document beside what is worked out", () => {
  assert.deepEqual(ask(programOf(written), "data.k", { but: "a" }), {
    words: ["a", "b"],
    none: [],
    nothing: {},
    number: 3,
    yes: true,
    list: ["x", { y: [1, 2] }],
    deny: { always: ["e0"] },
    fallback: "none",
    below: { it: 4 },
    uses: ["b"],
  });
});

test("what is certain are the constants that are not empty, and what matches is all the rest", () => {
  const program = programOf(written);
  const certain = program.certain("data.k");
  assert.deepEqual(certain.ok && certain.value.map(({ path }) => path.join(".")), [
    "below.it",
    "deny.always",
    "fallback",
    "list",
    "number",
    "words",
    "yes",
  ]);
  assert.deepEqual(certain.ok && certain.value.find(({ path }) => path[0] === "deny"), { path: ["deny", "always"], value: ["e0"] });
  const matching = program.matches("data.k", { but: "a" }, limits);
  assert.deepEqual(matching.ok && matching.matches, [{ path: ["uses"], value: ["b"] }]);
});

test("of a path with a rule at it nothing is certain, and its value matches", () => {
  const program = programOf(written);
  const [certain, matching] = [program.certain("data.k.number"), program.matches("data.k.number", {}, limits)];
  assert.deepEqual([certain.ok && certain.value, matching.ok && matching.matches], [[], [{ path: [], value: 3 }]]);
});

test("one document does not change the next", () => {
  const program = programOf(written);
  const first = ask(program, "data.k", { but: "a" });
  assert.deepEqual(ask(program, "data.k.uses", {}), []);
  assert.deepEqual(ask(program, "data.k", { but: "a" }), first);
});

test("constants take no steps, so that ten times as many cost the same", () => {
  const steps = [10, 100].map((count) => {
    const rules = Array.from({ length: count }, (_, index) => `c${index} := {"a", "b${index}"}`).join("\n");
    const answer = programOf(`${rules}\nx if input.a`).matches("data.k", { a: 1 }, limits);
    return answer.ok ? answer.steps : -1;
  });
  assert.equal(steps[0], steps[1]);
});

test("two constants of one name that differ are a conflict in each evaluation, and not only in the first", () => {
  const program = programOf("x := 1\nx := 2\ny := 3");
  assert.equal(ask(program, "data.k.x"), "rego.conflict");
  assert.equal(ask(program, "data.k.x"), "rego.conflict");
  assert.equal(ask(program, "data.k.y"), 3);
});

test("a constant gives way to what `with` puts in its place", () => {
  assert.deepEqual(ask(programOf("c := 1\nanswer := [c, x, c] if { x := c with data.k.c as 2 }"), "data.k.answer"), [1, 2, 1]);
});
