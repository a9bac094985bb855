/** From the files of one layer to what counts of them: ours are compiled together, failsafe's each by itself. What validates a policy is this, and no other. */
import { compile, type Source } from "../../rego/rego.ts";
import { everyRule, faultFrom, type Layer, layerFrom, type Loaded, type PolicyFault } from "./policy.ts";
import type { PolicySet } from "./layers.ts";
import { loadProgramPolicy, packageOf } from "./program-policy.ts";

export type Vocabulary = "sheepdog" | "failsafe";

/** Whose layer it is, and the folder that it is about where it is not about every call. */
export type LayerPlace = { readonly name: string; readonly folder?: string };

/** A layer loads whole or not at all. */
export function readLayer(place: LayerPlace, sources: readonly Source[]): Loaded<PolicySet> {
  const of = Map.groupBy(sources, vocabularyOf);
  const unheard = (of.get(undefined) ?? []).map(notHeard);
  const ours = of.get("sheepdog") ?? [];
  const layers = ours.length === 0 ? [] : [compiledLayer(place, ours)];
  const programPolicies = (of.get("failsafe") ?? []).map((source) => loadProgramPolicy(place, source));
  const faults = [...unheard, ...[...layers, ...programPolicies].flatMap((one) => (one.ok ? [] : one.faults))];
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: { layers: valuesOf(layers), programPolicies: valuesOf(programPolicies) } };
}

function valuesOf<T>(loaded: readonly Loaded<T>[]): readonly T[] {
  return loaded.flatMap((one) => (one.ok ? [one.value] : []));
}

/** The first word of the package says it; in a file that has failsafe's own name it may have any. */
export function vocabularyOf({ file, text }: Source): Vocabulary | undefined {
  const [word] = packageOf(text) ?? [];
  if (word === "sheepdog") return "sheepdog";
  return word === "guard" || word === "failsafe" || file.endsWith("/.failsafe.rego") ? "failsafe" : undefined;
}

/** A file without a package says more about itself when it is compiled. */
function notHeard({ file, text }: Source): PolicyFault {
  const compiled = compile([{ file, text }]);
  const [fault] = compiled.ok ? [] : compiled.faults;
  if (fault !== undefined) return faultFrom(fault);
  const line = 1 + (text.slice(0, text.search(/^\s*package\b/m)).match(/\n/g) ?? []).length;
  const what = "this package is not heard: write `package sheepdog.<subject>`, or for policies of failsafe `package failsafe.<layer>`";
  return { file, line, column: 1, what };
}

function compiledLayer(place: LayerPlace, sources: readonly Source[]): Loaded<Layer> {
  const compiled = compile(sources);
  if (!compiled.ok) return { ok: false, faults: compiled.faults.map(faultFrom) };
  const prepared = compiled.program.prepare(everyRule);
  if (!prepared.ok) return { ok: false, faults: [{ file: sources[0]?.file ?? "", line: 1, column: 1, what: prepared.fault.what }] };
  const layer = layerFrom(place.name, compiled.program);
  return layer.ok ? { ok: true, value: { ...layer.value, ...place } } : layer;
}
