/** Runs what a wrapper wraps: finds the program behind the wrapper's own words, and what holds in there. */
import { nameOf } from "../../../base/path.ts";
import { behind, type Flow, headOf, literal, type Value } from "../../shell/value.ts";
import { noFlow } from "../describing/flows.ts";
import { groundElsewhere } from "../places/ground.ts";
import { type Invocation, occasion, say } from "../walk/invocation.ts";
import { has, type Line, readLine, valuesOf } from "../describing/options.ts";
import { noteUse } from "./program-uses.ts";
import { copyOf, type Reading, type Scene } from "../walk/scene.ts";
import { obey } from "./obeying.ts";
import { joinedWords, runExtended } from "./shells.ts";
import { moved } from "../places/targets.ts";
import { runInput, runText } from "./texts.ts";
import type { Wrapper } from "./wrappers.ts";

export type Wrapping = Invocation & { readonly wrapper: Wrapper };

/** Nothing comes back where the tool of that name has to be asked as well. */
export function runWrapped(reading: Reading, scene: Scene, wrapping: Wrapping): Flow | undefined {
  const { wrapper } = wrapping;
  const name = nameOf((wrapping.words[0] as Value).text);
  const found = unwrapped(wrapper, wrapping.words.slice(1));
  if (found === undefined) return undefined;
  const isAskedToo = wrapper.verbs.length > 0 || wrapper.also === true;
  if (!isAskedToo) noteWrapper(reading, scene, wrapping);
  if (has(found.line, ...wrapper.asks)) return asked(reading, scene, { ...wrapping, ...found });
  if (wrapper.rights === true) sayPrivilege(reading, scene, wrapping);
  const inner = insideWrapper(reading, scene, { wrapping, found, name });
  const flow = runFound(readingBelow(reading, scene, found.root), inner, { ...wrapping, ...found });
  return isAskedToo ? undefined : flow;
}

/** A wrapper is a program that is used as well. */
function noteWrapper(reading: Reading, scene: Scene, { wrapper, ...invocation }: Wrapping): void {
  const [program, ...words] = invocation.words as [Value, ...Value[]];
  const use = { name: nameOf(program.text), words, line: readLine(words, wrapper.shape, true) };
  noteUse(reading, scene, { use, tool: undefined, invocation });
}

/** `sudo -e` edits; `command -v` tells where a program lies. */
function asked(reading: Reading, scene: Scene, { words, line, ...rest }: Wrapping & Found): Flow | undefined {
  if (rest.wrapper.rights === true && has(line, "e", "edit"))
    return reading.walk.words(reading, scene, { ...rest, words: [literal("sudoedit"), ...words] });
  const [program] = words;
  return program?.known === true ? { from: "installed", origin: program.text } : noFlow;
}

type Found = {
  readonly line: Line;
  /** The program with its arguments; none where it runs texts alone. */
  readonly words: readonly Value[];
  readonly assignments: readonly Value[];
  /** The folder that is the root in there. */
  readonly root?: Value | undefined;
};

/** Undefined where the words say that it does not wrap anything. */
function unwrapped(wrapper: Wrapper, words: readonly Value[]): Found | undefined {
  const front = readLine(words, wrapper.shape, true);
  const last = wrapper.rest.length === 0 ? -1 : words.findIndex((word) => wrapper.rest.some((name) => isOption(word, name)));
  if (wrapper.verbs.length > 0 && !wrapper.verbs.includes(front.operands[0]?.text ?? "")) return undefined;
  if (last >= 0) return { line: front, words: words.slice(last + 1), assignments: [] };
  if (wrapper.dashes === true) return behindDashes(wrapper, words, front);
  if (wrapper.rest.length > 0) return undefined;
  const line = wrapper.verbs.length > 0 && wrapper.keeps !== true ? behindVerb(wrapper, front) : front;
  const isFree = wrapper.instead.length > 0 && has(line, ...wrapper.instead);
  return behindOwn(wrapper, { front: line, operands: line.operands, own: isFree ? 0 : (wrapper.own ?? 0) });
}

/** Options may stand behind the verb as well. */
function behindVerb({ shape }: Wrapper, { options, operands }: Line): Line {
  const line = readLine(operands.slice(1), shape, true);
  return { ...line, options: [...options, ...line.options] };
}

function isOption(word: Value, name: string): boolean {
  return word.text === (name.length === 1 ? `-${name}` : `--${name}`);
}

function behindDashes(wrapper: Wrapper, words: readonly Value[], front: Line): Found | undefined {
  const dashes = words.findIndex((word) => word.text === "--");
  const line = readLine(dashes < 0 ? words : words.slice(0, dashes), wrapper.shape);
  if (dashes < 0 && !has(line, ...wrapper.texts)) return undefined;
  return {
    line: { ...line, options: [...front.options, ...line.options] },
    words: dashes < 0 ? [] : words.slice(dashes + 1),
    assignments: [],
  };
}

type Rest = { readonly front: Line; readonly operands: readonly Value[]; readonly own: number };

