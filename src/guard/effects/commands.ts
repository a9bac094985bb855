/** One simple command: its words, what flows into it, and who really runs. */
import { nameOf } from "../../base/path.ts";
import type { Span } from "../../base/span.ts";
import { limits } from "../limits.ts";
import type { Assignment, Command, Word } from "../shell/shell.ts";
import { type Flow, unknownValue, type Value } from "../shell/value.ts";
import { expandWhole, expandWord, type Lookup } from "../shell/words.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { readLine } from "./options.ts";
import { stdinOf, writeRedirects } from "./redirects.ts";
import { runners } from "./runners.ts";
import { type Reading, type Scene, spanOf } from "./scene.ts";
import { toolNamed } from "./tools/tools.ts";

export function runCommand(reading: Reading, scene: Scene, node: Command): Flow {
  reading.findings.commands += 1;
  const span = spanOf(scene, node);
  if (reading.findings.commands > limits.commands) return tooMany(reading, span);
  const lookup = lookupIn(reading, scene);
  const assigned = node.prefix.filter((part) => part.type === "Assignment").map((part) => assignedValue(part, lookup));
  writeRedirects(reading, scene, node.redirects);
  const stdin = stdinOf(reading, scene, node.redirects) ?? scene.stdin;
  const words = node.name === undefined ? [] : [node.name, ...node.args].flatMap((word) => fieldsOf(word, lookup));
  if (words.length > 0) return runWords(reading, scene, { words, span, stdin });
  for (const [name, value] of assigned) scene.variables.set(name, value);
  return { from: "call", text: "" };
}

function tooMany(reading: Reading, span: Span): Flow {
  if (reading.findings.commands === limits.commands + 1)
    reading.findings.doubts.push({ code: "bound", what: `more than ${limits.commands} commands`, span });
  return { from: "unread" };
}

function fieldsOf(word: Word | Assignment, lookup: Lookup): readonly Value[] {
  if (word.type === "Word") return expandWord(word, lookup);
  const [name, value] = assignedValue(word, lookup);
  return [{ ...value, text: `${name}=${value.text}` }];
}

function assignedValue(assignment: Assignment, lookup: Lookup): readonly [string, Value] {
  const { name, value } = assignment;
  if (value.type === "ArrayValue") {
    for (const element of value.elements) expandWord(element, lookup);
    return [name, unknownValue(`$${name}`)];
  }
  const whole = expandWhole(value, lookup);
  const isPlain = assignment.append !== true && assignment.index === undefined;
  return [name, isPlain ? whole : unknownValue(`$${name}`)];
}

/** Who runs: a function of the script, something that runs other words, a tool that we know, or a program that we do not. */
export function runWords(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const program = invocation.words[0];
  if (program === undefined) return { from: "call", text: "" };
  if (!program.known) return runUnknown(reading, scene, invocation);
  const name = nameOf(program.text);
  const body = scene.functions.get(name);
  if (body !== undefined) return callFunction(reading, scene, { ...invocation, body });
  const runner = runners.get(name);
  if (runner !== undefined) return runner(reading, scene, invocation);
  return useTool(reading, scene, { ...invocation, name });
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
  reading.findings.doubts.push({ code: "unknown-program", what: `which program \`${program.text}\` is`, span: invocation.span });
  return { from: "unread" };
}

type FunctionCall = Invocation & { readonly body: NonNullable<ReturnType<Scene["functions"]["get"]>> };

function callFunction(reading: Reading, scene: Scene, call: FunctionCall): Flow {
  if (scene.depth > limits.shellDepth) {
    reading.findings.doubts.push({ code: "bound", what: "functions that call each other too deeply to follow", span: call.span });
    return { from: "unread" };
  }
  call.words.forEach((word, position) => scene.variables.set(String(position), word));
  const inner = { ...scene, stdin: call.stdin, depth: scene.depth + 1 };
  const flow = reading.walk.node(reading, inner, call.body);
  scene.cwd = inner.cwd;
  return flow;
}

function useTool(reading: Reading, scene: Scene, call: Invocation & { readonly name: string }): Flow {
  const tool = toolNamed(call.name);
  if (tool === undefined) return passedThrough(call.stdin);
  const words = call.words.slice(1);
  const use = {
    name: call.name,
    words,
    line: readLine(words, tool.shape),
    place: { ground: reading.ground, cwd: scene.cwd },
    stdin: call.stdin,
  };
  for (const part of tool.effects(use)) say(occasion(reading, scene, call), part);
  return tool.output?.(use) ?? passedThrough(call.stdin);
}

/** What an unknown filter writes is unread, and no more trusted than what it read. */
function passedThrough(stdin: Flow | undefined): Flow {
  return stdin?.from === "download"
    ? { from: "download", ...(stdin.origin === undefined ? {} : { origin: stdin.origin }) }
    : { from: "unread" };
}
