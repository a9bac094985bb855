/** A profile gives a bundled rule another verdict and brings rules of its own: how it decides, until settings can name one. */
import { readFileSync } from "node:fs";
import type { Json } from "../../src/base/json.ts";
import { isMembers } from "../../src/base/read.ts";
import { type Decision, type Guard, isStricter, loadLayer, type Layer, type Verdict, verdicts } from "../../src/guard/guard.ts";
import { compile } from "../../src/rego/rego.ts";
import { decisionOnSeed } from "./seeds.ts";

export type Profile = { readonly layer: Layer; readonly verdictOf: Readonly<Record<string, Verdict>> };

export function profileNamed(name: string): Profile {
  const file = `policies/profiles/${name}.rego`;
  const source = { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), "utf8") };
  const loaded = loadLayer(name, [source]);
  if (!loaded.ok) throw new Error(loaded.fault.what);
  const compiled = compile([source]);
  if (!compiled.ok) throw new Error(compiled.faults[0]?.what);
  const all = compiled.program.evaluate("data.sheepdog", {}, { steps: 10_000 });
  if (!all.ok) throw new Error(all.fault.what);
  return { layer: loaded.value, verdictOf: verdictsIn(name, all.value) };
}

function verdictsIn(name: string, document: Json | undefined): Readonly<Record<string, Verdict>> {
  const own = isMembers(document) ? document[name] : undefined;
  const table = isMembers(own) ? own["verdict_of"] : undefined;
  const entries = Object.entries(table ?? {}).map(([rule, word]) => {
    const verdict = verdicts.find((one) => one === word);
    if (verdict === undefined) throw new Error(`\`${rule}\` has no verdict \`${String(word)}\``);
    return [rule, verdict] as const;
  });
  return Object.fromEntries(entries);
}

/** The strictest of the steps, each with the verdict that the profile has for its rule. */
export function verdictUnder({ layer, verdictOf }: Profile, guard: Guard, call: string): Verdict {
  const { steps }: Decision = decisionOnSeed(call, { ...guard, layers: [...guard.layers, layer] });
  return steps
    .map(({ rule, verdict }) => verdictOf[rule] ?? verdict)
    .reduce((one, other) => (isStricter(other, one) ? other : one), "allow");
}
