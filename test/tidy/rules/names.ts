/** Names say what a thing is; a file is named like what it exports and starts by saying what it is for. */
import { declaredNames, exportedNames } from "../exports.ts";
import { forEachSource, type House } from "../house.ts";
import { isEntry, isFrontDoor, roomOf } from "../rooms.ts";
import { at, isTest, type Source } from "../source.ts";
import { fileNameOf, folderNameOf, stemOf, type Violation } from "../tree.ts";

/** Names that promise nothing, and so attract everything. */
const emptyNames = ["index", "util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "handler", "core"];

/** The contract with the native core is about just that. */
const allowedNames = ["src/hosts/native/core.ts"];

/** Files here are named by what they are about, not by us: `service` is a program. */
const foreignNames = ["src/guard/effects/tools/", "policies/", "corpus/"];

export function fileNames(house: House): readonly Violation[] {
  return house.sources.flatMap(({ path }) => {
    if (allowedNames.includes(path) || foreignNames.some((folder) => path.startsWith(folder))) return [];
    const found: Violation[] = [];
    for (const name of [stemOf(path), folderNameOf(path)]) {
      if (emptyNames.includes(name))
        found.push({ rule: "file-name", path, line: 1, what: `\`${name}\` says nothing; name it after what it does` });
    }
    if (!/^_?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/.test(fileNameOf(path))) {
      found.push({ rule: "file-name", path, line: 1, what: "file names are in kebab-case" });
    }
    return found;
  });
}

const emptyWords = ["manager", "helper", "helpers", "util", "utils", "impl", "misc"];

export const declaredWords = forEachSource((source) =>
  declaredNames(source).flatMap(({ name, isType, node }) => {
    // A variable may hold what a stranger calls a helper.
    if (node.type === "VariableDeclaration") return [];
    const what = isType ? (emptyWordIn(name) ?? prefixOf(name)) : emptyWordIn(name);
    return what === undefined ? [] : [at(source, node, { rule: "banned-word", what: `\`${name}\`: ${what}` })];
  }),
);

function emptyWordIn(name: string): string | undefined {
  const word = wordsOf(name).find((one) => emptyWords.includes(one));
  return word === undefined ? undefined : `"${word}" says nothing`;
}

function prefixOf(name: string): string | undefined {
  const decorated = (/^I[A-Z][a-z]/.test(name) && !name.startsWith("IPv")) || name.endsWith("Interface");
  return decorated ? "a type is a plain noun" : undefined;
}

/** A shebang may stand before it. */
export const purposes = forEachSource((source) => {
  const line = source.lines[0]?.startsWith("#!") ? 1 : 0;
  if (/^\/\*\* \S.{10,} \*\/$/.test(source.lines[line] ?? "")) return [];
  return [{ rule: "purpose", path: source.path, line: line + 1, what: "the first line says what the file is for: /** … */" }];
});

export function nativePurposes(house: House): readonly Violation[] {
  return house.others
    .filter((file) => file.path.endsWith(".rs") && !/^\/\/! \S.{10,}/.test(file.text))
    .map((file) => ({ rule: "purpose", path: file.path, line: 1, what: "the first line says what the file is for: //! …" }));
}

/** A file with one function or value is called like it, or like the type it is about; several have a topic, and front doors hand on. */
export const mainExports = forEachSource((source) => {
  if (roomOf(source.path) === undefined || isTest(source.path) || isEntry(source.path) || isFrontDoor(source.path)) return [];
  const exported = exportedNames(source);
  const [only, ...more] = exported.filter((one) => !one.isType);
  if (only === undefined || more.length > 0 || exported.some((one) => speaksOf(one.name, source))) return [];
  return [at(source, only.node, { rule: "main-export", what: `it exports \`${only.name}\`; the two are named alike` })];
});

function speaksOf(name: string, source: Source): boolean {
  const stem = wordsOf(stemOf(source.path));
  return wordsOf(name).some((word) => stem.some((other) => isSameWord(word, other)));
}

/** `lease` and `leases`, `token` and `tokenize`, `cover` and `uncovered`. */
function isSameWord(one: string, other: string): boolean {
  const shared = Math.min(4, one.length, other.length);
  return one.slice(0, shared) === other.slice(0, shared) || (other.length >= 4 && one.includes(other));
}

/** The lower-case words of a name in camel, kebab or snake case. */
export function wordsOf(name: string): readonly string[] {
  const split = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  return split.split(/[^A-Za-z0-9]+/).flatMap((word) => (word === "" ? [] : [word.toLowerCase()]));
}
