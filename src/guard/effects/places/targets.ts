/** Words that name a path, to targets: links resolved, patterns reduced to what they surely cover, and the scope that a path lies in. */
import { absolutePath, folderOf, isAtOrBelow, isBelow, nameOf } from "../../../base/path.ts";
import type { Scope, Target } from "../../effect.ts";
import { type Flow, headOf, literal, unknownValue, type Value } from "../../shell/value.ts";
import { type Ground, resolvedIn } from "./ground.ts";
import { isSystemPath, isTemporary, temporaryFolders } from "./usual-folders.ts";
import { behindLinks } from "./links.ts";
import { natureBelow, natureOf } from "./natures.ts";
import { covers, meets } from "./patterns.ts";

export type Place = {
  readonly ground: Ground;
  readonly cwd: Value;
  /** Where one is instead if the way there failed; the worse of both places counts. */
  readonly orElse?: Value | undefined;
};

/** `itself`: the entry of that name is meant (a delete takes the link); `through`: what a link leads to (a write goes there). */
export type Following = "itself" | "through";

export function pathTarget(value: Value, place: Place, following: Following): Target {
  const { either, ...rest } = value;
  if (either !== undefined) return either.map((text) => pathTarget({ ...rest, text }, place, following)).reduce(worse);
  const { orElse, ...there } = place;
  if (orElse === undefined || value.text.startsWith("/")) return targetAt(value, there, following);
  return worse(targetAt(value, there, following), targetAt(value, { ...there, cwd: orElse }, following));
}

function worse(one: Target, other: Target): Target {
  return order[other.scope] < order[one.scope] ? other : one;
}

function targetAt(value: Value, place: Place, following: Following): Target {
  const isAbsolute = value.text.startsWith("/");
  if (value.flow?.below !== undefined && !value.known) return targetBelow(value.flow, place);
  if (value.shape !== undefined && !value.known) return shapedTarget(value.shape, place, following);
  if (!value.known || value.text === "" || !(isAbsolute || place.cwd.known))
    return { name: value.text, scope: "unknown", known: false, ...natureOfPart(value, place) };
  const written = absolutePath(value.text, place.cwd.text);
  const outside = mountedAt(written, place.ground);
  if (outside !== undefined)
    return pathTarget({ ...value, ...outside }, { ground: place.ground.inside?.outer ?? place.ground, cwd: literal("/") }, following);
  // What it leads to is the reader's or the terminal's, whatever its place is called.
  if (isHarmlessDevice(written)) return { name: written, scope: "temp", known: true };
  const covered = value.glob ? coveredBy(written) : written;
  // A pattern that takes all of a folder takes it from what a link leads to.
  const goesThrough = following === "through" || covered !== written;
  const name = goesThrough ? resolvedHere(covered, place.ground) : resolvedButLast(covered, place.ground);
  const scope = strictest(scopeOf(covered, place.ground), scopeOf(name, place.ground));
  const { homes } = place.ground.forms();
  const isFresh = place.ground.inside?.fresh === true;
  const nature = isFresh ? undefined : (natureOf(covered, homes) ?? (name === covered ? undefined : natureOf(name, homes)));
  return {
    name,
    scope: value.glob && /[*?[]/.test(covered) ? strictest(scope, scopeOfPattern(covered, place.ground)) : scope,
    known: true,
    ...(nature === undefined ? {} : { nature }),
  };
}

/** Where a path of a container lies on the machine around it: in a folder that is seen in both, or above one. */
export function mountedAt(path: string, { inside }: Ground): Pick<Value, "text" | "known"> | undefined {
  const mount = inside?.mounts.find(({ to }) => isAtOrBelow(path, to)) ?? inside?.mounts.find(({ to }) => isBelow(to, path));
  if (mount === undefined) return undefined;
  const rest = isBelow(path, mount.to) ? path.slice(mount.to === "/" ? 0 : mount.to.length) : "";
  const from = mount.from === "/" && rest !== "" ? "" : mount.from;
  return { text: `${from ?? "(a folder of this machine)"}${rest}`, known: from !== undefined };
}

/** Which one it is cannot be told, but what it looks like. */
function shapedTarget(shape: string, place: Place, following: Following): Target {
  const isFixed = !/(^|\/)\*?(\/|$)/.test(shape.slice(1)) && shape !== "" && !/(^|\/)\.\.?\*/.test(shape);
  return isFixed ? pathTarget({ ...literal(shape), glob: true }, place, following) : { name: shape, scope: "unknown", known: false };
}

/** A stretch that nobody knows may be any name: `/proc/$pid/mem` is the memory of a process, whichever it is. */
function natureOfPart(value: Value, { ground }: Place): Pick<Target, "nature"> {
  if (!/^\/./.test(headOf(value))) return {};
  const pattern = value.text.replace(/\$\{[^}]*\}|\$\([^)]*\)|\$\w+|`[^`]*`|\{\}/g, "*");
  const nature = natureOf(pattern, ground.forms().homes);
  return nature === undefined ? {} : { nature };
}

/** One of the paths below these folders, or all of them; which one cannot be told. */
function targetBelow({ below = [], named = "", everything }: Flow, place: Place): Target {
  const targets = below.map((folder) => pathTarget(literal(folder), place, "through"));
  const [first] = targets;
  if (everything === true && first !== undefined) return targets.reduce(worse);
  const scopes = targets.map(insideOf);
  const nature = natureBelow(below, named, place.ground.forms().homes);
  const weight = nature === undefined ? {} : { nature };
  return { name: `${below.join(" or ")}/…${named}`, scope: scopes.reduce(strictest, "temp"), known: false, ...weight };
}

/** What lies in such a folder weighs less than the folder, except where it may be anything. */
function insideOf({ name, scope }: Target): Scope {
  if (scope === "root") return name === "/" ? "system" : isTemporary(`${name}/x`) ? "temp" : "below-home";
  return scope === "project" ? "below-project" : scope;
}

/** Where one stands after going there. */
export function moved(cwd: Value, target: Value): Value {
  const isFixed = target.known && !target.glob && (target.text.startsWith("/") || cwd.known);
  return isFixed ? literal(absolutePath(target.text, cwd.text)) : unknownValue(target.text, target.flow);
}

/** `dir/*` takes all of `dir`; any narrower pattern takes something below the folder that it starts from. */
function coveredBy(path: string): string {
  const parts = path.split("/");
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const folder = parts.slice(0, first).join("/") || "/";
  const takesAll = first === parts.length - 1 && /^\.?\*+$/.test(parts[first] ?? "");
  return takesAll ? folder : `${folder === "/" ? "" : folder}/${parts.slice(first).join("/")}`;
}

