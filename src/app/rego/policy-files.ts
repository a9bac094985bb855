/** Policies and data from the paths a person names: files, and folders with everything in them. */
import { absolutePath } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { isFolderItself, namesIn, readTextFile } from "../../hosts/node/node.ts";
import type { Placed, Source } from "../../rego/rego.ts";

export type PolicyFiles = {
  readonly sources: readonly Source[];
  /** What stands in a file of JSON belongs below the names of the folders it lies in. */
  readonly data: readonly Placed[];
  /** Files of data in a form that is not read. */
  readonly ignored: readonly string[];
};

/** Each path as it was written is how the file is called. */
export function readPolicyFiles(paths: readonly string[], cwd: string): Result<PolicyFiles> {
  const files: Found[] = [];
  for (const path of paths) {
    const found = filesIn(path, { cwd, below: [], isNamed: true });
    if (!found.ok) return found;
    files.push(...found.value);
  }
  const read: { readonly file: Found; readonly text: string }[] = [];
  for (const file of files.filter(({ kind }) => kind !== "yaml")) {
    const text = readTextFile(absolutePath(file.path, cwd));
    if (!text.ok) return text;
    read.push({ file, text: text.value });
  }
  return done({
    sources: read.filter(({ file }) => file.kind === "rego").map(({ file, text }) => ({ file: file.path, text })),
    data: read.filter(({ file }) => file.kind === "json").map(({ file, text }) => ({ file: file.path, path: file.below, text })),
    ignored: files.filter(({ kind }) => kind === "yaml").map(({ path }) => path),
  });
}

type Found = { readonly path: string; readonly kind: "rego" | "json" | "yaml"; readonly below: readonly string[] };

type Search = { readonly cwd: string; readonly below: readonly string[]; readonly isNamed: boolean };

function filesIn(path: string, { cwd, below, isNamed }: Search): Result<readonly Found[]> {
  if (!isFolderItself(absolutePath(path, cwd))) {
    const kind = kindOf(path);
    if (kind !== undefined) return done([{ path, kind, below }]);
    if (!isNamed) return done([]);
    return fail({ code: "rego.file", what: `\`${path}\` is neither a folder nor a file that ends in \`.rego\` or \`.json\`` });
  }
  const names = namesIn(absolutePath(path, cwd));
  if (!names.ok) return names;
  const files: Found[] = [];
  for (const name of names.value.filter((one) => !one.startsWith("."))) {
    const inner = `${path.replace(/\/+$/, "")}/${name}`;
    const isFolder = isFolderItself(absolutePath(inner, cwd));
    const found = filesIn(inner, { cwd, below: isFolder ? [...below, name] : below, isNamed: false });
    if (!found.ok) return found;
    files.push(...found.value);
  }
  return done(files);
}

function kindOf(path: string): Found["kind"] | undefined {
  const ending = /\.(rego|json|ya?ml)$/.exec(path)?.[1];
  return ending === "yml" || ending === "yaml" ? "yaml" : (ending as "rego" | "json" | undefined);
}
