/** One simple command: its words, what flows into it, and who really runs. */
import { absolutePath, folderOf, nameOf } from "../../base/path.ts";
import { limits } from "../limits.ts";
import type { Assignment, Command, Word } from "../shell/shell.ts";
import { type Flow, literal, listValue, unknownValue, type Value, withPrefix } from "../shell/value.ts";
import { expandWhole, expandWord, type Lookup } from "../shell/words.ts";
import { addDoubt, countCommand } from "./findings.ts";
import { merged, noFlow, passedThrough } from "./flows.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { readLine, type Shape } from "./options.ts";
import { covers } from "./patterns.ts";
import { noteUse } from "./program-uses.ts";
import { redirected, redirecting } from "./redirects.ts";
import { runners } from "./runners.ts";
import { type Body, copyOf, join, type Reading, type Scene, spanOf, takeOver } from "./scene.ts";
import { runAll } from "./runs.ts";
import { runExtended, withPositional } from "./shells.ts";
import { strangerParts } from "./strangers.ts";
import { runProgramFile } from "./texts.ts";
import { noValues, type Use } from "./tool.ts";
import { toolNamed } from "./tools/tools.ts";
import { contentOf, remember } from "./written.ts";

export function runCommand(reading: Reading, scene: Scene, node: Command): Flow {
  const span = spanOf(scene, node);
  if (!countCommand(reading.findings, span)) return { from: "unread" };
  const lookup = lookupIn(reading, scene);
  const words = [...(node.name === undefined ? [] : [node.name]), ...node.args].flatMap((word) => fieldsOf(word, lookup));
  const redirects = redirecting(reading, scene, node.redirects);
  const stdin = redirects.stdin ?? scene.stdin;
  const before = assign(reading, scene, node);
  const env = new Map(before.flatMap(([name]) => entryOf(scene, name)));
  const flow = words.length === 0 ? noFlow : runWords(reading, scene, { words, span, stdin, env });
  if (words.length > 0) for (const [name, value] of before) restore(scene, name, value);
  return redirected(reading, scene, { redirects, flow });
}

/** What the names held before: in front of a program the new values hold for it alone, without one they stay. */
function assign(reading: Reading, scene: Scene, node: Command): readonly (readonly [string, Value | undefined])[] {
  return node.prefix.flatMap((part) => {
    if (part.type !== "Assignment") return [];
    const [name, value] = assignedValue(part, lookupIn(reading, scene));
    const before = scene.variables.get(name);
    scene.variables.set(name, value);
    return [[name, before] as const];
  });
}

function entryOf(scene: Scene, name: string): readonly (readonly [string, Value])[] {
  const value = scene.variables.get(name);
  return value === undefined ? [] : [[name, value]];
}

function restore(scene: Scene, name: string, value: Value | undefined): void {
  if (value === undefined) scene.variables.delete(name);
  else scene.variables.set(name, value);
}

function fieldsOf(word: Word | Assignment, lookup: Lookup): readonly Value[] {
  if (word.type === "Word") return expandWord(word, lookup);
  const [name, value] = assignedValue(word, lookup);
  return [withPrefix(`${name}=`, value)];
}

function assignedValue(assignment: Assignment, lookup: Lookup): readonly [string, Value] {
  const { name, value, index } = assignment;
  if (index !== undefined) expandWhole(index, lookup);
  const whole =
    value.type === "ArrayValue" ? listValue(value.elements.flatMap((element) => expandWord(element, lookup))) : expandWhole(value, lookup);
  if (index !== undefined) return [name, unknownValue(`$${name}`)];
  return [name, assignment.append === true ? appended(lookup.variable(name), whole, name) : whole];
}

function appended(before: Value | undefined, value: Value, name: string): Value {
  if (before?.items !== undefined && value.items !== undefined) return listValue([...before.items, ...value.items]);
  const isPlain = before?.known === true && value.known && before.items === undefined && value.items === undefined;
  return isPlain && before.text.length + value.text.length <= limits.valueChars
    ? literal(before.text + value.text)
    : unknownValue(`$${name}`);
}

