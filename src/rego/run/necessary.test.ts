/** What is read off a plan as necessary: only what every way to an answer asks for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../check/check.ts";
import type { Function } from "../plan/ir.ts";
import { Planner } from "../plan/planner.ts";
import { guardsOf, type Guard } from "./guard.ts";

/** The guards of `data.n.answer`, of which each rule has one. */
function guards(rules: string): readonly Guard[] | undefined {
  const checked = check([{ file: "n.rego", text: `package n\n${rules}` }], "v1", {});
  if (!checked.ok) return assert.fail(checked.faults.map(({ what }) => what).join("\n"));
  const planner = new Planner(checked.packages, checked.rules, { mostStatements: undefined });
  planner.planDocument("data", []);
  planner.planFunctions();
  const byName = new Map(planner.functions.map((one): [string, Function] => [one.name, one]));
  const answer = planner.functions.find(({ path }) => path.at(-1) === "answer");
  return guardsOf(answer?.blocks ?? [], (name) => byName.get(name));
}

function asked(rules: string): unknown {
  return guards(rules)?.map(({ input, over, each, there }) => ({
    ...(input.length > 0 && { input: input.map(({ path, keys }) => `${path.join(".")} ${keys.join("|")}`) }),
    ...(over !== undefined && { over: over.join(".") }),
    ...(each.length > 0 && { each: each.map(({ path, keys }) => `${path.join(".")} ${keys.join("|")}`) }),
    ...(there !== undefined && { there: there.join(".") }),
  }));
}

test("equalities with constants, of the input and of what is gone through", () => {
  assert.deepEqual(asked('answer if { input.a.b == "x"; some e in input.list; e.kind == 1 }'), [
    { input: ["a.b x"], over: "list", each: ["kind 1"] },
  ]);
  assert.deepEqual(asked('answer if { some e in input.list; e.kind in {"a", "b"}; true == e.on }'), [
    { over: "list", each: ["kind a|b", "on true"] },
  ]);
});

test("what stands between is passed over, since it only makes the rule hold less", () => {
  const body = 'some e in input.list; e.on; not e.off; startswith(e.name, "x"); e.size > 3; e.kind == "a"';
  assert.deepEqual(asked(`answer if { ${body} }`), [{ over: "list", each: ["kind a"] }]);
});

test("what a function asks of its argument in every one of its ways", () => {
  const answer = "answer if { some e in input.list; is_it(e) }\n";
  assert.deepEqual(asked(`${answer}is_it(e) if { e.kind == "a"; e.size > 1 }`), [{ over: "list", each: ["kind a"] }]);
  assert.deepEqual(asked(`${answer}is_it(e) if { e.kind == "a" }\nis_it(e) if { e.kind in {"b", "c"}; e.x == 1 }`), [
    { over: "list", each: ["kind a|b|c"] },
  ]);
  assert.deepEqual(asked(`${answer}is_it(e) if { e.kind == "a" }\nis_it(e) if { e.other == "b" }`), [{ over: "list" }]);
  assert.deepEqual(asked(`${answer}is_it(e) if { inner(e.target) }\ninner(t) if t.scope == "home"`), [
    { over: "list", each: ["target.scope home"] },
  ]);
});

test("that there is a member at all, and what it must have, where nothing is compared", () => {
  assert.deepEqual(asked("answer if { some e in input.list; e.size > 3 }"), [{ over: "list", there: "size" }]);
  assert.deepEqual(asked("answer if { some _ in input.list }"), [{ over: "list" }]);
});

test("nothing where one rule of several can hold without it", () => {
  assert.equal(asked('answer if input.a == "x"\nanswer if input.b > 1'), undefined);
  assert.equal(asked("answer if count(input.list) == 0"), undefined);
  assert.equal(asked('answer if not input.a == "x"'), undefined);
});

test("an answer that must be false asks for nothing", () => {
  assert.deepEqual(asked('answer if { some e in input.list; x := e.kind in {"a"}; x == false }'), [{ over: "list", there: "kind" }]);
});

test("not what stands behind something that is replaced, and not what stands in a second collection", () => {
  assert.deepEqual(asked('answer if { some e in input.list; some f in e.parts; f.kind == "a" }'), [{ over: "list", there: "parts" }]);
  assert.deepEqual(asked('answer if { other with input.a as "x" }\nother if input.a == "x"'), undefined);
});
