/** World as Node sees it: the same questions, bounds and answers as the native core's, to compare the two and to test without it. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Stats } from "node:fs";
import { type Entry, limits, seen, type Seen, type Tree, unseen, type World } from "../../guard/guard.ts";
import { foreignMounts } from "./mounts.ts";
import { bytesOf, textOf } from "./names.ts";
import { blindBy, type BytePath, described, handed, joined, resolvedPath, touchable } from "./paths.ts";

/** Takes the variables as data; the machine itself is looked at when it is asked about. */
export function nodeWorld(variables: Readonly<Record<string, string | undefined>>): World {
  const foreign = foreignMounts();
  const ask = <T>(path: string, find: (path: BytePath, foreign: ReadonlySet<string>) => Seen<T>): Seen<T> => {
    const bytes = path.startsWith("/") && !path.includes("\0") ? bytesOf(path) : undefined;
    if (bytes === undefined) return unseen("odd");
    return foreign === undefined ? unseen("foreign") : find(bytes.toString("latin1"), foreign);
  };
  return {
    entry: (path) => ask(path, entryAt),
    resolved: (path) => ask(path, (bytes, mounts) => mapped(resolvedPath(bytes, mounts), (found) => textOf(handed(found)))),
    text: (path, maxBytes) => ask(path, (bytes, mounts) => startOf(bytes, mounts, Math.min(maxBytes, limits.worldTextBytes))),
    names: (folder, max) => ask(folder, (bytes, mounts) => namesOf(bytes, mounts, Math.min(max, limits.worldNames))),
    tree: (folder, max) => ask(folder, (bytes, mounts) => treeBelow(bytes, mounts, Math.min(max, limits.worldTreeEntries))),
    // Git's index is read by the native core alone: without it nobody here says that a file can be brought back.
    tracked: () => unseen("bound"),
    variable: (name) => seen(variables[name] ?? null),
    // The memory of a session is the native core's.
    remembered: () => seen([]),
  };
}

function mapped<From, To>(answer: Seen<From>, change: (value: From) => To): Seen<To> {
  return answer.known ? seen(change(answer.value)) : answer;
}

function entryAt(path: BytePath, foreign: ReadonlySet<string>): Seen<Entry> {
  const place = touchable(path, foreign);
  if (!place.known) return place;
  return mapped(described(place.value), (found) => {
    if (found === null) return { kind: "absent", bytes: 0, mode: 0, owner: 0 };
    return { kind: kindOf(found), bytes: found.size, mode: found.mode & 0o7777, owner: found.uid };
  });
}

function kindOf(found: Stats): Entry["kind"] {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "folder";
  return found.isSymbolicLink() ? "link" : "other";
}

function startOf(path: BytePath, foreign: ReadonlySet<string>, most: number): Seen<{ readonly text: string; readonly whole: boolean }> {
  const place = resolvedPath(path, foreign);
  if (!place.known) return place;
  // Looked at before it is opened: opening a device or a pipe can do something.
  const found = described(place.value);
  if (!found.known) return found;
  if (found.value?.isFile() !== true) return unseen("odd");
  try {
    return readStart(place.value, most);
  } catch (error) {
    return blindBy(error);
  }
}

function readStart(path: BytePath, most: number): Seen<{ readonly text: string; readonly whole: boolean }> {
  const file = openSync(handed(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) return unseen("odd");
    const buffer = Buffer.alloc(most + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length <= most; length += read) read = readSync(file, buffer, length, buffer.length - length, null);
    return seen({ text: textOf(buffer.subarray(0, Math.min(length, most))), whole: length <= most });
  } finally {
    closeSync(file);
  }
}

function namesOf(
  path: BytePath,
  foreign: ReadonlySet<string>,
  most: number,
): Seen<{ readonly names: readonly string[]; readonly whole: boolean }> {
  const place = resolvedPath(path, foreign);
  if (!place.known) return place;
  const found = bytesIn(place.value);
  return mapped(found, (all) => ({ names: all.slice(0, most).sort(Buffer.compare).map(textOf), whole: all.length <= most }));
}

type Count = { files: number; bytes: number; whole: boolean; left: number; readonly device: number; readonly folders: BytePath[] };

function treeBelow(path: BytePath, foreign: ReadonlySet<string>, most: number): Seen<Tree> {
  const place = touchable(path, foreign);
  if (!place.known) return place;
  const found = described(place.value);
  if (!found.known) return found;
  if (found.value?.isDirectory() !== true) return unseen("odd");
  const count: Count = { files: 0, bytes: 0, whole: true, left: most, device: found.value.dev, folders: [] };
  const first = bytesIn(place.value);
  if (!first.known) return first;
  countFolder(count, { path: place.value, names: first.value, foreign });
  for (let folder = count.folders.pop(); folder !== undefined; folder = count.folders.pop()) {
    const names = bytesIn(folder);
    if (names.known) countFolder(count, { path: folder, names: names.value, foreign });
    else count.whole = false;
  }
  return seen({ files: count.files, bytes: count.bytes, whole: count.whole });
}

function bytesIn(folder: BytePath): Seen<readonly Buffer[]> {
  try {
    return seen(readdirSync(handed(folder), { encoding: "buffer" }));
  } catch (error) {
    return blindBy(error);
  }
}

type Below = { readonly path: BytePath; readonly names: readonly Buffer[]; readonly foreign: ReadonlySet<string> };

function countFolder(count: Count, below: Below): void {
  for (const name of below.names) {
    if (count.left === 0) {
      count.whole = false;
      count.folders.length = 0;
      return;
    }
    count.left -= 1;
    countEntry(count, joined(below.path, name.toString("latin1")), below.foreign);
  }
}

function countEntry(count: Count, path: BytePath, foreign: ReadonlySet<string>): void {
  const found = foreign.has(path) ? unseen("foreign") : described(path);
  if (!found.known || found.value === null) {
    count.whole = false;
  } else if (!found.value.isDirectory()) {
    count.files += 1;
    count.bytes += found.value.size;
  } else if (found.value.dev === count.device) {
    count.folders.push(path);
  } else {
    count.whole = false;
  }
}