/** Who runs: a function of the script, something that runs other words, a tool that we know, or a program that we do not. */
export function runWords(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program, ...rest] = invocation.words;
  if (program === undefined) return noFlow;
  if (!program.known || (program.glob && mayMatch(program, reading, scene))) return runUnknown(reading, scene, invocation);
  const alias = scene.aliases.get(program.text);
  // Whether aliases count depends on a switch of the shell, so both readings do.
  if (alias !== undefined && !scene.via.includes("alias"))
    runExtended(reading, scene, { ...invocation, words: rest, text: alias, by: "alias" });
  if (program.text.includes("/")) runProgramFile(reading, scene, invocation);
  const bodies = scene.functions.get(program.text);
  if (bodies !== undefined) return callFunction(reading, scene, { ...invocation, bodies });
  const name = nameOf(program.text);
  return runners.get(name)?.(reading, scene, invocation) ?? useTool(reading, scene, { ...invocation, name });
}

/** A pattern that surely matches no file stays as it is written. */
function mayMatch(program: Value, reading: Reading, scene: Scene): boolean {
  const path = absolutePath(program.text, scene.here.cwd.text);
  const names = scene.here.cwd.known ? reading.ground.world.names(folderOf(path), limits.treeEntries) : undefined;
  const isFolderClear = !/[*?[]/.test(folderOf(path));
  if (names?.known !== true || !names.value.whole || !isFolderClear) return true;
  return names.value.names.some((name) => covers(nameOf(path), name));
}

/** The program itself cannot be worked out. */
function runUnknown(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program] = invocation.words as [Value];
  const from = program.flow?.from === "download" ? "download" : "unread";
  say(occasion(reading, scene, invocation), {
    kind: "execute",
    from,
    target: { name: program.text, scope: "unknown", known: false },
    loss: "unknown",
  });
  addDoubt(reading.findings, { code: "unknown-program", what: `which program \`${program.text}\` is`, span: invocation.span });
  return { from: "unread" };
}

type FunctionCall = Invocation & { readonly bodies: readonly Body[] };

function callFunction(reading: Reading, scene: Scene, call: FunctionCall): Flow {
  if (scene.depth > limits.shellDepth) {
    addDoubt(reading.findings, { code: "bound", what: "functions that call each other too deeply to follow", span: call.span });
    return { from: "unread" };
  }
  const ends = call.bodies.map(() => copyOf(scene, { stdin: call.stdin, depth: scene.depth + 1, left: [] }));
  const run = (inner: Scene, body: Body): Flow => withPositional(inner, call.words.slice(1), () => reading.walk.node(reading, inner, body));
  const flow = merged(call.bodies.map((body, position) => run(ends[position] as Scene, body)));
  const [only, ...more] = ends.flatMap((end) => [end, ...end.left]);
  if (only !== undefined && more.length === 0) takeOver(scene, only);
  else join(scene, [...ends, ...more]);
  return flow;
}

function useTool(reading: Reading, scene: Scene, call: Invocation & { readonly name: string }): Flow {
  const tool = toolNamed(call.name);
  const use = useOf(reading, scene, { ...call, shape: tool?.shape ?? noValues });
  noteUse(reading, scene, { use, tool, invocation: call });
  if (tool === undefined) {
    say(occasion(reading, scene, call), ...strangerParts(use));
    return passedThrough(call.stdin);
  }
  say(occasion(reading, scene, call), ...(tool.effects?.(use) ?? []));
  for (const saved of tool.saves?.(use) ?? []) remember(reading, scene, saved);
  const runs = tool.runs?.(use) ?? [];
  const ran = runs.length === 0 ? passedThrough(call.stdin) : runAll(reading, scene, { invocation: call, runs });
  return tool.output?.(use) ?? ran;
}

function useOf(
  reading: Reading,
  scene: Scene,
  { name, words, stdin, shape }: Invocation & { readonly name: string; readonly shape: Shape },
): Use {
  const operands = words.slice(1);
  return {
    name,
    words: operands,
    line: readLine(operands, shape),
    place: { ground: reading.ground, cwd: scene.here.cwd },
    stdin,
    variable: (variable) => scene.variables.get(variable),
    content: (path) => contentOf(reading, scene, path),
  };
}
