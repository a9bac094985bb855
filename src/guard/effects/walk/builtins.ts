/** Programs of the shell itself that change what holds: folder, variables, positional words, aliases, traps, leaving early. */
import { absolutePath } from "../../../base/path.ts";
import { behind, type Flow, headOf, listValue, literal, someNumber, unknownValue, type Value } from "../../shell/value.ts";
import { expandNumber } from "../../shell/words.ts";
import { testHolds } from "./conditions.ts";
import { noFlow } from "../describing/flows.ts";
import type { Invocation } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { readLine } from "../describing/options.ts";
import { printInto, readLineInto, readLinesInto } from "./reading-in.ts";
import { copyOf, everyName, type Reading, type Scene, setVariable } from "./scene.ts";
import { runTrap } from "./subshells.ts";
import { moved } from "../places/targets.ts";

type Builtin = (reading: Reading, scene: Scene, invocation: Invocation) => Flow | undefined;

const plain = { short: "", long: [] };

function changeFolder(reading: Reading, scene: Scene, { words }: Invocation): Flow {
  const [target] = readLine(words.slice(1), plain).operands;
  const { here } = scene;
  const home = scene.variables.get("HOME");
  const to = target === undefined ? (home ?? unknownValue("$HOME")) : target.text === "-" ? here.before : found(reading, scene, target);
  here.failed = to.known && isAbsent(reading, scene, to) ? (here.orElse ?? here.cwd) : undefined;
  here.orElse = undefined;
  here.before = here.cwd;
  here.cwd = to;
  return noFlow;
}

/** Nothing lies there, and nothing of this call has made it. */
function isAbsent({ ground, written }: Reading, scene: Scene, folder: Value): boolean {
  const path = absolutePath(folder.text, scene.here.cwd.text);
  const entry = ground.world.entry(path);
  return entry.known && entry.value.kind === "absent" && !written.has(path);
}

/** `CDPATH` names folders in which a name without `.` or `/` in front is looked for first. */
function found(reading: Reading, scene: Scene, target: Value): Value {
  const folders = scene.variables.get("CDPATH");
  const here = moved(scene.here.cwd, target);
  if (folders === undefined || folders.text === "" || !target.known || /^\.{0,2}(\/|$)/.test(target.text)) return here;
  if (!folders.known) return unknownValue("$PWD");
  for (const folder of folders.text.split(":")) {
    const path = moved(moved(scene.here.cwd, literal(folder === "" ? "." : folder)), target);
    const entry = path.known ? reading.ground.world.entry(path.text) : undefined;
    if (entry?.known !== true) return unknownValue("$PWD");
    if (entry.value.kind !== "absent") return path;
  }
  return here;
}

/** Without a folder it swaps with the one put aside last; `+N` turns the whole list, which nobody follows. */
function pushFolder(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [target] = readLine(invocation.words.slice(1), plain).operands;
  const { here } = scene;
  if (target !== undefined && !/^[+-]/.test(target.text)) {
    here.aside = [here.cwd, ...here.aside];
    return changeFolder(reading, scene, invocation);
  }
  const [top, ...rest] = here.aside;
  here.aside = top === undefined || target !== undefined ? [] : [here.cwd, ...rest];
  here.cwd = target !== undefined || top === undefined ? unknownValue("$PWD") : top;
  return noFlow;
}

function popFolder(_: Reading, scene: Scene): Flow {
  const [top, ...rest] = scene.here.aside;
  scene.here.cwd = top ?? unknownValue("$PWD");
  scene.here.aside = rest;
  return noFlow;
}

