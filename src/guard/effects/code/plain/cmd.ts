/** The command language of Windows: one command after the other, variables in percent signs, its own commands and everybody else's. */
import { bounds } from "../bounds.ts";
import { joined } from "../datum.ts";
import type { Around, CodeAct, CodeDeed, CodeReading, Unread } from "../deeds.ts";
import { literal, textValue, unknownValue, type Value } from "../../../shell/value.ts";

type State = {
  readonly deeds: CodeDeed[];
  readonly unread: Unread[];
  readonly around: Around;
  readonly variables: Map<string, Value>;
  folder?: Value;
  steps: number;
  possible: boolean;
};

export function readCmd(code: string, around: Around): CodeReading {
  const state: State = { deeds: [], unread: [], around, variables: new Map(), steps: 0, possible: false };
  if (code.length > bounds.codeChars) return { deeds: [], unread: [{ line: 1, what: "code that is too long", bound: true }] };
  const lines = code.replace(/\^\r?\n/g, "").split(/\r?\n/);
  lines.forEach((text, at) => line(state, text, at + 1));
  return { deeds: state.deeds, unread: state.unread };
}

function line(state: State, text: string, at: number): void {
  if (/^\s*@?(?:rem\b|::)/i.test(text)) return;
  for (const part of splitAt(text)) run(state, part, at);
}

/** At `&`, `&&`, `||` and `|`, outside of quotes. */
function splitAt(text: string): readonly string[] {
  const parts = text.match(/(?:\^.|"[^"]*"?|[^&|"^])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function run(state: State, text: string, at: number): void {
  state.steps += 1;
  if (state.steps > bounds.deeds * 4 || state.deeds.length > bounds.deeds) {
    return tooMuch(state, at);
  }
  const written = text.replace(/^[@(\s]+|[)\s]+$/g, "");
  const inner =
    /^(?:if\s+(?:\/i\s+)?(?:not\s+)?(?:exist\s+\S+|defined\s+\S+|errorlevel\s+\d+|\S+\s*==\s*\S+|\S+\s+[a-z]{3}\s+\S+)\s+|for\s+(?:\/\w\s+(?:"[^"]*"\s+)?)*%%?\w\s+in\s+\([^)]*\)\s+do\s+|else\s+)(.*)$/i.exec(
      written,
    )?.[1];
  if (inner === undefined) return command(state, redirected(state, written, at), at);
  const outer = state.possible;
  state.possible = true;
  run(state, inner, at);
  state.possible = outer;
}

function tooMuch(state: State, at: number): void {
  if (!state.unread.some((one) => one.bound)) state.unread.push({ line: at, what: "more code than can be followed", bound: true });
}

function say(state: State, at: number, act: CodeAct): void {
  if (state.deeds.length >= bounds.deeds) return tooMuch(state, at);
  state.deeds.push({ line: at, certainty: state.possible ? "possible" : "proved", ...act });
}

function redirected(state: State, text: string, at: number): string {
  return text.replace(/\d?(>>?)\s*("[^"]*"|[^\s&|<>]+)/g, (_, mark: string, target: string) => {
    const path = value(state, target);
    if (!/^nul$|^&\d$/i.test(path.text))
      say(state, at, { does: mark === ">>" ? "write" : "overwrite", path, flow: { from: "unread", origin: "a command" } });
    return "";
  });
}

