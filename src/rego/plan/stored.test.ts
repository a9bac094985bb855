/** Compiled programs on their way through a file: what comes back is the same, and what was touched does not come back at all. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { compile, load, type Json, type Program, type Seal, type Source } from "../rego.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const seal: Seal = { hash, build: "one" };

const policy = `# METADATA
# title: what is tried here
package p

import data.q

# METADATA
# title: risky
# custom: { because: "it is", weight: 1.50 }
risky contains effect.id if {
  some effect in input.effects
  effect.kind in {"remove", "overwrite"}
  not harmless(effect)
}

harmless(effect) if startswith(effect.path, "/tmp/")

default level := {"none": null, "set": {1, 2.0, [true]}}

level := "high" if count(risky) > 1

else := "low" if count(risky) == 1

by_path[effect.path] := effect.id if some effect in input.effects

same := input if input.effects with input.effects as [1]

all_small if every number in input.numbers { number < 1e3 }

chain := rego.metadata.chain()

shown := $"{count(input.effects)} effects, {input.missing}"

big := 123456789012345678901234567890 + count(q.names)`;

const sources: readonly Source[] = [
  { file: "p.rego", text: policy },
  { file: "q.rego", text: "package q.names\n\none := input.effects if count(input.effects) > 2\n\ntwo contains 2 if false" },
];

const inputs: readonly Json[] = [
  {},
  { effects: [] },
  { effects: [{ id: 1, kind: "remove", path: "/tmp/x" }], numbers: [1, 2] },
  { effects: [{ id: 1, kind: "remove", path: "/home" }], numbers: [1, 2000] },
  {
    effects: [
      { id: 1, kind: "remove", path: "/home" },
      { id: 2, kind: "overwrite", path: "/etc" },
    ],
  },
];

const entries = ["data.p", "data", "data.p.level", "data.q"];

function compiled(these = sources): Program {
  const answer = compile(these, { entries });
  if (!answer.ok) assert.fail(answer.faults.map(({ what }) => what).join("\n"));
  return answer.program;
}

function loaded(stored: string): Program {
  const answer = load(stored, sources, { seal });
  if (!answer.ok) assert.fail(answer.fault.what);
  return answer.value;
}

const stored = compiled().store(seal);

test("a program that was stored and loaded answers as before, step for step", () => {
  const [before, after] = [compiled(), loaded(stored)];
  for (const entry of entries)
    for (const input of inputs)
      for (const ask of ["evaluate", "matches"] as const)
        assert.deepEqual(after[ask](entry, input, { steps: 10_000 }), before[ask](entry, input, { steps: 10_000 }), entry);
});

test("rules keep their paths, places and annotations", () => {
  assert.deepEqual(loaded(stored).rules, compiled().rules);
});

test("a conflict is told with its place, as before", () => {
  const input = {
    effects: [
      { id: 1, path: "/" },
      { id: 2, path: "/" },
    ],
  };
  const answer = loaded(stored).evaluate("data.p", input, { steps: 10_000 });
  assert.ok(!answer.ok);
  assert.equal(answer.fault.code, "rego.conflict");
  assert.match(answer.fault.what, /^p\.rego:\d+:\d+: /);
});

test("storing what was loaded gives the same text", () => {
  assert.equal(loaded(stored).store(seal), stored);
});

test("a path that was not prepared has no answer, and that is a fault", () => {
  const answer = loaded(stored).evaluate("data.p.risky", {}, { steps: 1000 });
  assert.ok(!answer.ok);
  assert.match(answer.fault.what, /no answer for `data\.p\.risky`/);
});

const refusal = (text: string, these = sources, loading?: Parameters<typeof load>[2]): string => {
  const answer = load(text, these, loading ?? { seal });
  return answer.ok ? "loaded" : `${answer.fault.code} ${answer.fault.what}`;
};

test("a plan of other policies, of another compiler or for another seal is refused", () => {
  const [first, second] = sources as readonly [Source, Source];
  assert.match(refusal(stored, [first]), /^rego\.plan .*other policies/);
  assert.match(refusal(stored, [second, first]), /other policies/);
  assert.match(refusal(stored, [{ ...first, text: `${first.text} ` }, second]), /other policies/);
  assert.match(refusal(stored, [{ ...first, file: "other.rego" }, second]), /other policies/);
  assert.match(refusal(stored, sources, { seal, dialect: "v0" }), /other policies/);
  assert.match(refusal(stored, sources, { seal: { ...seal, build: "two" } }), /another compiler/);
  const keyed: Seal = { build: "one", hash: (one) => hash(`key ${one}`) };
  assert.match(refusal(stored, sources, { seal: keyed }), /other policies/);
  assert.equal(refusal(compiled().store(keyed), sources, { seal: keyed }), "loaded");
});

test("what was changed, cut or never was a plan is refused", () => {
  assert.match(refusal(""), /no stored plan/);
  assert.match(refusal("{}"), /no stored plan/);
  assert.match(refusal(stored.replace(/ 1 /, " 2 ")), /format 2/);
  assert.match(refusal(stored.slice(0, -1)), /changed/);
  assert.match(refusal(stored.replace('"remove"', '"remofe"')), /changed/);
});

/** As somebody would change it who knows how plans are sealed. */
function resealed(body: string): string {
  return `${(stored.split("\n")[0] as string).replace(/\S+$/, hash(body))}\n${body}`;
}