/** Words of the wrapper's own, options behind them, `NAME=value`, and then the program. */
function behindOwn(wrapper: Wrapper, { front, operands, own }: Rest): Found {
  const isSkipped = (word: Value | undefined): boolean => word !== undefined && wrapper.skips?.test(word.text) === true;
  const behindSkipped = operands.slice(isSkipped(operands[0]) ? 1 : 0);
  const start = behindSkipped.slice(own);
  const again = /^-./.test(headOf(start[0] ?? literal(""))) ? readLine(start, wrapper.shape, true) : undefined;
  const rest = again?.operands ?? start;
  const words = isSkipped(rest[0]) ? rest.slice(1) : rest;
  const line = again === undefined ? front : { ...front, options: [...front.options, ...again.options] };
  const count = wrapper.assignments === true ? words.findIndex((word) => !/^\w+(%%)?=/.test(headOf(word))) : 0;
  const first = count < 0 ? words.length : count;
  return {
    line,
    words: withInterpreter(wrapper, words.slice(first)),
    assignments: words.slice(0, first),
    ...(wrapper.root === true ? { root: behindSkipped[own - 1] } : {}),
  };
}

function withInterpreter({ scripts }: Wrapper, words: readonly Value[]): readonly Value[] {
  return scripts !== undefined && words[0]?.text.endsWith(".py") === true ? [literal(scripts), ...words] : words;
}

/** Every path in there begins at that folder. */
function readingBelow(reading: Reading, scene: Scene, root: Value | undefined): Reading {
  if (root === undefined || root.text === "/") return reading;
  const folder = moved(scene.here.cwd, root);
  const mounts = [{ from: folder.known ? folder.text : undefined, to: "/" }];
  return { ...reading, ground: groundElsewhere(reading.ground, { kind: "container", name: root.text }, { mounts }) };
}

type Within = { readonly wrapping: Wrapping; readonly found: Found; readonly name: string };

/** The variables that it sets hold in there alone. */
function insideWrapper(reading: Reading, scene: Scene, { wrapping, found, name }: Within): Scene {
  const via = [...scene.via, name];
  const [folder] = wrapping.wrapper.folder.length === 0 ? [] : valuesOf(found.line, ...wrapping.wrapper.folder).slice(-1);
  if (folder === undefined && found.root === undefined && found.assignments.length === 0) return { ...scene, via };
  const inner = copyOf(scene, { via, left: [] });
  // Who gets another root begins there.
  if (found.root !== undefined) inner.here.cwd = literal("/");
  if (folder !== undefined) inner.here.cwd = moved(scene.here.cwd, folder);
  for (const word of found.assignments) {
    const variable = headOf(word).split("=", 1)[0] as string;
    inner.variables.set(variable, behind(word, variable.length + 1));
    inner.exported.set(variable, true);
  }
  obey(reading, inner, { ...wrapping, env: namedIn(inner, found.assignments) });
  return inner;
}

function namedIn(scene: Scene, assignments: readonly Value[]): ReadonlyMap<string, Value> {
  const names = assignments.map((word) => headOf(word).split("=", 1)[0] as string);
  return new Map(names.flatMap((name) => (scene.variables.has(name) ? [[name, scene.variables.get(name) as Value] as const] : [])));
}

function runFound(reading: Reading, scene: Scene, { wrapper, line, words, ...invocation }: Wrapping & Found): Flow | undefined {
  const flows = valuesOf(line, ...wrapper.texts).map((text) =>
    runText(reading, deeper(scene, invocation), { ...invocation, words: [], text }),
  );
  const [begin] = valuesOf(line, ...wrapper.begins);
  if (begin !== undefined) return runExtended(reading, scene, { ...invocation, words, text: begin, by: "env -S" });
  if (wrapper.joins === "each") for (const text of words) runText(reading, deeper(scene, invocation), { ...invocation, words: [], text });
  if (wrapper.joins === "each") return { from: "unread" };
  const isText = wrapper.joins === true || (wrapper.rest.length > 0 && words.length === 1);
  if (isText && words.length > 0)
    return runText(reading, deeper(scene, invocation), { ...invocation, words: [], text: joinedWords(words) });
  if (words.length > 0 && (flows.length === 0 || wrapper.own === undefined))
    return reading.walk.words(reading, scene, { ...invocation, words });
  if (flows.length > 0) return flows[0];
  const startsShell = wrapper.shell === true || (wrapper.shell.length > 0 && has(line, ...wrapper.shell));
  return startsShell
    ? runInput(reading, deeper(scene, invocation), { ...invocation, words: [literal("sh")], language: "shell" })
    : undefined;
}

function deeper(scene: Scene, { span, stdin }: Pick<Invocation, "span" | "stdin">): Scene {
  return copyOf(scene, { within: span, depth: scene.depth + 1, stdin, left: [] });
}

function sayPrivilege(reading: Reading, scene: Scene, invocation: Invocation): void {
  say(occasion(reading, scene, invocation), {
    kind: "privilege",
    as: "root",
    target: { name: "root", scope: "process", known: true },
    loss: "nothing",
  });
}
