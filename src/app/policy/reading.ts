/** Reads the files of a layer from the machine, bounded: what cannot be read whole is a fault of the layer, and no file is left out in silence. */
import { folderOf, isBelow } from "../../base/path.ts";
import type { PolicyFault, World } from "../../guard/guard.ts";
import type { Source } from "../../rego/rego.ts";

export type ReadFiles = { readonly sources: readonly Source[]; readonly faults: readonly PolicyFault[] };

const mostFiles = 64;
const mostBytes = 256 * 1024;
/** Compiled at the moment of a call, and written by whoever wrote the repository. */
const mostRepositoryBytes = 64 * 1024;

const nothing: ReadFiles = { sources: [], faults: [] };

/** The files of a folder with this ending, by name. */
export function filesIn(folder: string, ending: RegExp, world: World): ReadFiles {
  const entry = world.entry(folder);
  if (entry.known && entry.value.kind === "absent") return nothing;
  const names = world.names(folder, mostNames);
  if (!names.known) return faulty(folder, "the folder cannot be read");
  const found = names.value.names.filter((name) => !name.startsWith(".") && ending.test(name)).sort();
  if (!names.value.whole || found.length > mostFiles) return faulty(folder, `there are more than ${mostFiles} files`);
  return together(found.map((name) => readFile(`${folder}/${name}`, mostBytes, world)));
}

/** Other files may lie beside them. */
const mostNames = 1_000;

export function together(all: readonly ReadFiles[]): ReadFiles {
  return { sources: all.flatMap(({ sources }) => sources), faults: all.flatMap(({ faults }) => faults) };
}

/** One that is not there is none. */
export function repositoryFile(path: string, world: World): ReadFiles {
  const entry = world.entry(path);
  if (entry.known && entry.value.kind === "absent") return nothing;
  // Past the bounds it may be there. What nobody may look at (another's folder, a mount of the network) is not asked about.
  if (!entry.known) return entry.why === "bound" ? faulty(path, "nobody can tell whether it is there") : nothing;
  if (entry.value.kind === "link" && !staysAtHome(path, world))
    return faulty(path, "it is a link that leads out of its folder, and is not followed");
  return readFile(path, mostRepositoryBytes, world);
}

/** One that a person names. */
export function policyFile(path: string, world: World): ReadFiles {
  return readFile(path, mostBytes, world);
}

/** A link could show in an answer what lies in any file that the person may read. */
function staysAtHome(path: string, world: World): boolean {
  const [real, folder] = [world.resolved(path), world.resolved(folderOf(path))];
  return real.known && folder.known && isBelow(real.value, folder.value);
}

function readFile(path: string, most: number, world: World): ReadFiles {
  const text = world.text(path, most);
  if (!text.known) return faulty(path, text.why === "denied" ? "it may not be read" : "it is no file that can be read");
  if (!text.value.whole) return faulty(path, `it has more than ${most / 1024} KiB`);
  const broken = firstBroken(text.value.text);
  if (broken !== undefined) return { sources: [], faults: [{ file: path, ...broken, what: "it is not UTF-8 from here on" }] };
  return { sources: [{ file: path, text: text.value.text }], faults: [] };
}

/** World hands on bytes that are no text as single surrogates. */
function firstBroken(text: string): { readonly line: number; readonly column: number } | undefined {
  if (text.isWellFormed()) return undefined;
  const before = /^(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*/.exec(text)?.[0] ?? "";
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

function faulty(file: string, what: string): ReadFiles {
  return { sources: [], faults: [{ file, line: 1, column: 1, what }] };
}
