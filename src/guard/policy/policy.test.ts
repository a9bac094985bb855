/** A policy is heard whole or not at all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Facts } from "./facts.ts";
import { judge, loadLayer } from "./policy.ts";

const head = "package sheepdog.x\nimport rego.v1\n# METADATA\n# custom:\n#   because: it is a test\n";
const effects = [
  { id: "e0", kind: "delete" },
  { id: "e1", kind: "write" },
];
const facts: Facts = { input: { effects, doubts: [{ id: "d0", code: "bound" }] }, effects: 2, doubts: 1 };

function load(text: string) {
  return loadLayer("test", [{ file: "x.rego", text }]);
}

function judged(text: string) {
  const layer = load(text);
  assert.ok(layer.ok, layer.ok ? "" : layer.fault.what);
  return judge([layer.value], facts);
}

test("a rule's step says rule, reason, file, line and what it is about", () => {
  const outcome = judged(`${head}deny["a.b"] contains id if { some id in {input.effects[1].id, input.doubts[0].id} }`);
  assert.ok(outcome.ok);
  const [step] = outcome.value.steps;
  assert.deepEqual(step, {
    rule: "a.b",
    verdict: "deny",
    because: "it is a test",
    file: "x.rego",
    line: 6,
    layer: "test",
    effects: [1],
    doubts: [0],
  });
});

test("steps come by subject, then by verdict, then by id, and what always holds is among them", () => {
  const about = 'contains effect.id if { some effect in input.effects; effect.kind == "write" }';
  const annotations = head.slice(head.indexOf("#"));
  const rules = ['warn["b"] CERTAIN', 'deny["d"] ABOUT', 'deny["c"] CERTAIN', 'warn["a"] ABOUT'];
  const text = rules.map((rule) => annotations + rule.replace("ABOUT", about).replace("CERTAIN", 'contains "e0"')).join("\n");
  const outcome = judged(`package sheepdog.x\nimport rego.v1\n${text}`);
  assert.ok(outcome.ok);
  assert.deepEqual(
    outcome.value.steps.map(({ rule, effects: [effect] }) => [rule, effect]),
    [
      ["a", 1],
      ["b", 0],
      ["c", 0],
      ["d", 1],
    ],
  );
});

test("a rule about nothing makes no step", () => {
  const outcome = judged(`${head}deny["a.b"] contains effect.id if { some effect in input.effects; effect.kind == "kill" }`);
  assert.deepEqual(outcome.ok && outcome.value.steps, []);
});

const unheard: readonly (readonly [string, string, RegExp])[] = [
  ["a rule without a reason", 'package sheepdog.x\nimport rego.v1\ndeny["a"] contains "e0"', /no `because`/],
  ["a verdict without an id", `${head}deny contains "e0"`, /a rule has the head/],
  ["an id of two parts", `${head}deny["a"]["b"] contains "e0"`, /a rule has the head/],
  ["another package", `${head.replace("sheepdog.x", "guard.x")}deny["a"] contains "e0"`, /is not heard/],
  ["a package of three parts", `${head.replace("sheepdog.x", "sheepdog.x.y")}deny["a"] contains "e0"`, /is not heard/],
  ["a file that does not compile", "package", /x\.rego/],
];

for (const [what, text, sentence] of unheard) {
  test(`${what} does not load`, () => {
    const layer = load(text);
    assert.match(layer.ok ? "it loads" : layer.fault.what, sentence);
  });
}

for (const answer of ["input.effects[0]", '"everything"', "true", "17", '"e"', '"e0x"', '"e2"', '"d1"']) {
  test(`an answer like ${answer} fails the judgement`, () => {
    const outcome = judged(`${head}deny["a.b"] contains ${answer}`);
    assert.equal(outcome.ok ? "" : outcome.fault.code, "policy.answer");
  });
}

test("a rule that is no set fails the judgement", () => {
  const outcome = judged(`${head}deny["a.b"] := true`);
  assert.equal(outcome.ok ? "" : outcome.fault.code, "policy.answer");
});