function resolvedHere(path: string, { world, links }: Ground): string {
  return resolvedIn(world, links.size === 0 ? path : behindLinks(path, links));
}

function resolvedButLast(path: string, ground: Ground): string {
  if (path === "/") return path;
  const folder = resolvedHere(folderOf(path), ground);
  return `${folder === "/" ? "" : folder}/${nameOf(path)}`;
}

/** The more harm may be done there the less it weighs in this order; every scope has its place. */
const order: Readonly<Record<Scope, number>> = {
  guard: 0,
  root: 1,
  home: 2,
  device: 3,
  system: 4,
  settings: 5,
  unknown: 6,
  elsewhere: 7,
  repository: 8,
  project: 9,
  "below-home": 10,
  "below-project": 11,
  remote: 12,
  process: 13,
  temp: 14,
};

function strictest(one: Scope, other: Scope): Scope {
  return order[one] <= order[other] ? one : other;
}

/** A pattern that may take the home or a file of the guard, or a folder that either lies in, is about that place. */
function scopeOfPattern(pattern: string, ground: Ground): Scope {
  const { homes } = ground.forms();
  const parts = pattern.split("/").length;
  const met = [
    ...homes.filter((home) => covers(pattern, home)),
    ...ground
      .guarded()
      .all()
      .filter((own) => meets(pattern, own) && !(isSettingsFile(own) && parts > own.split("/").length)),
  ];
  return met.map((path) => scopeOf(path.split("/").slice(0, parts).join("/"), ground)).reduce(strictest, "temp");
}

/** Nothing lies below a file, and these are files whether they are there or not. */
function isSettingsFile(path: string): boolean {
  return /[^/]\.jsonc?$/.test(path);
}

/** The most specific place counts first, so that a home or a project below `/tmp` is still a home or a project. */
export function scopeOf(path: string, ground: Ground): Scope {
  if (ground.inside?.fresh === true && !isBelow(path, "/dev")) return "temp";
  const { homes, projects } = ground.forms();
  if (path === "/" || homes.some((home) => isBelow(home, path))) return "root";
  if (homes.includes(path)) return "home";
  const home = homes.find((one) => isBelow(path, one));
  const guarded = ground.guarded();
  if (guarded.owns(path) || (guarded.liesBelow(path) && holdsOnlySettings(path, ground))) return "guard";
  const project = projects.find((one) => isAtOrBelow(path, one));
  if (project !== undefined) return scopeInProject(path, project);
  if (home !== undefined) return scopeInHome(path, home);
  if (isTemporary(path) || temporaryFolders.includes(path)) return "temp";
  if (isBelow(path, "/dev")) return isHarmlessDevice(path) ? "temp" : "device";
  // What a container has of a system is a copy.
  return isSystemPath(path) && ground.on?.kind !== "container" && ground.on?.kind !== "cluster" ? "system" : "elsewhere";
}

/** A folder that a guarded file lies in is guarded with it, unless it is one of those that hold much else. */
function holdsOnlySettings(path: string, ground: Ground): boolean {
  const { homes, projects } = ground.forms();
  const working = ground.start === undefined ? projects : [...projects, ground.start];
  const isBroad = working.some((folder) => isAtOrBelow(folder, path)) || isSystemPath(path);
  return !isBroad && [...homes, ...projects].some((one) => isBelow(path, one));
}

function scopeInProject(path: string, project: string): Scope {
  if (path === project) return "project";
  return isAtOrBelow(path, `${project}/.git`) ? "repository" : "below-project";
}

function scopeInHome(path: string, home: string): Scope {
  if (isAtOrBelow(path, `${home}/.cache`)) return "temp";
  return path.startsWith(`${home}/.`) ? "settings" : "below-home";
}

/** Writing to these keeps or destroys nothing. */
export function isHarmlessDevice(path: string): boolean {
  return /^(\/dev\/(null|zero|full|stdin|stdout|stderr|tty|ptmx|fd\/\d+|u?random|pts\/\d+)|\/proc\/(self|\d+)\/fd\/\d+)$/.test(path);
}
