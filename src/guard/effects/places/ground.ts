/** Ground: the places that a call stands on, worked out once: home, project, what is guarded. */
import { folderOf, isAtOrBelow } from "../../../base/path.ts";
import { once } from "../../../base/once.ts";
import type { Call } from "../../call.ts";
import type { Elsewhere } from "../../effect.ts";
import { limits } from "../../limits.ts";
import { unseen, type World } from "../../world.ts";
import { type Guarded, guardedHere, type GuardedPlaces, nothingGuarded } from "./guarded.ts";
import type { Links } from "./links.ts";
import { isSystemPath, temporaryFolders } from "./usual-folders.ts";

export type Ground = Places & {
  /** The same places as written and with links resolved: a path is asked about in either form. */
  readonly forms: () => Forms;
  /** What the call itself has linked. */
  readonly links: Links;
  /** Names that the project keeps out of its history. */
  readonly ignored: () => ReadonlySet<string>;
};

export type Places = {
  readonly home: string;
  /** The root of the project that the call works in; none when it works in no particular one. */
  readonly project: string | undefined;
  /** Files and folders that belong to the guard: its own, and the settings that load it. */
  readonly guarded: () => Guarded;
  /** Where the call starts; files of its own are guarded there, and the folder is not. */
  readonly start?: string;
  /** Left out for this machine. */
  readonly on?: Elsewhere;
  readonly inside?: Inside;
  readonly world: World;
};

/** Of a place that is not this machine: what it sees of the one around it, and whether its own files outlive it. */
type Inside = { readonly outer: Ground; readonly mounts: readonly Mount[]; readonly fresh: boolean };

/** `from` is left open where nobody can tell it. */
export type Mount = { readonly from: string | undefined; readonly to: string };

export type Forms = { readonly homes: readonly string[]; readonly projects: readonly string[] };

/** What belongs to the guard: what every guard knows of, and what only this machine does: its own folder and the files that load it. */
export type Belongings = { readonly places: GuardedPlaces; readonly root: string; readonly carriers: () => readonly string[] };

/** There are many guarded places, and most calls name no path at all: who they are is worked out when one turns up. */
export function groundOf(call: Call, { places, root, carriers }: Belongings, world: World): Ground {
  const project = projectOf(call, world);
  // A call may have another HOME than the person whose guard this is; the guarded files of both count.
  const homes = [...new Set([call.home, folderOf(root)])];
  const projects = project === undefined || project === call.cwd ? [call.cwd] : [call.cwd, project];
  const guarded = once(() => guardedHere(places, { homes, projects, further: [root, ...carriers()] }, world));
  return groundAt({ home: call.home, project, guarded, start: call.cwd, world });
}

/** The questions are asked when the first path turns up, and once: most calls name none. */
export function groundAt(places: Places): Ground {
  return { ...places, links: new Map(), forms: once(() => formsOf(places)), ignored: once(() => ignoredIn(places)) };
}

const blind = (): ReturnType<typeof unseen> => unseen("foreign");

/** Nothing can be seen. */
const darkness: World = {
  entry: blind,
  resolved: blind,
  text: blind,
  names: blind,
  tree: blind,
  tracked: blind,
  variable: blind,
  remembered: blind,
};

/** Of another machine nothing can be seen; what lies where it always lies still tells. */
export function groundElsewhere(ground: Ground, on: Elsewhere, { mounts = [], fresh = false }: Partial<Inside> = {}): Ground {
  const inside = { outer: ground, mounts, fresh };
  return groundAt({ home: "/root", project: undefined, guarded: () => nothingGuarded, on: nested(ground.on, on), inside, world: darkness });
}

function nested(outer: Elsewhere | undefined, inner: Elsewhere): Elsewhere {
  return outer === undefined ? inner : { ...inner, name: `${outer.name}/${inner.name}` };
}

function formsOf({ home, project, world }: Places): Forms {
  const both = (path: string): string[] => [...new Set([path, resolvedIn(world, path)])];
  const homes = both(home).filter((path) => path === home || path !== "/");
  // A link that leads to a place of many projects does not make all of them this one.
  const projects = project === undefined ? [] : both(project).filter((path) => path === project || !isCommon(path, homes));
  return { homes, projects };
}

export function resolvedIn(world: World, path: string): string {
  const answer = world.resolved(path);
  return answer.known ? answer.value : path;
}

/** The plain names in the project's `.gitignore`. */
function ignoredIn({ project, world }: Places): ReadonlySet<string> {
  const text = project === undefined ? undefined : world.text(`${project}/.gitignore`, limits.configBytes);
  const lines = text?.known === true ? text.value.text.split("\n") : [];
  return new Set(lines.map((line) => line.trim().replace(/^(\*\*)?\/|\/(\*\*?)?$/g, "")).filter((name) => /^[^!#*?[\]/\\]+$/.test(name)));
}

/** The nearest folder upwards with a `.git`, else the working directory itself unless that is a place of many projects. */
function projectOf(call: Call, world: World): string | undefined {
  let folder = call.cwd;
  for (let step = 0; step < limits.projectDepth && folder !== "/" && folder !== call.home; step += 1) {
    const git = world.entry(`${folder}/.git`);
    if (git.known && git.value.kind !== "absent") return folder;
    folder = folderOf(folder);
  }
  return isCommon(call.cwd, [call.home]) ? undefined : call.cwd;
}

function isCommon(path: string, homes: readonly string[]): boolean {
  return homes.some((home) => isAtOrBelow(home, path)) || temporaryFolders.includes(path) || isSystemPath(path);
}
