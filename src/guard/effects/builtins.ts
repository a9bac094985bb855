/** Programs of the shell itself that change what holds: folder, variables, positional words, aliases, leaving early. */
import { behind, type Flow, headOf, listValue, literal, unknownValue } from "../shell/value.ts";
import { noFlow } from "./flows.ts";
import type { Invocation } from "./invocation.ts";
import { readLine, valuesOf } from "./options.ts";
import { copyOf, type Scene } from "./scene.ts";
import { moved } from "./targets.ts";

type Builtin = (scene: Scene, invocation: Invocation) => Flow | undefined;

const plain = { short: "", long: [] };

function changeFolder(scene: Scene, { words }: Invocation): Flow {
  const [target] = readLine(words.slice(1), plain).operands;
  const { here } = scene;
  const home = scene.variables.get("HOME");
  const to = target === undefined ? (home ?? unknownValue("$HOME")) : target.text === "-" ? here.before : moved(here.cwd, target);
  here.before = here.cwd;
  here.cwd = to;
  return noFlow;
}

/** Without a folder it swaps with the one put aside last; `+N` turns the whole list, which nobody follows. */
function pushFolder(scene: Scene, invocation: Invocation): Flow {
  const [target] = readLine(invocation.words.slice(1), plain).operands;
  const { here } = scene;
  if (target !== undefined && !/^[+-]/.test(target.text)) {
    here.aside = [here.cwd, ...here.aside];
    return changeFolder(scene, invocation);
  }
  const [top, ...rest] = here.aside;
  here.aside = top === undefined || target !== undefined ? [] : [here.cwd, ...rest];
  here.cwd = target !== undefined || top === undefined ? unknownValue("$PWD") : top;
  return noFlow;
}

function popFolder(scene: Scene): Flow {
  const [top, ...rest] = scene.here.aside;
  scene.here.cwd = top ?? unknownValue("$PWD");
  scene.here.aside = rest;
  return noFlow;
}

/** `declare -n` makes a name stand for another one, which is not followed. */
function setNamed(scene: Scene, { words }: Invocation): Flow {
  const isReference = words.slice(1).some((word) => /^-\w*n/.test(word.text)) && words[0]?.text !== "export";
  for (const word of words.slice(1)) {
    const name = /^(\w+)\+?=/.exec(headOf(word));
    if (name === null) continue;
    const isPlain = !isReference && !name[0].endsWith("+=");
    scene.variables.set(name[1] as string, isPlain ? behind(word, name[0].length) : unknownValue(`$${name[1]}`));
  }
  return noFlow;
}

function unset(scene: Scene, { words }: Invocation): Flow {
  for (const word of words.slice(1)) {
    if (word.text.startsWith("-")) continue;
    // Without a HOME the shell asks the password file.
    scene.variables.set(word.text, word.text === "HOME" ? unknownValue("$HOME") : literal(""));
  }
  return noFlow;
}

/** Variables that are read from somewhere are no longer what they were. */
function readInto(scene: Scene, { words }: Invocation): Flow {
  const line = readLine(words.slice(1), { short: "dinNptuCcOs", long: [] });
  const names = [...line.operands.map((word) => word.text), ...valuesOf(line, "a").map((word) => word.text), "REPLY", "MAPFILE"];
  for (const name of names) scene.variables.set(name, unknownValue(`$${name}`));
  return noFlow;
}

function printInto(scene: Scene, { words }: Invocation): Flow | undefined {
  const target = words[1]?.text === "-v" ? words[2]?.text : undefined;
  if (target === undefined) return undefined;
  scene.variables.set(target, unknownValue(`$${target}`));
  return noFlow;
}

function setWords(scene: Scene, { words }: Invocation): Flow {
  const line = readLine(
    words.slice(1).filter((word) => !/^\+\w+$/.test(word.text)),
    { short: "o", long: [] },
    true,
  );
  const dashes = words.some((word) => word.text === "--" || word.text === "-");
  if (dashes || line.operands.length > 0) scene.variables.set("@", listValue(line.operands.filter((word) => word.text !== "-")));
  return noFlow;
}

function shiftWords(scene: Scene, { words }: Invocation): Flow {
  const items = scene.variables.get("@")?.items;
  const count = words[1] === undefined ? 1 : Number(words[1].known ? words[1].text : Number.NaN);
  const isClear = items !== undefined && Number.isInteger(count) && items.every((item) => item.loose !== true);
  scene.variables.set("@", isClear ? listValue(items.slice(count)) : unknownValue("$@"));
  return noFlow;
}

function setAlias(scene: Scene, { words }: Invocation): Flow {
  for (const word of words.slice(1)) {
    const name = /^([^=]+)=/.exec(headOf(word));
    if (name !== null) scene.aliases.set(name[1] as string, behind(word, name[0].length));
  }
  return noFlow;
}

function leave(scene: Scene): Flow {
  scene.left.push(copyOf(scene));
  return noFlow;
}

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["cd", changeFolder],
  ["chdir", changeFolder],
  ["pushd", pushFolder],
  ["popd", popFolder],
  ...["export", "declare", "typeset", "local", "readonly"].map((name): [string, Builtin] => [name, setNamed]),
  ["unset", unset],
  ...["read", "mapfile", "readarray", "getopts", "let"].map((name): [string, Builtin] => [name, readInto]),
  ["printf", printInto],
  ["set", setWords],
  ["shift", shiftWords],
  ["alias", setAlias],
  ...["break", "continue", "return"].map((name): [string, Builtin] => [name, leave]),
]);
