/** The policies that count in one folder, file by file: what each of them adds, and what is wrong with it. Read by the very functions that the guard reads them with. */
import {
  type LayerPlace,
  linesOf,
  type PolicyFault,
  type PolicySet,
  readLayer,
  type Rule,
  ruleIdOf,
  type Verdict,
  type Vocabulary,
  vocabularyOf,
  type World,
} from "../../guard/guard.ts";
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { RuleInfo, Source } from "../../rego/rego.ts";
import { type Hash, toolsAt } from "./built-tools.ts";
import { foldersUp, repositoryNames, type StandingPlace, standingPlaces } from "./places.ts";
import { filesIn, type ReadFiles, repositoryFile } from "./reading.ts";

export type ChainLink = {
  readonly layer: string;
  readonly file: string;
  /** Null where the file could not be read so far. */
  readonly vocabulary: Vocabulary | null;
  /** A layer loads whole or not at all: one broken file breaks those beside it. */
  readonly state: "counts" | "broken";
  readonly faults: readonly PolicyFault[];
  readonly rules: readonly ChainRule[];
  /** Where it would let pass what other rules stop. */
  readonly overrides: readonly number[];
  readonly text: string;
};

/** `because` and the examples are what the author says of it; failsafe's rules say why when they are asked. */
export type ChainRule = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly line: number;
  readonly because?: string;
  readonly instead?: string;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
};

export type Where = { readonly cwd: string; readonly root: string; readonly home: string; readonly hash: Hash };

/** The outermost layer first, and of repositories the nearest. */
export function effectiveChain(where: Where, world: World, bundled: readonly Source[]): readonly ChainLink[] {
  const standing = standingPlaces(where).flatMap((place) => [
    ...linksOf({ name: place.name }, filesIn(`${place.folder}/policy`, /\.rego$/, world)),
    ...toolLinks(place, world, where.hash),
  ]);
  const real = world.resolved(where.home);
  const homes = real.known ? [where.home, real.value] : [where.home];
  const repositories = foldersUp(where.cwd, homes).flatMap((folder) =>
    repositoryNames.map((name) => linksOf({ name: "repository", folder }, repositoryFile(`${folder}/${name}`, world))),
  );
  return [linksOf({ name: "bundled" }, { sources: bundled, faults: [] }), ...standing, ...repositories].flat();
}

/** Descriptions of tools that do not load break what lies beside them. Without a folder for policies the guard does not look for them. */
function toolLinks(place: StandingPlace, world: World, hash: Hash): readonly ChainLink[] {
  const policies = world.entry(`${place.folder}/policy`);
  if (policies.known && policies.value.kind === "absent") return [];
  return toolsAt(place, world, hash).faults.map((fault) => ({
    layer: place.name,
    file: fault.file,
    vocabulary: null,
    state: "broken",
    faults: [fault],
    rules: [],
    overrides: [],
    text: "",
  }));
}

/** One layer. */
export function linksOf(place: LayerPlace, { sources, faults }: ReadFiles): readonly ChainLink[] {
  const loaded = faults.length === 0 && sources.length > 0 ? readLayer(place, sources) : undefined;
  const all = loaded?.ok === false ? loaded.faults : faults;
  const unread = [...new Set(all.map(({ file }) => file))].filter((file) => !sources.some((source) => source.file === file));
  return [...sources, ...unread.map((file) => ({ file, text: "" }))].map((source) => ({
    layer: place.name,
    file: source.file,
    vocabulary: vocabularyOf(source) ?? null,
    state: loaded?.ok === true ? ("counts" as const) : ("broken" as const),
    faults: all.filter(({ file }) => file === source.file),
    ...(loaded?.ok === true ? rulesIn(loaded.value, source.file) : { rules: [], overrides: [] }),
    text: source.text,
  }));
}

function rulesIn({ layers, programPolicies = [] }: PolicySet, file: string): Pick<ChainLink, "rules" | "overrides"> {
  const ours = layers.flatMap(({ rules }) => rules.filter((rule) => rule.file === file)).map(ruleOf);
  const others = programPolicies.filter((policy) => policy.file === file);
  const blocks = others.flatMap((policy) =>
    policy.rules.filter(({ path }) => path[policy.package.length] === "block").map((rule) => blockRule(ruleIdOf(policy), rule)),
  );
  return { rules: [...ours, ...blocks], overrides: others.flatMap((policy) => linesOf(policy, "allow_override")) };
}

function ruleOf({ id, verdict, line, because, instead, hits, misses }: Rule): ChainRule {
  return { id, verdict, line, because, ...(instead !== undefined && { instead }), hits, misses };
}

/** What failsafe passes over as a comment may hold examples all the same. */
function blockRule(id: string, { line, annotations }: RuleInfo): ChainRule {
  const custom = isMembers(annotations) && isMembers(annotations["custom"]) ? annotations["custom"] : {};
  return { id, verdict: "deny", line, hits: textsIn(custom["hits"]), misses: textsIn(custom["misses"]) };
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
