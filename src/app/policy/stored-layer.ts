/** A layer as `policy build` leaves it beside its files: plans that are bound to their text, of which a hook loads what its call may be about. */
import { done, fail, type Result } from "../../base/result.ts";
import {
  askedHeads,
  layerFromParts,
  type LayerPlace,
  packageOf,
  type PolicySet,
  programPolicyFromParts,
  vocabularyOf,
} from "../../guard/guard.ts";
import { compile, open, type PartedProgram, type Seal, type Source } from "../../rego/rego.ts";

/** What is compiled together is stored together: ours, and then failsafe's files one by one. */
type Unit = {
  readonly sources: readonly Source[];
  readonly dialect: "v0" | "v1";
  readonly path: string;
  /** The rules that anybody asks for; all where none are named. */
  readonly wanted?: readonly string[];
};

function unitsOf(sources: readonly Source[]): readonly Unit[] {
  const ours = sources.filter((source) => vocabularyOf(source) === "sheepdog");
  const others = sources.filter((source) => vocabularyOf(source) === "failsafe");
  const single = others.map((source): Unit => {
    const path = ["data", ...(packageOf(source.text) ?? [])].join(".");
    return { sources: [source], dialect: "v0", path, wanted: askedHeads };
  });
  return ours.length === 0 ? single : [{ sources: ours, dialect: "v1", path: "data.sheepdog" }, ...single];
}

/** How long each unit is, and then the units. Undefined where they do not compile, which whoever reads the layer says better. */
export function storedLayer(sources: readonly Source[], seal: Seal): string | undefined {
  const texts: string[] = [];
  for (const { sources: files, dialect, path, wanted } of unitsOf(sources)) {
    const compiled = compile(files, { dialect, entries: [path] });
    const text = compiled.ok ? compiled.program.storeParts(path, seal, wanted) : undefined;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return [`${texts.map(({ length }) => length).join(" ")}`, texts.join("")].join("\n");
}

/** A fault where it was made of other text, by another build, or is damaged: then the files are compiled. */
export function layerFromStored(place: LayerPlace, stored: string, { sources, seal }: Bound): Result<PolicySet> {
  const units = unitsOf(sources);
  const head = stored.slice(0, stored.indexOf("\n"));
  const lengths = head.split(" ").map(Number);
  if (lengths.length !== units.length) return stale;
  let start = head.length + 1;
  const sets: PolicySet[] = [];
  for (const [index, unit] of units.entries()) {
    const end = start + (lengths[index] ?? 0);
    const opened = open(stored.slice(start, end), unit.sources, { seal, dialect: unit.dialect });
    if (!opened.ok) return opened;
    sets.push(setFrom(place, unit, opened.value));
    start = end;
  }
  return done({
    layers: sets.flatMap(({ layers }) => layers),
    programPolicies: sets.flatMap(({ programPolicies = [] }) => programPolicies),
  });
}

type Bound = { readonly sources: readonly Source[]; readonly seal: Seal };

const stale: Result<never> = fail({ code: "policy.stale", what: "what was built is not of these files", todo: "`sheepdog policy build`" });

function setFrom(place: LayerPlace, { sources, dialect }: Unit, parted: PartedProgram): PolicySet {
  if (dialect === "v1") return { layers: [{ ...layerFromParts(place.name, parted), ...place }] };
  return { layers: [], programPolicies: sources.map((source) => programPolicyFromParts(place, source, parted)) };
}
