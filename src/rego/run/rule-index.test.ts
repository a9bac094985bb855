/** The index of rules: it may leave out only rules that cannot hold. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { compile, type Program } from "../rego.ts";

const limits = { steps: 1_000_000 };

function programOf(rules: string): Program {
  const compiled = compile([{ file: "i.rego", text: `package i\n${rules}` }]);
  return compiled.ok ? compiled.program : assert.fail(compiled.faults[0]?.what ?? "");
}

const rules = [
  'deny["kind"] contains e.id if { some e in input.effects; e.kind == "delete" }',
  'deny["both"] contains e.id if { some e in input.effects; e.kind == "delete"; e.tool == "rm" }',
  'deny["deep"] contains e.id if { some e in input.effects; e.target.scope == "home" }',
  'deny["input"] contains "x" if input.tool == "shell"',
  'deny["mixed"] contains e.id if { input.tool == "shell"; some e in input.effects; e.kind == "read" }',
  'deny["open"] contains e.id if { some e in input.effects; startswith(e.tool, "r") }',
  'deny["any"] contains "always" if true',
  'deny["turned"] contains e.id if { some e in input.effects; "read" == e.kind }',
  'deny["number"] contains e.id if { some e in input.effects; e.level == 3 }',
  'deny["two"] contains "one" if { some e in input.effects; e.kind == "read" }\ndeny["two"] contains "other" if input.tool == "web"',
  'value := "yes" if input.tool == "web"\ndefault value := "no"',
];

const inputs: readonly Json[] = [
  {},
  { tool: "shell" },
  { tool: "web", effects: [] },
  {
    effects: [
      { id: 1, kind: "delete", tool: "rm" },
      { id: 2, kind: "delete", tool: "git" },
    ],
  },
  {
    tool: "shell",
    effects: [
      { id: 1, kind: "read", tool: "cat", level: 3 },
      { id: 2, target: { scope: "home" } },
    ],
  },
  { effects: { a: { id: 1, kind: "read", tool: "rg" }, b: "text" } },
  { effects: "none", tool: 7 },
  null,
  [1],
];

test("a document made with the index is the one each rule makes alone", () => {
  const all = programOf(rules.join("\n"));
  for (const input of inputs) {
    const document = all.evaluate("data.i", input, limits);
    assert.ok(document.ok);
    const { deny, value } = document.value as { readonly deny: Record<string, Json>; readonly value: Json };
    for (const rule of rules) {
      const name = /^deny\["(\w+)"\]/.exec(rule)?.[1];
      // Asked for by its own path, a rule is called without the index.
      const alone = programOf(name === undefined ? rule : `${rule}\nanswer := deny["${name}"]`).evaluate(
        name === undefined ? "data.i.value" : "data.i.answer",
        input,
        limits,
      );
      assert.deepEqual(
        name === undefined ? value : deny[name],
        alone.ok ? alone.value : alone.fault,
        `${rule} for ${JSON.stringify(input)}`,
      );
    }
  }
});

test("what matches is the document without empty sets", () => {
  const all = programOf(rules.join("\n"));
  const matches = all.matches("data.i", { tool: "web" }, limits);
  assert.deepEqual(matches.ok ? matches.value : matches.fault, { deny: { any: ["always"], two: ["other"] }, value: "yes" });
});

function manyRules(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `deny["r${index}"] contains e.id if { some e in input.effects; e.kind == "k${index}"; e.level > 1 }`,
  ).join("\n");
}

test("ten times the rules take no more steps while the same ones match", () => {
  const input = { effects: [{ id: 1, kind: "k3", level: 2 }] };
  const results = [100, 1_000].map((count) => programOf(manyRules(count)).matches("data.i", input, limits));
  const [few, many] = results.map((result) => (result.ok ? result.steps : -1));
  assert.equal(few, many);
});