const body = stored.slice(stored.indexOf("\n") + 1);

test("a damaged plan with a seal of its own loads as a fault, or answers with a value or a fault: nothing is thrown", () => {
  const outcomes = new Set<string>();
  for (const wrong of mutations(body)) {
    const answer = load(resealed(wrong), sources, { seal });
    outcomes.add(answer.ok ? "loaded" : answer.fault.code);
    if (!answer.ok) continue;
    for (const input of inputs)
      for (const entry of ["data.p", "data"]) {
        const result = answer.value.evaluate(entry, input, { steps: 20_000 });
        outcomes.add(result.ok ? "value" : result.fault.code);
      }
  }
  assert.ok(outcomes.has("rego.plan") && outcomes.has("loaded") && outcomes.has("value"), [...outcomes].join(" "));
});

test("counts, places and depths beyond what is there are refused", () => {
  const [texts, constants, origins, infos] = JSON.parse(body) as readonly Json[];
  const withCode = (code: readonly Json[]): string => refusal(resealed(JSON.stringify([texts, constants, origins, infos, code])));
  assert.match(withCode([9e15]), /a list is too long/);
  assert.match(withCode([]), /a number is missing/);
  assert.match(withCode([0, 0, 0]), /does not end/);
  assert.match(withCode([1, 0, 0, 0, 2_000_000, 0, 0]), /too many locals/);
  assert.match(withCode([1, 1e9, 0, 0, 0, 0, 0]), /a text is missing/);
  const deep = Array.from({ length: 5_000 }, () => [1, 23, 0]).flat();
  assert.match(withCode([0, 1, 0, 1, ...deep]), /nested more than 100 deep/);
});

/** Each a small change of the numbers, always the same ones. */
function* mutations(from: string): Iterable<string> {
  let state = 7;
  const below = (most: number): number => (state = (state * 48_271) % 2_147_483_647) % most;
  for (let count = 0; count < 400; count++) {
    const parts = JSON.parse(from) as Json[][];
    const list = parts[count % 3 === 0 ? below(parts.length) : parts.length - 1] as Json[];
    for (let changes = 1 + below(3); changes > 0; changes--) {
      const place = below(list.length);
      const choice = below(6);
      if (choice === 0) list.splice(place, 1);
      else if (choice === 1) list.splice(place, 0, below(40));
      else if (choice === 2) list[place] = list[below(list.length)] as Json;
      else list[place] = [below(40), -1, "x", null, 0.5, [], 1e12][below(7)] as Json;
    }
    yield JSON.stringify(parts);
  }
}