function command(state: State, text: string, at: number): void {
  const words = (text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).flatMap((word) =>
    word.startsWith("/") || /["=]/.test(word) ? [word] : word.split(/(?=\/[a-z](?:\/|$))/i),
  );
  const [first, ...rest] = words;
  if (first === undefined) return;
  const name = first
    .replaceAll('"', "")
    .toLowerCase()
    .replace(/^.*[\\/]/, "")
    .replace(/\.(?:exe|com)$/, "");
  const known = own.get(name);
  if (name === "set") return assigned(state, rest.join(" "));
  if (name === "cmd") return shellOf(state, text, at);
  if (/^(cd|chdir|pushd)$/.test(name)) return goTo(state, rest);
  if (known === undefined) return program(state, at, { name, words });
  const options = rest.filter((word) => /^\/[a-z?]/i.test(word)).map((word) => word.toLowerCase());
  const paths = rest.filter((word) => !/^\/[a-z?]/i.test(word)).map((word) => below(state.folder, value(state, word)));
  for (const act of known(paths, options)) say(state, at, act);
}

/** Names of programs are the same in any case, and with or without their ending. */
function program(state: State, at: number, { name, words }: { readonly name: string; readonly words: readonly string[] }): void {
  const [first = "", ...rest] = words;
  const isPath = /[\\/]/.test(first);
  say(state, at, { does: "words", words: [isPath ? value(state, first) : literal(name), ...rest.map((word) => value(state, word))] });
}

function goTo(state: State, words: readonly string[]): void {
  const folder = words.find((word) => !/^\/d$/i.test(word));
  if (folder !== undefined) state.folder = below(state.folder, value(state, folder));
}

/** A path that begins at no drive and at no root lies where one stands. */
function below(folder: Value | undefined, path: Value): Value {
  if (folder === undefined || /^([A-Za-z]:|[\\/~%])/.test(path.text)) return path;
  const { head: _, ...plain } = path;
  return { ...plain, text: `${folder.text.replace(/[\\/]+$/, "")}\\${path.text}`, known: folder.known && path.known };
}

function shellOf(state: State, text: string, at: number): void {
  const inner = /^\S+\s+(?:\/\w(?::\w+)?\s+)*\/[ck]\s*(.*)$/is.exec(text.trim())?.[1];
  if (inner !== undefined) line(state, inner.replace(/^"(.*)"$/s, "$1"), at);
}

function assigned(state: State, text: string): void {
  const [, name, content] = /^"?(?:\/[ap]\s+)?([^=]+)=(.*?)"?$/.exec(text) ?? [];
  if (name === undefined) return;
  state.variables.set(
    name.trim().toLowerCase(),
    /\/[ap]/i.test(text) || state.possible ? unknownValue(`%${name}%`) : value(state, content ?? ""),
  );
}

function value(state: State, word: string): Value {
  const pieces = word
    .replaceAll('"', "")
    .replace(/\^(.)/g, "$1")
    .split(/(%[^%\s]+%|%%?~?\w|![^!\s]+!)/);
  const all = joined(
    pieces.filter((piece) => piece !== "").map((piece) => (/^[%!]./.test(piece) ? variable(state, piece) : textValue(piece))),
  );
  return { ...all, glob: all.known && /[*?]/.test(all.text) };
}

function variable(state: State, written: string): Value {
  const name = written.slice(1, -1);
  const set = state.variables.get(name.toLowerCase());
  return set ?? (/^%[^%]+%$/.test(written) ? state.around.variable(name) : undefined) ?? unknownValue(written);
}

type Own = (paths: readonly Value[], options: readonly string[]) => readonly CodeAct[];

const nowhere = unknownValue("?");
const deletes: Own = (paths, options) => paths.map((path): CodeAct => ({ does: "delete", path, whole: options.includes("/s") }));
const harmless: Own = () => [];

const own: ReadonlyMap<string, Own> = new Map<string, Own>([
  ["del", deletes],
  ["erase", deletes],
  ["rd", deletes],
  ["rmdir", deletes],
  ["move", (paths) => [{ does: "move", from: paths[0] ?? nowhere, to: paths[1] ?? literal(".") }]],
  ["ren", (paths) => [{ does: "move", from: paths[0] ?? nowhere, to: paths[1] ?? nowhere }]],
  ["rename", (paths) => [{ does: "move", from: paths[0] ?? nowhere, to: paths[1] ?? nowhere }]],
  [
    "copy",
    (paths) => [
      { does: "read", path: paths[0] ?? nowhere },
      { does: "overwrite", path: paths[1] ?? literal("."), flow: { from: "unread", holds: "file" } },
    ],
  ],
  ["mklink", (paths) => [{ does: "link", from: paths[1] ?? nowhere, to: paths[0] ?? nowhere }]],
  ["type", (paths) => paths.map((path): CodeAct => ({ does: "read", path }))],
  ["taskkill", (paths) => [{ does: "kill", what: paths.at(-1) ?? nowhere, signal: "KILL" }]],
  [
    "attrib",
    (paths, options) =>
      paths
        .filter((path) => !/^[+-]/.test(path.text))
        .map((path): CodeAct => ({ does: "chmod", path, mode: "attributes", whole: options.includes("/s") })),
  ],
  [
    "call",
    (paths) =>
      paths[0]?.text.startsWith(":") === true || paths[0] === undefined ? [] : [{ does: "file", path: paths[0], language: "cmd" }],
  ],
  ["start", (paths) => (paths.length === 0 ? [] : [{ does: "words", words: paths }])],
  ...[
    "echo",
    "dir",
    "cls",
    "exit",
    "goto",
    "pause",
    "setlocal",
    "endlocal",
    "title",
    "ver",
    "vol",
    "mkdir",
    "md",
    "path",
    "prompt",
    "shift",
    "popd",
    "color",
    "date",
    "time",
    "verify",
    "rem",
    "where",
    "find",
    "findstr",
    "more",
    "tree",
    "help",
    "fc",
    "sort",
  ].map((name): [string, Own] => [name, harmless]),
]);
