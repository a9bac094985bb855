/** Ground: the places that a call stands on, worked out once: home, project, what is guarded. */
import { folderOf, isAtOrBelow, isBelow } from "../../base/path.ts";
import type { Call } from "../call.ts";
import { limits } from "../limits.ts";
import type { World } from "../world.ts";

export type Ground = {
  readonly home: string;
  /** The root of the project that the call works in; none when it works in no particular one. */
  readonly project: string | undefined;
  /** Files and folders that belong to the guard: its own, and the settings that load it. */
  readonly guarded: readonly string[];
  readonly world: World;
};

export function groundOf(call: Call, guarded: readonly string[], world: World): Ground {
  return { home: call.home, project: projectOf(call, world), guarded, world };
}

/** The nearest folder upwards with a `.git`, else the working directory itself unless that is a place of many projects. */
function projectOf(call: Call, world: World): string | undefined {
  let folder = call.cwd;
  for (let step = 0; step < limits.projectDepth && folder !== "/" && folder !== call.home; step += 1) {
    const git = world.entry(`${folder}/.git`);
    if (git.known && git.value.kind !== "absent") return folder;
    folder = folderOf(folder);
  }
  const common = isAtOrBelow(call.home, call.cwd) || temporaryFolders.includes(call.cwd) || isSystemPath(call.cwd);
  return common ? undefined : call.cwd;
}

export const temporaryFolders: readonly string[] = ["/tmp", "/var/tmp", "/dev/shm", "/private/tmp", "/private/var/tmp"];

const systemFolders: readonly string[] = [
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
];

export function isSystemPath(path: string): boolean {
  return systemFolders.some((folder) => isAtOrBelow(path, folder));
}

export function isTemporary(path: string): boolean {
  return temporaryFolders.some((folder) => isBelow(path, folder));
}
