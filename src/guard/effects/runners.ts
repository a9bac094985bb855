/** Programs whose effects are those of something else: wrappers, shells, `eval`, `source`, `xargs`. */
import { limits } from "../limits.ts";
import { type Flow, literal, unknownValue, type Value } from "../shell/value.ts";
import { builtins } from "./builtins.ts";
import { merged, noFlow } from "./flows.ts";
import { insertedFor } from "./insertion.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { has, type Line, readLine, valuesOf } from "./options.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";
import { runEval, runExtended, runShell, runSource } from "./shells.ts";
import { moved } from "./targets.ts";
import { type Wrapper, wrappers } from "./wrappers.ts";

/** Nothing comes back where the tool of that name has to be asked. */
export type Runner = (reading: Reading, scene: Scene, invocation: Invocation) => Flow | undefined;

function wrapped(wrapper: Wrapper): Runner {
  return (reading, scene, invocation) => {
    const name = (invocation.words[0] as Value).text;
    const line = readLine(invocation.words.slice(1), wrapper.shape, true);
    if (has(line, ...wrapper.asks)) return noFlow;
    const behind = line.operands.slice(wrapper.operands);
    const words = wrapper.assignments ? withoutAssignments(behind) : behind;
    if (name === "sudo" || name === "doas") sayPrivilege(reading, scene, invocation);
    const inner = insideWrapper(scene, { line, wrapper, name });
    const [text] = name === "env" ? valuesOf(line, "S", "split-string") : [];
    if (text !== undefined) return runExtended(reading, inner, { ...invocation, words, text, by: "env -S" });
    return reading.walk.words(reading, inner, { ...invocation, words });
  };
}

type Wrapping = { readonly line: Line; readonly wrapper: Wrapper; readonly name: string };

function insideWrapper(scene: Scene, { line, wrapper, name }: Wrapping): Scene {
  const via = [...scene.via, name];
  const folder = wrapper.folder.length === 0 ? undefined : valuesOf(line, ...wrapper.folder).at(-1);
  return folder === undefined ? { ...scene, via } : { ...scene, via, here: { ...scene.here, cwd: moved(scene.here.cwd, folder) } };
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

const xargsShape = { short: "adEILnPsS", long: ["arg-file", "delimiter", "max-args", "max-procs", "max-lines"] };

/** What arrives on standard input becomes arguments: behind the others, or wherever a mark stands. */
function runXargs(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const line = readLine(invocation.words.slice(1), xargsShape, true);
  const inner = { ...scene, via: [...scene.via, "xargs"] };
  const isElsewhere = has(line, "a", "arg-file") || has(line, "d", "delimiter");
  const text = isElsewhere ? undefined : invocation.stdin?.text;
  const run = (words: readonly Value[]): Flow => reading.walk.words(reading, inner, { ...invocation, words, stdin: undefined });
  const mark = markIn(line);
  const operands = programOf(line, mark);
  const unknown = { ...unknownValue("$(xargs)", invocation.stdin), loose: true as const };
  if (mark === undefined) return run([...operands, ...(text === undefined ? [unknown] : partsOf(text, line, /\s+/).map(literal))]);
  const lines = text === undefined ? [] : partsOf(text, line, /\n/);
  const values = lines.length === 0 || lines.length > limits.loopValues ? [unknownValue("$(xargs)", invocation.stdin)] : lines.map(literal);
  return merged(values.map((value) => run(insertedFor(operands, mark, value))));
}

/** `-i` takes no word; who writes one behind it means `-I`. */
function programOf({ operands }: Line, mark: string | undefined): readonly Value[] {
  if (operands.length === 0) return [literal("echo")];
  const isMark = operands[0]?.text === mark && operands[1] !== undefined && !operands[1].text.startsWith("-");
  return isMark ? operands.slice(1) : operands;
}

function partsOf(text: string, line: Line, gap: RegExp): readonly string[] {
  return text.split(has(line, "0", "null") ? "\0" : gap).filter((part) => part !== "");
}

function markIn(line: Line): string | undefined {
  const [named] = valuesOf(line, "I");
  if (named !== undefined) return named.text;
  return has(line, "i", "replace") ? valuesOf(line, "replace")[0]?.text || "{}" : undefined;
}

/** `trap` runs its text later, under whatever holds then. */
function runTrap(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const text = invocation.words[1];
  if (text?.known === true && invocation.words.length > 2)
    reading.walk.text(reading, copyOf(scene, { within: invocation.span, via: [...scene.via, "trap"], depth: scene.depth + 1 }), text.text);
  return noFlow;
}

const shellNames = ["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "rbash", "mksh"];

export const runners: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ...[...wrappers].map(([name, wrapper]): [string, Runner] => [name, wrapped(wrapper)]),
  ...shellNames.map((name): [string, Runner] => [name, runShell]),
  ...[...builtins].map(([name, builtin]): [string, Runner] => [name, (_, scene, invocation) => builtin(scene, invocation)]),
  ["xargs", runXargs],
  ["trap", runTrap],
  ["eval", runEval],
  ["source", runSource],
  [".", runSource],
]);
