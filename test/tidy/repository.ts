/** Reads the repository from disk, leaving out what `.gitignore` names. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Tree, TreeFile } from "./tree.ts";

/** A text beyond this is weighed, not read. */
const readableBytes = 2 * 1024 * 1024;

export function repositoryTree(root: string): Tree {
  const ignored = ignoredNames(readFileSync(join(root, ".gitignore"), "utf8"));
  const files: TreeFile[] = [];
  const emptyFolders: string[] = [];
  collect("");
  return { files, emptyFolders };

  /** True when the folder holds a file at some depth. */
  function collect(folder: string): boolean {
    const before = files.length;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || ignored(path)) continue;
      if (entry.isFile()) files.push(readTreeFile(root, path));
      else if (entry.isDirectory() && !collect(path)) emptyFolders.push(path);
    }
    return files.length > before;
  }
}

function readTreeFile(root: string, path: string): TreeFile {
  const whole = join(root, path);
  const bytes = statSync(whole).size;
  return { path, bytes, text: bytes > readableBytes ? "" : readFileSync(whole, "utf8") };
}

/** Knows the three plain forms that our `.gitignore` uses: `name/`, `path/to/name/` and `*.ending`. */
function ignoredNames(gitignore: string): (path: string) => boolean {
  const lines = gitignore.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const patterns = lines.map((line) => line.replace(/\/$/, "").replace(/^\//, ""));
  return (path) => patterns.some((pattern) => isIgnoredBy(pattern, path));
}

function isIgnoredBy(pattern: string, path: string): boolean {
  if (pattern.startsWith("*.")) return path.endsWith(pattern.slice(1));
  return pattern.includes("/") ? path === pattern : path.split("/").at(-1) === pattern;
}
