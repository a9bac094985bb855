/** A call of a server's tool: what runs is the server's own, and what its name and its words say that it does with files and commands. */
import type { Json } from "../../base/json.ts";
import { absolutePath } from "../../base/path.ts";
import { isMembers } from "../../base/read.ts";
import type { Act } from "../call.ts";
import { literal, type Value } from "../shell/value.ts";
import { fileDelete, fileMove, fileRead, fileWrite, type Part } from "./describing/deeds.ts";
import { type Place, scopeOf } from "./places/targets.ts";
import { tampering } from "./tools/guard/tampering.ts";

type McpAct = Extract<Act, { kind: "mcp" }>;

export type McpRead = {
  readonly parts: readonly Part[];
  /** What a shell would read, on whatever machine. */
  readonly commands: readonly string[];
  /** It is called after a shell; of any other, text that no shell understands says nothing. */
  readonly isShell: boolean;
};

/** Nobody can look into a server: its tools do no more here than what they are called after. */
export function mcpRead({ server, tool: called, input }: McpAct, place: Place): McpRead {
  const tool = called.replace(/([a-z])([A-Z])/g, "$1_$2");
  const named = leavesOf(input, "");
  const paths = named.filter(({ key }) => pathKeys.test(key)).map(({ text }) => pathIn(text, place));
  const ran: Part = {
    kind: "execute",
    from: "installed",
    target: { name: `${server}/${called}`, scope: "process", known: true },
    loss: "unknown",
  };
  const isShell = shellTools.test(tool);
  const keys = isShell ? /^(script|input|text|line|args)$/i : /^$/;
  const commands = named.filter(({ key }) => shellKeys.test(key) || keys.test(key)).map(({ text }) => text);
  return { parts: [ran, ...pathParts(tool, paths, place)], commands, isShell };
}

const pathKeys =
  /^(abs(olute)?_?path|path|paths|file|files|file_?path|file_?name|source|destination|src|dst|dest|old_?path|new_?path|from|to|target(_file)?|uri)$/i;
const shellKeys = /^(command|cmd|commands|shell_?command|command_?line)$/i;
const shellTools = /(^|[_-])(bash|zsh|sh|shell|terminal|console)([_-]|$)|(run|exec|execute)[_-]?command/i;

type Leaf = { readonly key: string; readonly text: string };

/** Texts with the name of the member that they stand in. */
function leavesOf(json: Json, key: string, depth = 0): readonly Leaf[] {
  if (typeof json === "string") return [{ key, text: json }];
  if (depth > deepest) return [];
  if (Array.isArray(json)) return json.flatMap((one: Json) => leavesOf(one, key, depth + 1));
  return isMembers(json) ? Object.entries(json).flatMap(([name, value]) => leavesOf(value, name, depth + 1)) : [];
}

/** Deeper than this nobody nests the words of a tool. */
const deepest = 64;

function pathIn(text: string, { ground }: Place): Value {
  return literal(text.replace(/^file:\/\//, "").replace(/^~(?=\/|$)/, ground.home));
}

const looking = /^(.*[_-])?(read|get|list|search|view|stat|info|show|find|tree|head|tail|grep|diff|open)([_-].*)?$/i;
const deleting = /delete|remove|unlink|trash|(^|[_-])rm([_-]|$)/i;
const moving = /move|rename|(^|[_-])mv([_-]|$)/i;
const writing = /write|create|edit|append|save|put|update|insert|replace|patch|copy|upload|download/i;

/** Where a path is not absolute, the server knows which folder it is meant in, and often on another machine: then only the guard's own names count. */
function pathParts(tool: string, paths: readonly Value[], place: Place): readonly Part[] {
  const isLooking = looking.test(tool) && ![deleting, moving, writing].some((kind) => kind.test(tool));
  if (isLooking) return paths.filter(isAbsolute).map((path) => fileRead(path, place));
  const own = paths.filter(
    (path) => !isAbsolute(path) && place.cwd.known && scopeOf(absolutePath(path.text, place.cwd.text), place.ground) === "guard",
  );
  return [...own.map(({ text }) => tampering(tool, text)), ...deeds(tool, paths.filter(isAbsolute), place)];
}

function deeds(tool: string, paths: readonly Value[], place: Place): readonly Part[] {
  if (/dir(ectory)?|folder/i.test(tool) && !deleting.test(tool) && !moving.test(tool)) return [];
  if (deleting.test(tool)) return paths.map((path) => fileDelete(path, place, true));
  if (moving.test(tool)) return [...paths.slice(0, -1).map((path) => fileMove(path, place)), ...written(paths.slice(-1), place)];
  if (writing.test(tool)) return written(paths, place);
  return paths.filter((path) => scopeOf(path.text, place.ground) === "guard").map(({ text }) => tampering(tool, text));
}

function written(paths: readonly Value[], place: Place): readonly Part[] {
  return paths.flatMap((path) => fileWrite(path, place, "overwrite") ?? []);
}

function isAbsolute({ text }: Value): boolean {
  return text.startsWith("/");
}
