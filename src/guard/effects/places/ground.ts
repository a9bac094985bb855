/** Ground: the places that a call stands on, worked out once: home, project, what is guarded. */
import { absolutePath, folderOf, isAtOrBelow, isBelow, nameOf } from "../../../base/path.ts";
import type { Call } from "../../call.ts";
import type { Elsewhere } from "../../effect.ts";
import { limits } from "../../limits.ts";
import { unseen, type World } from "../../world.ts";

export type Ground = Places & {
  /** The same places as written and with links resolved: a path is asked about in either form. */
  readonly forms: () => Forms;
  /** Names that the project keeps out of its history. */
  readonly ignored: () => ReadonlySet<string>;
};

export type Places = {
  readonly home: string;
  /** The root of the project that the call works in; none when it works in no particular one. */
  readonly project: string | undefined;
  /** Files and folders that belong to the guard: its own, and the settings that load it. */
  readonly guarded: () => readonly string[];
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

export type Forms = { readonly homes: readonly string[]; readonly projects: readonly string[]; readonly guarded: readonly string[] };

/** There are many guarded places, and most calls name no path at all. */
export function groundOf(call: Call, guarded: () => readonly string[], world: World): Ground {
  const project = projectOf(call, world);
  const variable = remembered((name) => world.variable(name));
  const named = once(() => [...new Set(guarded().flatMap((path) => placesNamed(path, { call, project, variable })))]);
  return groundAt({ home: call.home, project, guarded: named, start: call.cwd, world });
}

/** The questions are asked when the first path turns up, and once: most calls name none. */
export function groundAt(places: Places): Ground {
  return { ...places, forms: once(() => formsOf(places)), ignored: once(() => ignoredIn(places)) };
}

const blind = (): ReturnType<typeof unseen> => unseen("foreign");

/** Nothing can be seen. */
const darkness: World = { entry: blind, resolved: blind, text: blind, names: blind, tree: blind, tracked: blind, variable: blind };

/** Of another machine nothing can be seen; what lies where it always lies still tells. */
export function groundElsewhere(ground: Ground, on: Elsewhere, { mounts = [], fresh = false }: Partial<Inside> = {}): Ground {
  const inside = { outer: ground, mounts, fresh };
  return groundAt({ home: "/root", project: undefined, guarded: () => [], on: nested(ground.on, on), inside, world: darkness });
}

function nested(outer: Elsewhere | undefined, inner: Elsewhere): Elsewhere {
  return outer === undefined ? inner : { ...inner, name: `${outer.name}/${inner.name}` };
}

/** One question for each name, however often it is asked about. */
function remembered<T>(ask: (name: string) => T): (name: string) => T {
  const answers = new Map<string, () => T>();
  return (name) => {
    const answer = answers.get(name) ?? once(() => ask(name));
    answers.set(name, answer);
    return answer();
  };
}

function once<T>(work: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: work() }).value;
}

type Around = { readonly call: Call; readonly project: string | undefined; readonly variable: World["variable"] };

/** `./` stands for the folder that a session starts in, `$NAME/` for a folder that the environment names. */
function placesNamed(path: string, { call, project, variable }: Around): readonly string[] {
  if (path.startsWith("./"))
    return [call.cwd, ...(project === undefined || project === call.cwd ? [] : [project])].map(
      (folder) => (folder === "/" ? "" : folder) + path.slice(1),
    );
  if (!path.startsWith("$")) return [path];
  const [, name, rest = ""] = /^\$(\w+)(\/.*)$/.exec(path) ?? [];
  if (name === undefined) return [path];
  const value = variable(name);
  return value.known && value.value?.startsWith("/") === true ? [absolutePath(value.value + rest, "/")] : [];
}

function formsOf({ home, project, guarded: named, world }: Places): Forms {
  const guarded = named();
  const both = (paths: readonly string[]): string[] => [...new Set(paths.flatMap((path) => [path, resolvedIn(world, path)]))];
  const homes = both([home]).filter((path) => path === home || path !== "/");
  const projects = project === undefined ? [] : both([project]);
  // A link that leads to a place of many projects does not make all of them this one.
  const own = projects.filter((path) => path === project || !isCommon(path, homes));
  const bases = [...projects, ...homes];
  const isThere = presenceIn(world);
  // What lies in the system is no link that a call could have made, and most agents have no folder here: then nothing below it is one.
  const mine = guarded.filter((path) => !isSystemPath(path) && isThere(topFolder(path, bases)));
  return { homes, projects: own, guarded: [...new Set([...guarded, ...both(mine)])] };
}

/** The folder right below the home or the project in which a path lies. */
function topFolder(path: string, bases: readonly string[]): string {
  const base = bases.find((one) => isBelow(path, one)) ?? "";
  const end = path.indexOf("/", base.length + 1);
  return end < 0 ? path : path.slice(0, end);
}

/** One look into a folder answers for all that may lie in it. */
function presenceIn(world: World): (path: string) => boolean {
  const listed = remembered((folder) => world.names(folder, limits.presenceNames));
  const entry = remembered((path) => world.entry(path));
  return (path) => {
    const list = listed(folderOf(path));
    if (list.known && list.value.whole) return list.value.names.includes(nameOf(path));
    const seen = entry(path);
    return !seen.known || seen.value.kind !== "absent";
  };
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
export const temporaryFolders: readonly string[] = ["/tmp", "/var/tmp", "/dev/shm", "/private/tmp", "/private/var/tmp"];

/** All of them lie right below the root. */
const systemFolders: ReadonlySet<string> = new Set([
  ...[
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/opt",
    "/proc",
    "/run",
    "/sbin",
    "/srv",
    "/sys",
    "/usr",
    "/var",
  ],
  ...["/Applications", "/Library", "/System", "/private"],
]);

export function isSystemPath(path: string): boolean {
  const end = path.indexOf("/", 1);
  return systemFolders.has(end < 0 ? path : path.slice(0, end));
}

export function isTemporary(path: string): boolean {
  return temporaryFolders.some((folder) => isBelow(path, folder));
}