/** `declare -n` makes a name stand for another one; inside a function the names are its own, unless it says `-g`. */
function setNamed(_: Reading, scene: Scene, { words }: Invocation): Flow {
  const [program, ...rest] = words;
  const flags = rest.flatMap((word) => (/^-\w+$/.test(word.text) ? [word.text.slice(1)] : [])).join("");
  const isExport = program?.text === "export" || program?.text === "readonly";
  for (const word of rest) {
    const name = /^(\w+)(\+?=)?/.exec(headOf(word));
    if (name === null || /^[-+]/.test(word.text)) continue;
    if (program?.text === "export" || flags.includes("x")) scene.exported.set(name[1] as string, true);
    declareOne(scene, {
      name: name[1] as string,
      word,
      sign: name[2],
      flags: isExport ? "" : flags,
      isOwn: !isExport && !flags.includes("g"),
    });
  }
  return noFlow;
}

type Declared = {
  readonly name: string;
  readonly word: Value;
  readonly sign: string | undefined;
  readonly flags: string;
  readonly isOwn: boolean;
};

function declareOne(scene: Scene, { name, word, sign, flags, isOwn }: Declared): void {
  const value = sign === undefined ? undefined : behind(word, name.length + sign.length);
  if (isOwn) scene.locals.add(name);
  if (flags.includes("n") && value !== undefined) {
    scene.variables.set(
      name,
      value.known && /^[A-Za-z_]\w*$/.test(value.text) ? { ...value, refers: value.text } : unknownValue(`$${name}`),
    );
  } else if (value !== undefined) {
    // Some attributes change whatever is assigned: numbers are worked out, letters become others.
    const isPlain = sign === "=" && !/[iluc]/.test(flags);
    setVariable(scene, name, isPlain ? keyedBy(value, flags) : unknownValue(`$${name}`));
  } else if (/[aA]/.test(flags) && !scene.variables.has(name)) scene.variables.set(name, keyedBy(listValue([]), flags));
  else if (/[niluc]/.test(flags)) scene.variables.set(name, unknownValue(`$${name}`));
}

function keyedBy(value: Value, flags: string): Value {
  return flags.includes("A") && value.items !== undefined ? { ...value, keyed: true } : value;
}

