/** find: which files it selects, and what it does with them. */
import { type Flow, literal, type Value } from "../../../shell/value.ts";
import { fileDelete, fileWrite, type Part } from "../../describing/deeds.ts";
import { isJunkPattern } from "../../places/regenerable.ts";
import { insertedFor } from "../../running/insertion.ts";
import type { Run } from "../../running/run.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

export const find: Tool = { names: ["find", "gfind"], shape: noValues, effects, runs, output };

function effects(use: Use): readonly Part[] {
  const search = searchOf(use);
  const deletes = search.words.some((word) => word.text === "-delete");
  const written = after(search, /^-f(ls|print0?|printf)$/).flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
  return [...(deletes ? search.roots.map((root) => taken(root, search, use)) : []), ...written];
}

function taken(root: Value, search: Search, use: Use): Part {
  const part = fileDelete({ ...root, known: false, flow: listed({ ...search, roots: [root] }) }, use.place, false);
  const names = after(search, /^-i?name$/);
  const isJunk = names.length > 0 && names.every((name) => name.known && isJunkPattern(name.text));
  return isJunk ? { ...part, loss: "build" } : part;
}

/** The words between `-exec` and its `;` or `+`, with what was found in the place of `{}`. */
function runs(use: Use): readonly Run[] {
  const search = searchOf(use);
  const found: Value = { text: "{}", known: false, glob: false, flow: listed(search) };
  return commandsIn(search.words).map(({ by, words }) => ({
    as: "words",
    words: insertedFor(words, "{}", found),
    via: `find ${by}`,
    ...(by.endsWith("dir") ? { folder: found } : {}),
  }));
}

type Command = { readonly by: string; readonly words: readonly Value[] };

function commandsIn(words: readonly Value[]): readonly Command[] {
  const starts = words.flatMap((word, position) => (/^-(exec|execdir|ok|okdir)$/.test(word.text) ? [position] : []));
  return starts.map((start) => {
    const rest = words.slice(start + 1);
    const end = rest.findIndex((word, position) => word.text === ";" || (word.text === "+" && rest[position - 1]?.text === "{}"));
    return { by: (words[start] as Value).text, words: end < 0 ? rest : rest.slice(0, end) };
  });
}

type Search = { readonly roots: readonly Value[]; readonly words: readonly Value[] };

/** Folders first, then what is looked for; without a folder it begins here. */
function searchOf(use: Use): Search {
  const begin = use.words.findIndex((word) => !/^-(H|L|P|O\d?|D)$/.test(word.text));
  const words = begin < 0 ? [] : use.words.slice(begin);
  const first = words.findIndex((word) => /^[-(!]/.test(word.text) && word.known);
  const roots = first < 0 ? words : words.slice(0, first);
  return { roots: roots.length === 0 ? [literal(".")] : roots, words: first < 0 ? [] : words.slice(first) };
}

/** Tests that leave most of what lies there out. What kind of entry it is and how deep it lies does not. */
const narrowing =
  /^-(i?name|i?path|i?wholename|i?regex|i?lname|size|empty|[acm]time|[acm]min|newer\w*|anewer|cnewer|used|user|group|uid|gid|nouser|nogroup|perm|inum|samefile|links|xtype|fstype|readable|writable|executable|context|quit|false)$/;

function isNarrow({ words }: Search): boolean {
  const inCommands = new Set(commandsIn(words).flatMap((command) => command.words));
  return words.some((word) => !inCommands.has(word) && (!word.known || narrowing.test(word.text)));
}

/** Nothing but the name picks; folders that are left out, such as `node_modules`, change little of that. */
function isByName({ words }: Search): boolean {
  const inCommands = new Set(commandsIn(words).flatMap((command) => command.words));
  return words.every((word, position) => {
    const isLeftOut = /^(!|-not)$/.test(words[position - 1]?.text ?? "") && /^-(i?path|i?wholename)$/.test(word.text);
    return (
      inCommands.has(word) ||
      isLeftOut ||
      (word.known && (/^-i?name$/.test(word.text) || (!/^-(m(in|ax)depth)$|^-prune$/.test(word.text) && !narrowing.test(word.text))))
    );
  });
}

function after({ words }: Search, option: RegExp): readonly Value[] {
  return words.flatMap((word, position) => (option.test(word.text) ? words.slice(position + 1, position + 2) : []));
}

/** Where nothing narrows the search, the folders themselves are found as well. */
function listed(search: Search): Flow {
  const { roots } = search;
  if (!roots.every((root) => root.known)) return { from: "unread" };
  const [name, ...others] = after(search, /^-i?name$/);
  const named =
    name?.known === true && others.length === 0 ? { named: name.text, ...(isByName(search) ? { allNamed: true as const } : {}) } : {};
  return { from: "unread", below: roots.map((root) => root.text), ...named, ...(isNarrow(search) ? {} : { everything: true as const }) };
}

/** What `-printf` writes is text of its own. */
function output(use: Use): Flow {
  const search = searchOf(use);
  const writesOther = commandsIn(search.words).length > 0 || search.words.some((word) => /^-(printf|ls)$/.test(word.text));
  return writesOther ? { from: "unread" } : listed(search);
}
