/** The folder that names the keys that count: what lies in it is believed only where nobody but its owner can have put it there. */
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { done, type Result } from "../../base/result.ts";
import { errorCode, systemFault } from "./fault.ts";

export type KeyFolder = {
  /** Whose it is; `null` where there is none. */
  readonly owner: number | null;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What lies there and is not believed, and why. */
  readonly strange: readonly { readonly path: string; readonly why: string }[];
};

const mostBytes = 4_096;

/** The files with this ending, in the order of their names. */
export function keyFolder(folder: string, ending: string): Result<KeyFolder> {
  try {
    const itself = lstatSync(folder);
    const wrong = itself.isDirectory() ? openness(itself) : "it is no folder";
    if (wrong !== undefined) return done({ owner: itself.uid, files: [], strange: [{ path: folder, why: wrong }] });
    return done(
      filesIn(
        folder,
        readdirSync(folder)
          .filter((name) => name.endsWith(ending))
          .sort(),
        itself.uid,
      ),
    );
  } catch (error) {
    if (errorCode(error) === "ENOENT") return done({ owner: null, files: [], strange: [] });
    return systemFault("key.unreadable", `the folder \`${folder}\` could not be read`, error);
  }
}

function filesIn(folder: string, names: readonly string[], owner: number): KeyFolder {
  const files: { name: string; text: string }[] = [];
  const strange: { path: string; why: string }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const found = lstatSync(path);
    const wrong = strangeness(found, owner);
    if (wrong === undefined) files.push({ name, text: readFileSync(path, "utf8") });
    else strange.push({ path, why: wrong });
  }
  return { owner, files, strange };
}

function strangeness(found: Stats, owner: number): string | undefined {
  if (!found.isFile()) return "it is no regular file";
  if (found.uid !== owner) return `it belongs to the user ${found.uid}, and its folder to ${owner}`;
  if (found.size > mostBytes) return "it is far too large";
  return openness(found);
}

function openness({ mode }: Stats): string | undefined {
  return (mode & 0o022) === 0 ? undefined : `others may write there (mode ${(mode & 0o777).toString(8)})`;
}
