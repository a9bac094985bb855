/** Programs whose effects are those of something else: wrappers, shells, `eval`, `source`, `xargs`, and `cd`. */
import { absolutePath } from "../../base/path.ts";
import { type Flow, literal, unknownValue, type Value } from "../shell/value.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { readLine } from "./options.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";
import { runEval, runShell, runSource } from "./shells.ts";
import { type Wrapper, wrappers } from "./wrappers.ts";

export type Runner = (reading: Reading, scene: Scene, invocation: Invocation) => Flow;

const nothing: Flow = { from: "call", text: "" };

function wrapped(wrapper: Wrapper): Runner {
  return (reading, scene, invocation) => {
    const name = (invocation.words[0] as Value).text;
    const line = readLine(invocation.words.slice(1), wrapper.shape, true);
    const behind = line.operands.slice(wrapper.operands);
    const words = wrapper.assignments ? withoutAssignments(behind) : behind;
    if (name === "sudo" || name === "doas") sayPrivilege(reading, scene, invocation);
    return reading.walk.words(reading, { ...scene, via: [...scene.via, name] }, { ...invocation, words });
  };
}

function withoutAssignments(words: readonly Value[]): readonly Value[] {
  const program = words.findIndex((word) => !/^\w+=/.test(word.text));
  return program < 0 ? [] : words.slice(program);
}

function sayPrivilege(reading: Reading, scene: Scene, invocation: Invocation): void {
  say(occasion(reading, scene, invocation), {
    kind: "privilege",
    as: "root",
    target: { name: "root", scope: "process", known: true },
    loss: "nothing",
  });
}

/** What arrives on standard input becomes arguments that nobody can see from here. */
function runXargs(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const line = readLine(
    invocation.words.slice(1),
    { short: "adEeIiLlnPsS", long: ["arg-file", "delimiter", "max-args", "max-procs", "replace"] },
    true,
  );
  if (line.operands.length === 0) return { from: "unread" };
  const added = invocation.stdin?.text
    ?.split(/\s+/)
    .filter((text) => text !== "")
    .map(literal) ?? [unknownValue("$(xargs)", invocation.stdin)];
  const inner = { ...scene, via: [...scene.via, "xargs"] };
  return reading.walk.words(reading, inner, { ...invocation, words: [...line.operands, ...added], stdin: undefined });
}

function runCd(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const target = readLine(invocation.words.slice(1), { short: "", long: [] }).operands[0];
  if (target === undefined) scene.cwd = literal(reading.ground.home);
  else if (!target.known || target.text === "-" || !(target.text.startsWith("/") || scene.cwd.known)) scene.cwd = unknownValue(target.text);
  else scene.cwd = literal(absolutePath(target.text, scene.cwd.text));
  return nothing;
}

function runExport(_reading: Reading, scene: Scene, invocation: Invocation): Flow {
  for (const word of invocation.words.slice(1)) {
    const equals = word.text.indexOf("=");
    if (equals > 0) scene.variables.set(word.text.slice(0, equals), { ...word, text: word.text.slice(equals + 1) });
  }
  return nothing;
}

/** Variables that are read from somewhere are no longer what they were. */
function runRead(_reading: Reading, scene: Scene, invocation: Invocation): Flow {
  for (const word of readLine(invocation.words.slice(1), { short: "adinNptu", long: [] }).operands)
    scene.variables.set(word.text, unknownValue(`$${word.text}`));
  return nothing;
}

/** `trap` runs its text later, under whatever holds then. */
function runTrap(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const text = invocation.words[1];
  if (text?.known === true && invocation.words.length > 2)
    reading.walk.text(reading, copyOf(scene, { within: invocation.span, via: [...scene.via, "trap"], depth: scene.depth + 1 }), text.text);
  return nothing;
}

export const runners: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ...[...wrappers].map(([name, wrapper]): [string, Runner] => [name, wrapped(wrapper)]),
  ...["sh", "bash", "zsh", "dash", "ksh", "ash", "fish"].map((name): [string, Runner] => [name, runShell]),
  ["xargs", runXargs],
  ["cd", runCd],
  ...["export", "declare", "typeset", "local", "readonly"].map((name): [string, Runner] => [name, runExport]),
  ["read", runRead],
  ["trap", runTrap],
  ["eval", runEval],
  ["source", runSource],
  [".", runSource],
]);
