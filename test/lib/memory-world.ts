/** A World held in memory: a few files below one home, nothing else. */
import { folderOf, isBelow } from "../../src/base/path.ts";
import { type Entry, seen, unseen, type World } from "../../src/guard/guard.ts";

export type Files = Readonly<Record<string, string>>;

export function memoryWorld(files: Files, variables: Readonly<Record<string, string>> = {}): World {
  const folders = new Set<string>(["/", "/tmp", "/etc", "/usr", "/usr/bin", "/dev", "/mnt"]);
  for (const path of Object.keys(files)) for (let folder = folderOf(path); folder !== "/"; folder = folderOf(folder)) folders.add(folder);
  const kindOf = (path: string): Entry["kind"] => (files[path] !== undefined ? "file" : folders.has(path) ? "folder" : "absent");
  return {
    entry: (path) => seen({ kind: kindOf(path), bytes: files[path]?.length ?? 0, mode: 0o644, owner: 1000 }),
    resolved: (path) => seen(path),
    text: (path, maxBytes) => {
      const text = files[path];
      return text === undefined ? unseen("odd") : seen({ text: text.slice(0, maxBytes), whole: text.length <= maxBytes });
    },
    names: (folder, max) => {
      const names = [...Object.keys(files), ...folders]
        .filter((path) => path !== "/" && folderOf(path) === folder)
        .map((path) => path.slice(folder === "/" ? 1 : folder.length + 1));
      return folders.has(folder) ? seen({ names: names.slice(0, max), whole: names.length <= max }) : unseen("odd");
    },
    tree: (folder, max) => {
      const below = Object.keys(files).filter((path) => isBelow(path, folder));
      return folders.has(folder) ? seen({ files: Math.min(below.length, max), bytes: 0, whole: below.length <= max }) : unseen("odd");
    },
    // A work tree without an index: git knows none of these files.
    tracked: (path) => {
      const dotGit = Object.keys(files).find((file) => file.includes("/.git/")) ?? "";
      const top = dotGit.slice(0, dotGit.indexOf("/.git/"));
      return seen(top !== "" && (path === top || isBelow(path, top)) ? { files: 0, unchanged: 0, top } : null);
    },
    variable: (name) => seen(variables[name] ?? null),
    remembered: () => seen([]),
  };
}
