/** Plans: each rule once, constants as they are, and never more statements than were asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../check/check.ts";
import type { Block, Function, Statement } from "./ir.ts";
import { Planner } from "./planner.ts";

function plannerOf(rules: string, mostStatements?: number): Planner {
  const checked = check([{ file: "p.rego", text: `package p\n${rules}` }], "v1", {});
  if (!checked.ok) return assert.fail(checked.faults.map(({ what }) => what).join("\n"));
  const planner = new Planner(checked.packages, checked.rules, { mostStatements });
  planner.planDocument("data", []);
  planner.planFunctions();
  return planner;
}

function functionsOf(rules: string): readonly Function[] {
  const planner = plannerOf(rules);
  assert.deepEqual(planner.faults, []);
  return planner.functions;
}

function statementsIn(blocks: readonly Block[]): readonly Statement[] {
  return blocks.flat().flatMap((statement) => {
    const inner = "block" in statement ? [statement.block] : "blocks" in statement ? statement.blocks : [];
    return [statement, ...statementsIn(inner)];
  });
}

function functionAt(name: string, rules: string): Function {
  return functionsOf(rules).find(({ path }) => path.at(-1) === name) ?? assert.fail(`${name} has no plan`);
}

test("rules of one name are one function, planned once however many call it", () => {
  const names = functionsOf("a if b\na if c\nb if c\nc if input.x\nd if { a; b; c }").map(({ path }) => path.at(-1));
  assert.deepEqual(names.toSorted(), ["a", "b", "c", "d"]);
});

test("a rule takes the two documents, a function its arguments as well", () => {
  assert.equal(functionAt("a", "a := 1").params.length, 2);
  assert.equal(functionAt("f", "f(x, y) := x + y").params.length, 4);
});

test("a set starts empty and is returned, whatever holds", () => {
  const { blocks, returns } = functionAt("a", "a contains 1 if input.x");
  assert.deepEqual(
    blocks[0]?.map(({ op }) => op),
    ["make-set"],
  );
  assert.deepEqual(
    blocks.at(-1)?.map((statement) => ({ op: statement.op, source: "source" in statement ? statement.source : undefined })),
    [{ op: "return", source: returns }],
  );
});

test("what is written out is a constant of the plan and is made by nobody", () => {
  const ops = statementsIn(functionAt("a", 'a if input.x == {"k": [1, {2}]}').blocks).map(({ op }) => op);
  assert.ok(!ops.some((op) => op.startsWith("make-")), ops.join(" "));
});

function scans(rules: string): number {
  return statementsIn(functionAt("a", rules).blocks).filter(({ op }) => op === "scan").length;
}

test("going through something is a scan, asking for something there is none", () => {
  assert.equal(scans("a if input.list[_] == 1"), 1);
  assert.equal(scans("a if { some i; input.list[i] == input.other[i] }"), 1);
  assert.equal(scans("a if input.list[0] == 1"), 0);
  assert.equal(scans("a if { some x in input.list; some y in x }"), 2);
});

test("what is negated, and every nested body, has a block of its own", () => {
  const ops = statementsIn(functionAt("a", "a if { not input.x; [y | y := input.z] }").blocks).map(({ op }) => op);
  assert.ok(ops.includes("not") && ops.includes("make-array") && ops.includes("append"), ops.join(" "));
});

test("a policy that asks for too many statements is refused, and not planned to the end", () => {
  const rules = Array.from({ length: 50 }, (_, index) => `r${index} if { input.a == ${index}; input.b == ${index} }`).join("\n");
  assert.deepEqual(plannerOf(rules).faults, []);
  const { faults } = plannerOf(rules, 20);
  assert.equal(faults.length > 0, true);
  assert.match(faults[0]?.what ?? "", /statements/);
});
