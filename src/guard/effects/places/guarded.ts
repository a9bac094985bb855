/** Guarded places: files and folders that belong to the guard. They are put on shelves once; a call only looks up the paths that it names. */
import { absolutePath, isAtOrBelow, isBelow } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import type { World } from "../../world.ts";
import { isSystemPath } from "./usual-folders.ts";

/**
 * As they are declared: `/…` is absolute, `~/…` lies in a home, `$NAME/…` in the folder that this variable names. `./…` is meant in every
 * project, so any path that ends so counts: the folder of a call moves with `cd`, and the next session may start anywhere. In an
 * absolute one a star stands for one name.
 */
export type GuardedPlaces = {
  readonly inHomes: Shelf;
  readonly inProjects: Shelf;
  readonly anywhere: Shelf;
  readonly byVariable: readonly (readonly [name: string, shelf: Shelf])[];
  readonly byPattern: readonly RegExp[];
};

/** Places below some folder, written from the slash behind it. */
export type Shelf = {
  readonly own: ReadonlySet<string>;
  /** Folders that one of them lies in. */
  readonly above: ReadonlySet<string>;
  /** The same places by the entry of the folder that they lie in or are. */
  readonly byTop: ReadonlyMap<string, readonly string[]>;
};

export function guardedPlaces(paths: readonly string[]): GuardedPlaces {
  const patterns = paths.filter((path) => path.includes("*"));
  const byBase = Map.groupBy(
    paths.filter((path) => !patterns.includes(path)),
    (path) => path.slice(0, path.indexOf("/")),
  );
  const shelfOf = (base: string): Shelf => shelved((byBase.get(base) ?? []).map((path) => path.slice(base.length)));
  const variables = [...byBase.keys()].filter((base) => base.startsWith("$"));
  return {
    inHomes: shelfOf("~"),
    inProjects: shelfOf("."),
    anywhere: shelfOf(""),
    byVariable: variables.map((base) => [base.slice(1), shelfOf(base)]),
    byPattern: patterns.map((path) => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^/]+")}(/|$)`)),
  };
}

function shelved(paths: readonly string[]): Shelf {
  return { own: new Set(paths), above: new Set(paths.flatMap(foldersAbove)), byTop: Map.groupBy(new Set(paths), topOf) };
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(2).map((_, index) => parts.slice(0, index + 2).join("/"));
}

function topOf(path: string): string {
  const end = path.indexOf("/", 1);
  return end < 0 ? path : path.slice(0, end);
}

/** What one call sees of them. */
export type Guarded = {
  /** The path is such a place or lies in one. */
  readonly owns: (path: string) => boolean;
  /** Such a place lies below the path. */
  readonly liesBelow: (path: string) => boolean;
  /** All of them, for a pattern that may take any. */
  readonly all: () => readonly string[];
};

export const nothingGuarded: Guarded = { owns: () => false, liesBelow: () => false, all: () => [] };

/** Where they lie for this call. A home is written as it is called and with its links resolved. */
export type Bases = {
  readonly homes: readonly string[];
  readonly projects: readonly string[];
  /** Further places that only this machine knows of. */
  readonly further: readonly string[];
};

/** A shelf and the folder that it stands in; the root has an empty name. */
type Standing = { readonly base: string; readonly shelf: Shelf };

export function guardedHere(places: GuardedPlaces, bases: Bases, world: World): Guarded {
  const written = standingsOf(places, bases, world);
  const linked = [...written.flatMap((one) => placesThere(one, world)), ...bases.further].flatMap((path) => linkOf(path, world));
  const all = [...written, { base: "", shelf: shelved([...bases.further, ...linked]) }];
  return {
    owns: (path) =>
      endsInOne(path, places.inProjects) || all.some((one) => isOn(one, path)) || places.byPattern.some((one) => one.test(path)),
    liesBelow: (path) => all.some((one) => hasBelow(one, path)),
    all: () => all.flatMap(({ base, shelf }) => [...shelf.own].map((place) => base + place)),
  };
}

function standingsOf(places: GuardedPlaces, bases: Bases, world: World): readonly Standing[] {
  return [
    ...bases.homes.map((folder) => standing(folder, places.inHomes)),
    ...bases.projects.map((folder) => standing(folder, places.inProjects)),
    standing("/", places.anywhere),
    ...places.byVariable.flatMap(([name, shelf]) => {
      const value = world.variable(name);
      return value.known && value.value?.startsWith("/") === true ? [standing(absolutePath(value.value, "/"), shelf)] : [];
    }),
  ];
}

function standing(folder: string, shelf: Shelf): Standing {
  return { base: folder === "/" ? "" : folder, shelf };
}

/** What lies in the system is no link that a call could have made. */
function placesThere({ base, shelf }: Standing, world: World): readonly string[] {
  const tops = [...shelf.byTop].filter(([top]) => !isSystemPath(base + top));
  if (tops.length === 0) return [];
  const isThere = presenceIn(base, world);
  return tops.flatMap(([top, places]) => (isThere(top) ? places.map((place) => base + place) : []));
}

/** Most agents have no folder here, and what is not there is no link: one look into the folder answers for all that may lie in it. */
function presenceIn(base: string, world: World): (top: string) => boolean {
  const listed = world.names(base || "/", limits.presenceNames);
  if (listed.known && listed.value.whole) return (top) => listed.value.names.includes(top.slice(1));
  return (top) => isSeen(base + top, world);
}

/** Where it lies, if it is a link or lies behind one. */
function linkOf(path: string, world: World): readonly string[] {
  const answer = world.resolved(path);
  return answer.known && answer.value !== path ? [answer.value] : [];
}

function isSeen(path: string, world: World): boolean {
  const entry = world.entry(path);
  return !entry.known || entry.value.kind !== "absent";
}

function isOn({ base, shelf }: Standing, path: string): boolean {
  return isBelow(path, base) && beginsWithOne(path.slice(base.length), shelf);
}

function hasBelow({ base, shelf }: Standing, path: string): boolean {
  if (isBelow(path, base)) return shelf.above.has(path.slice(base.length));
  return base !== "" && shelf.own.size > 0 && isAtOrBelow(base, path);
}

function beginsWithOne(rest: string, { byTop, own }: Shelf): boolean {
  if (!byTop.has(topOf(rest))) return false;
  for (let end = rest.indexOf("/", 1); end > 0; end = rest.indexOf("/", end + 1)) if (own.has(rest.slice(0, end))) return true;
  return own.has(rest);
}

/** Looks at each part of the path as the top of such a place. */
function endsInOne(path: string, shelf: Shelf): boolean {
  for (let start = 0; start >= 0; start = path.indexOf("/", start + 1)) if (beginsWithOne(path.slice(start), shelf)) return true;
  return false;
}
