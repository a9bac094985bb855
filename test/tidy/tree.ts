/** What tidy looks at: the files of a repository as text, so that a planted tree is checked like the real one. */

export type Tree = {
  readonly files: readonly TreeFile[];
  /** Folders that hold no file at any depth. */
  readonly emptyFolders: readonly string[];
};

export type TreeFile = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly bytes: number;
};

/** A fault that tidy found, with the place a person has to open. */
export type Violation = { readonly rule: string; readonly path: string; readonly line: number; readonly what: string };

/** A tree from path and text alone, as the tests plant it. */
export function treeOf(texts: Readonly<Record<string, string>>, emptyFolders: readonly string[] = []): Tree {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, bytes: text.length }));
  return { files, emptyFolders };
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function folderNameOf(path: string): string {
  return fileNameOf(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
}

/** The file's name up to its first dot: `guard` of `guard.test.ts`. */
export function stemOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.indexOf(".", 1);
  return dot === -1 ? name : name.slice(0, dot);
}