function unset(_: Reading, scene: Scene, { words }: Invocation): Flow {
  const isFunction = words.some((word) => word.text === "-f");
  for (const word of words.slice(1)) {
    if (word.text.startsWith("-")) continue;
    // A bare name may be a function where there is no such variable.
    if (isFunction || !scene.variables.has(word.text)) scene.functions.delete(word.text);
    const element = /^(\w+)\[/.exec(word.text)?.[1];
    if (element !== undefined) scene.variables.set(element, unknownValue(`$${element}`));
    // Without a HOME the shell asks the password file.
    else if (!isFunction) scene.variables.set(word.text, word.text === "HOME" ? unknownValue("$HOME") : { ...literal(""), unset: true });
  }
  return noFlow;
}

function setWords(_: Reading, scene: Scene, { words }: Invocation): Flow {
  const [, ...rest] = words;
  const count = optionsIn(rest);
  const options = rest.slice(0, count);
  if (options.some(({ text }) => /^-\w*a/.test(text) || text === "allexport")) scene.exported.set(everyName, true);
  const behindThem = rest.slice(count);
  const isEnded = /^--?$/.test(behindThem[0]?.text ?? "");
  if (behindThem.length > 0) scene.variables.set("@", listValue(isEnded ? behindThem.slice(1) : behindThem));
  return noFlow;
}

/** `-e`, `+x` and `-o NAME`, as far as they go. */
function optionsIn(words: readonly Value[]): number {
  let count = 0;
  while (/^[-+]\w/.test(words[count]?.text ?? "")) count += words[count]?.text.endsWith("o") === true ? 2 : 1;
  return Math.min(count, words.length);
}

function shiftWords(_: Reading, scene: Scene, { words }: Invocation): Flow {
  const items = scene.variables.get("@")?.items;
  const count = words[1] === undefined ? 1 : Number(words[1].known ? words[1].text : Number.NaN);
  const isClear = items !== undefined && Number.isInteger(count) && items.every((item) => item.loose !== true);
  scene.variables.set("@", isClear ? listValue(items.slice(count)) : unknownValue("$@"));
  if (isClear) scene.here.succeeded = count <= items.length;
  return noFlow;
}

function setAlias(_: Reading, scene: Scene, { words }: Invocation): Flow {
  for (const word of words.slice(1)) {
    const name = /^([^=]+)=/.exec(headOf(word));
    if (name !== null) scene.aliases.set(name[1] as string, behind(word, name[0].length));
  }
  return noFlow;
}

function leave(_: Reading, scene: Scene, { words }: Invocation): Flow {
  if (words[0]?.text === "return" && words[1]?.known === true) scene.here.succeeded = /^0+$/.test(words[1].text);
  scene.left.push(copyOf(scene));
  return noFlow;
}

/** What the shell runs at its end runs here as well, if it gets as far. */
function exit(reading: Reading, scene: Scene, { words }: Invocation): Flow {
  for (const trap of [...scene.traps]) runTrap(reading, scene, trap);
  if (words[1]?.known === true) scene.here.succeeded = /^0+$/.test(words[1].text);
  return noFlow;
}

/** `trap` runs its text later, under whatever holds then. Some of its occasions come with each command. */
function setTrap(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [text, ...occasions] = readLine(invocation.words.slice(1), { short: "", long: [] }, true).operands;
  if (text === undefined || occasions.length === 0 || (text.known && /^(-|\d*)$/.test(text.text))) return noFlow;
  const trap = { text, invocation };
  scene.traps.push(trap);
  if (occasions.some((word) => !word.known || /^(DEBUG|ERR|RETURN)$/i.test(word.text))) runTrap(reading, scene, trap);
  return noFlow;
}

function endsWith(succeeded: boolean): Builtin {
  return (_, scene) => {
    scene.here.succeeded = succeeded;
    return noFlow;
  };
}

function test(reading: Reading, scene: Scene, { words }: Invocation): Flow {
  const operands = words[0]?.text === "[" ? words.slice(1, -1) : words.slice(1);
  scene.here.succeeded = testHolds(operands, lookupIn(reading, scene));
  return noFlow;
}

function workOut(reading: Reading, scene: Scene, { words }: Invocation): Flow {
  const numbers = words.slice(1).map((word) => expandNumber(word, lookupIn(reading, scene)));
  const last = numbers.at(-1);
  scene.here.succeeded = last === undefined ? undefined : last !== 0n;
  for (const word of words.slice(1)) if (!word.known) forget(scene, word);
  return noFlow;
}

function forget(scene: Scene, word: Value): void {
  const name = /^\w+/.exec(headOf(word))?.[0];
  if (name !== undefined) setVariable(scene, name, unknownValue(`$${name}`));
}

function getOptions(_: Reading, scene: Scene, { words }: Invocation): Flow {
  const name = words[2]?.text ?? "opt";
  for (const variable of [name, "OPTARG"]) scene.variables.set(variable, unknownValue(`$${variable}`));
  scene.variables.set("OPTIND", someNumber("$OPTIND"));
  return noFlow;
}

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["cd", changeFolder],
  ["chdir", changeFolder],
  ["pushd", pushFolder],
  ["popd", popFolder],
  ...["export", "declare", "typeset", "local", "readonly"].map((name): [string, Builtin] => [name, setNamed]),
  ["unset", unset],
  ["read", readLineInto],
  ["mapfile", readLinesInto],
  ["readarray", readLinesInto],
  ["printf", printInto],
  ["getopts", getOptions],
  ["let", workOut],
  ["set", setWords],
  ["shift", shiftWords],
  ["alias", setAlias],
  ["trap", setTrap],
  ["exit", exit],
  ["test", test],
  ["[", test],
  ["true", endsWith(true)],
  [":", endsWith(true)],
  ["false", endsWith(false)],
  ...["break", "continue", "return"].map((name): [string, Builtin] => [name, leave]),
]);
