/** Words that name a path, to targets: links resolved, patterns reduced to what they surely cover, and the scope that a path lies in. */
import { absolutePath, folderOf, isAtOrBelow, isBelow, nameOf } from "../../base/path.ts";
import type { Scope, Target } from "../effect.ts";
import type { Value } from "../shell/value.ts";
import { type Ground, isSystemPath, isTemporary, temporaryFolders } from "./ground.ts";

export type Place = { readonly ground: Ground; readonly cwd: Value };

/** `itself`: the entry of that name is meant (a delete takes the link); `through`: what a link leads to (a write goes there). */
export type Following = "itself" | "through";

export function pathTarget(value: Value, place: Place, following: Following): Target {
  const isAbsolute = value.text.startsWith("/");
  if (!value.known || value.text === "" || !(isAbsolute || place.cwd.known)) return { name: value.text, scope: "unknown", known: false };
  const written = absolutePath(value.text, place.cwd.text);
  const covered = value.glob ? coveredBy(written) : written;
  const name = following === "through" ? resolved(covered, place.ground) : resolvedButLast(covered, place.ground);
  return { name, scope: strictest(scopeOf(covered, place.ground), scopeOf(name, place.ground)), known: true };
}

/** `dir/*` takes all of `dir`; any narrower pattern takes something below the folder that it starts from. */
function coveredBy(path: string): string {
  const parts = path.split("/");
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const folder = parts.slice(0, first).join("/") || "/";
  const takesAll = first === parts.length - 1 && /^\.?\*+$/.test(parts[first] ?? "");
  return takesAll ? folder : `${folder === "/" ? "" : folder}/${parts.slice(first).join("/")}`;
}

function resolved(path: string, ground: Ground): string {
  const answer = ground.world.resolved(path);
  return answer.known ? answer.value : path;
}

function resolvedButLast(path: string, ground: Ground): string {
  if (path === "/") return path;
  const folder = resolved(folderOf(path), ground);
  return `${folder === "/" ? "" : folder}/${nameOf(path)}`;
}

/** Scopes from the one where harm weighs most to the one where it weighs least. */
const byWeight: readonly Scope[] = [
  ...([
    "guard",
    "root",
    "home",
    "device",
    "system",
    "settings",
    "elsewhere",
    "repository",
    "project",
    "below-home",
    "below-project",
    "temp",
  ] as const),
];

function strictest(one: Scope, other: Scope): Scope {
  return byWeight.indexOf(one) <= byWeight.indexOf(other) ? one : other;
}

/** The most specific place counts first, so that a home or a project below `/tmp` is still a home or a project. */
export function scopeOf(path: string, ground: Ground): Scope {
  const { home, project } = ground;
  if (path === "/" || isBelow(home, path)) return "root";
  if (path === home) return "home";
  if (ground.guarded.some((own) => isAtOrBelow(path, own) || (isBelow(own, path) && isBelow(path, home)))) return "guard";
  if (project !== undefined && isAtOrBelow(path, project)) return scopeInProject(path, project);
  if (isBelow(path, home)) return scopeInHome(path, home);
  if (isTemporary(path) || temporaryFolders.includes(path)) return "temp";
  if (isBelow(path, "/dev")) return scopeInDevices(path);
  return isSystemPath(path) ? "system" : "elsewhere";
}

function scopeInProject(path: string, project: string): Scope {
  if (path === project) return "project";
  return isAtOrBelow(path, `${project}/.git`) ? "repository" : "below-project";
}

function scopeInHome(path: string, home: string): Scope {
  if (isAtOrBelow(path, `${home}/.cache`)) return "temp";
  return path.startsWith(`${home}/.`) ? "settings" : "below-home";
}

function scopeInDevices(path: string): Scope {
  return /^\/dev\/(null|zero|full|stdin|stdout|stderr|tty|fd\/.*|u?random|pts\/.*|tcp\/.*|udp\/.*)$/.test(path) ? "temp" : "device";
}
