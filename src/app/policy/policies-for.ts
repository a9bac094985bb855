/** The policies that count for a call, as they lie on this machine: what hook, judge and explain ask before they decide. */
import { once } from "../../base/once.ts";
import { folderOf, isAtOrBelow } from "../../base/path.ts";
import { type Guard, joinedPolicies, type LayerPlace, type PolicyFault, type PolicySet, readLayer, type World } from "../../guard/guard.ts";
import type { Seal } from "../../rego/rego.ts";
import { toolsAt, togetherTools } from "./built-tools.ts";
import { builtName, isCommon, mostFolders, repositoryNames, type StandingPlace, standingPlaces } from "./places.ts";
import { type ReadFiles, filesIn, repositoryFile } from "./reading.ts";
import { layerFromStored } from "./stored-layer.ts";

export type PolicyPost = {
  readonly world: World;
  readonly root: string;
  readonly home: string;
  readonly seal: Seal;
};

/** `around` has what counts for a folder and does not count for the whole call already. */
export type FoundPolicies = {
  readonly set: PolicySet;
  readonly declared: Guard["declared"];
  readonly around: (folder: string) => PolicySet;
};

const none: PolicySet = { layers: [] };

export function policiesFor(cwd: string, post: PolicyPost): FoundPolicies {
  const places = standingPlaces(post).filter(({ folder }) => isThere(`${folder}/policy`, post.world));
  const repositories = new Repositories(post);
  const here = repositories.around(cwd);
  const around = (folder: string): PolicySet => repositories.around(folder);
  if (places.length === 0) return { set: here, declared: undefined, around };
  const standing = places.map((place) => standingLayer(place, post));
  const tools = places.map((place) => toolsAt(place, post.world, post.seal.hash));
  const brokenTools = tools.map(({ faults }, index) => brokenSet({ name: places[index]?.name ?? "user" }, faults));
  const set = joinedPolicies([none, ...standing, ...brokenTools, here]);
  return { set, declared: togetherTools(tools), around };
}

/** Tools count once they are built, which makes this folder as well. What cannot be seen may be there. */
function isThere(folder: string, world: World): boolean {
  const entry = world.entry(folder);
  return !entry.known || entry.value.kind !== "absent";
}

function brokenSet(place: LayerPlace, faults: ReadFiles["faults"]): PolicySet {
  return faults.length === 0 ? none : { layers: [], broken: [{ ...place, faults }] };
}

/** Built, where that is of these very files; else compiled now. */
function standingLayer({ name, folder }: StandingPlace, { world, seal }: Pick<PolicyPost, "world" | "seal">): PolicySet {
  const read = filesIn(`${folder}/policy`, /\.rego$/, world);
  if (read.faults.length + read.sources.length === 0) return none;
  if (read.faults.length > 0) return brokenSet({ name }, read.faults);
  const built = world.text(`${folder}/${builtName}`, mostBuiltBytes);
  if (built.known && built.value.whole) {
    const loaded = layerFromStored({ name }, built.value.text, { sources: read.sources, seal });
    if (loaded.ok) return loaded.value;
  }
  return layerOf({ name }, read);
}

/** More would keep an agent waiting, and in the end the guard's own bounds would block what only reads as well. */
const mostCompiledChars = 64 * 1024;

function tooLong(file: string): PolicyFault {
  const what = `these policies have more than ${mostCompiledChars / 1024} KiB, and so they count only once they are built: \`sheepdog policy build\``;
  return { file, line: 1, column: 1, what };
}

/** What 256 KiB of policy become; more is compiled each time. */
const mostBuiltBytes = 1024 * 1024;

function layerOf(place: LayerPlace, { sources, faults }: ReadFiles): PolicySet {
  if (faults.length > 0) return brokenSet(place, faults);
  const [first] = sources;
  if (first !== undefined && sources.reduce((sum, { text }) => sum + text.length, 0) > mostCompiledChars)
    return brokenSet(place, [tooLong(first.file)]);
  const layer = readLayer(place, sources);
  return layer.ok ? layer.value : brokenSet(place, layer.faults);
}

/** Each file of a repository is a layer of its own: nobody above can spoil what stands below. */
class Repositories {
  readonly #world: World;
  readonly #home: string;
  /** A home that is a link is reached by two names; most calls start below the one that it is called by. */
  readonly #homes: () => readonly string[];
  /** What counts in a folder, the nearest first. */
  readonly #byFolder = new Map<string, PolicySet>();

  constructor({ world, home }: PolicyPost) {
    this.#world = world;
    this.#home = home;
    this.#homes = once(() => {
      const real = world.resolved(home);
      return real.known && real.value !== home ? [home, real.value] : [home];
    });
  }

  around(folder: string, depth = 0): PolicySet {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const homes = isAtOrBelow(folder, this.#home) ? [this.#home] : this.#homes();
    if (depth > mostFolders || isCommon(folder, homes)) return none;
    const own = this.#in(folder);
    const above = this.around(folderOf(folder), depth + 1);
    const set = own.length === 0 ? above : joinedPolicies([none, ...own, above]);
    this.#byFolder.set(folder, set);
    return set;
  }

  #in(folder: string): readonly PolicySet[] {
    return repositoryNames.flatMap((name) => {
      const read = repositoryFile(`${folder}/${name}`, this.#world);
      return read.sources.length + read.faults.length === 0 ? [] : [layerOf({ name: "repository", folder }, read)];
    });
  }
}
