/** A program in parts: the same answers as whole, less of it loaded, and nothing of what was touched. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { compile, type Json, open, type Seal, type Source } from "../rego.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const seal: Seal = { hash, build: "one" };

const policy = `package p.own

import rego.v1

helper := {"rm", "find"}

listed contains effect.tool if some effect in input.effects

# METADATA
# title: deletes
deny.a contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.tool in helper
}

deny.a contains effect.id if {
	some effect in input.effects
	effect.kind == "write"
	large(effect)
}

large(effect) if effect.bytes > 10

large(effect) if effect.whole

deny.b contains "e9" if input.mode == "read"

always contains "it" if true

level := "high" if count(deny.a) > 1

else := "low"

by_name[name] := value if some name, value in input.names

shadowed contains x if {
	some x in deny.a with input as {"effects": [{"id": "w", "kind": "delete", "tool": "rm"}]}
}
`;

const sources: readonly Source[] = [{ file: "p.rego", text: policy }];

const inputs: readonly Json[] = [
  {},
  { mode: "read" },
  { effects: [{ id: "e0", kind: "delete", tool: "rm" }] },
  {
    effects: [
      { id: "e0", kind: "delete", tool: "cat" },
      { id: "e1", kind: "write", bytes: 11 },
    ],
  },
  {
    effects: [
      { id: "e0", kind: "delete", tool: "rm" },
      { id: "e1", kind: "write", whole: true },
    ],
    mode: "read",
    names: { a: 1, b: [2] },
  },
  { effects: { x: { id: "e0", kind: "delete", tool: "find" } } },
  { effects: "delete", names: 7, mode: ["read"] },
];

function stored(): string {
  const compiled = compile(sources, { entries: ["data.p"] });
  assert.ok(compiled.ok, compiled.ok ? "" : compiled.faults[0]?.what);
  return compiled.program.storeParts("data.p", seal) ?? "";
}

function plain(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return [...(value as readonly Json[])].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function sorted(matches: readonly { readonly path: readonly string[]; readonly value: Json }[]): readonly string[] {
  return matches.map(({ path, value }) => JSON.stringify([path, plain(value)])).sort();
}

for (const input of inputs)
  test(`as whole: ${JSON.stringify(input)}`, () => {
    const compiled = compile(sources, { entries: ["data.p"] });
    const parted = open(stored(), sources, { seal });
    assert.ok(compiled.ok && parted.ok);
    const whole = compiled.program.matches("data.p", input, { steps: 100_000 });
    const certain = compiled.program.certain("data.p");
    const parts = parted.value.matches(input, { steps: 100_000 });
    assert.ok(whole.ok && parts.ok && certain.ok);
    assert.deepEqual(sorted(parts.matches), sorted([...certain.value, ...whole.matches]));
  });

test("what an input cannot be about is not loaded", () => {
  const parted = open(stored(), sources, { seal });
  assert.ok(parted.ok);
  const before = parted.value.rules.length;
  parted.value.matches({ mode: "write" }, { steps: 100_000 });
  const heads = new Set(parted.value.rules.map(({ path }) => path.slice(2).join(".")));
  assert.ok(!heads.has("deny.a") && !heads.has("deny.b"), [...heads].join(" "));
  parted.value.matches({ mode: "read" }, { steps: 100_000 });
  assert.ok(parted.value.rules.length > before);
  assert.ok(parted.value.rules.some(({ path }) => path.join(".") === "p.own.deny.b"));
});

test("other policies, another compiler, another hash, and every changed byte are refused or fail when they are asked", () => {
  const text = stored();
  const other = [{ file: "p.rego", text: `${policy}\n` }];
  assert.ok(!open(text, other, { seal }).ok);
  assert.ok(!open(text, sources, { seal: { ...seal, build: "two" } }).ok);
  assert.ok(!open("", sources, { seal }).ok);
  const all: Json = {
    effects: [
      { id: "e0", kind: "delete", tool: "rm" },
      { id: "e1", kind: "write", whole: true },
    ],
    mode: "read",
    names: { a: 1 },
  };
  for (let at = 0; at < text.length; at += 7) {
    const changed = `${text.slice(0, at)}${text[at] === "x" ? "y" : "x"}${text.slice(at + 1)}`;
    const opened = open(changed, sources, { seal });
    assert.ok(!opened.ok || !opened.value.matches(all, { steps: 100_000 }).ok, `a changed byte at ${at} goes unseen`);
  }
});

test("the bound on steps is one for all parts", () => {
  const parted = open(stored(), sources, { seal });
  assert.ok(parted.ok);
  const many = Array.from({ length: 120 }, (_, id) => ({ id, kind: "write", bytes: 11 }));
  const outcome = parted.value.matches({ effects: many }, { steps: 5_900 });
  assert.equal(outcome.ok ? "" : outcome.fault.code, "rego.limit");
  const single = open(stored(), sources, { seal });
  assert.ok(single.ok && single.value.matches({ effects: many.slice(0, 100) }, { steps: 5_900 }).ok);
});
