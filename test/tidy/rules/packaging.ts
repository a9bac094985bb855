/** What a clone brings: exact versions, no addresses, no scripts at install time, no blobs, no empty folders. */
import type { House } from "../house.ts";
import { fileNameOf, type TreeFile, type Violation } from "../tree.ts";

const blobBytes = 256 * 1024;

/** Lock files grow with what they lock. */
export function blobs(house: House): readonly Violation[] {
  return house.tree.files
    .filter((file) => file.bytes > blobBytes && !["package-lock.json", "Cargo.lock"].includes(fileNameOf(file.path)))
    .map((file) => ({
      rule: "blob",
      path: file.path,
      line: 1,
      what: `${Math.ceil(file.bytes / 1024)} KB; beyond ${blobBytes / 1024} KB it is made or fetched`,
    }));
}

export function emptyFolders(house: House): readonly Violation[] {
  return house.tree.emptyFolders.map((path) => ({
    rule: "empty-folder",
    path,
    line: 1,
    what: "a folder exists only when it holds something",
  }));
}

export function lockAddresses(house: House): readonly Violation[] {
  return named(house, "package-lock.json").flatMap((file) => {
    const line = lineOf(file, '"resolved":');
    return line === undefined
      ? []
      : [{ rule: "lock-address", path: file.path, line, what: "the lock file names no registry (.npmrc sees to it)" }];
  });
}

const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
const installScripts = ["preinstall", "install", "postinstall", "prepare", "prepublish"];

export function manifests(house: House): readonly Violation[] {
  return named(house, "package.json").flatMap((file) => {
    const manifest = objectIn(file.text);
    if (manifest === undefined) return [{ rule: "manifest", path: file.path, line: 1, what: "this is not a JSON object" }];
    return [...looseVersions(file, manifest), ...ownScripts(file, manifest)];
  });
}

type Manifest = Readonly<Record<string, unknown>>;

function looseVersions(file: TreeFile, manifest: Manifest): readonly Violation[] {
  const lists = ["dependencies", "devDependencies", "optionalDependencies"].map((key) => recordOf(manifest[key]));
  return lists.flatMap(Object.entries).flatMap(([name, version]) => {
    if (typeof version === "string" && exact.test(version)) return [];
    return [
      { rule: "loose-version", path: file.path, line: lineOf(file, `"${name}"`) ?? 1, what: `\`${name}\` is pinned to one exact version` },
    ];
  });
}

function ownScripts(file: TreeFile, manifest: Manifest): readonly Violation[] {
  const names = Object.keys(recordOf(manifest["scripts"])).filter((name) => installScripts.includes(name));
  return names.map((name) => ({
    rule: "install-script",
    path: file.path,
    line: lineOf(file, `"${name}"`) ?? 1,
    what: `\`${name}\` would run at install time`,
  }));
}

function named(house: House, name: string): readonly TreeFile[] {
  return house.tree.files.filter((file) => fileNameOf(file.path) === name);
}

function objectIn(text: string): Manifest | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Manifest {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function lineOf(file: TreeFile, text: string): number | undefined {
  const index = file.text.split("\n").findIndex((line) => line.includes(text));
  return index === -1 ? undefined : index + 1;
}
