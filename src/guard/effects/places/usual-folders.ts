/** Folders that lie in the same place on every machine: those of the system, and those that are swept. */
import { isBelow } from "../../../base/path.ts";

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
