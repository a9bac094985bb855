/** Programs whose effects are those of something else: wrappers, shells, `eval`, `source`, `xargs`. */
import { limits } from "../../limits.ts";
import { type Flow, headOf, literal, unknownValue, type Value } from "../../shell/value.ts";
import { builtins } from "../walk/builtins.ts";
import { merged, noFlow } from "../describing/flows.ts";
import { insertedFor } from "./insertion.ts";
import type { Invocation } from "../walk/invocation.ts";
import { type Declared, noneDeclared } from "../declared/declared.ts";
import { has, type Line, readLine, valuesOf } from "../describing/options.ts";
import type { Reading, Scene } from "../walk/scene.ts";
import { runEval, runShell, runSource } from "./shells.ts";
import { obey } from "./obeying.ts";
import { runParallel } from "./parallel.ts";
import { wrapperNamed } from "./wrappers.ts";
import { runWrapped } from "./wrapping.ts";

/** Nothing comes back where the tool of that name has to be asked. */
export type Runner = (reading: Reading, scene: Scene, invocation: Invocation) => Flow | undefined;

const xargsShape = {
  short: "adEILnPsSRJ",
  long: ["arg-file", "delimiter", "max-args", "max-procs", "max-lines", "max-chars", "process-slot-var", "eof"],
};

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

/** What a variable says that is handed on to all programs from here on counts at once. */
function runExport(reading: Reading, scene: Scene, invocation: Invocation): Flow | undefined {
  const builtin = builtins.get((invocation.words[0] as Value).text);
  const flow = builtin?.(reading, scene, invocation);
  const names = invocation.words.slice(1).flatMap((word) => /^(\w+)\+?=/.exec(headOf(word))?.[1] ?? []);
  const env = new Map(names.map((name) => [name, scene.variables.get(name) ?? unknownValue(`$${name}`)] as const));
  obey(reading, scene, { ...invocation, env });
  return flow;
}

/** `hash -p FILE NAME`: that name is this file from here on. */
function runHash(_: Reading, scene: Scene, invocation: Invocation): Flow | undefined {
  const line = readLine(invocation.words.slice(1), { short: "p", long: [] });
  const [file] = valuesOf(line, "p");
  if (file !== undefined) for (const name of line.operands) scene.aliases.set(name.text, file);
  return noFlow;
}

/** Tells where a program lies; whoever runs what comes out runs that program. */
function runWhich(_: Reading, __: Scene, { words }: Invocation): Flow | undefined {
  const [program, ...others] = readLine(words.slice(1), { short: "", long: [] }).operands;
  return program?.known === true && others.length === 0 ? { from: "installed", origin: program.text } : { from: "unread" };
}

const shellNames = ["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "csh", "tcsh", "rbash", "mksh"];

const runners: ReadonlyMap<string, Runner> = new Map<string, Runner>([
  ...shellNames.map((name): [string, Runner] => [name, runShell]),
  ...[...builtins].map(([name, builtin]): [string, Runner] => [name, builtin]),
  ...["export", "declare", "typeset"].map((name): [string, Runner] => [name, runExport]),
  ["hash", runHash],
  ["which", runWhich],
  ["gwhich", runWhich],
  ["xargs", runXargs],
  ["gxargs", runXargs],
  ["parallel", runParallel],
  ["sem", runParallel],
  ["rush", runParallel],
  ["eval", runEval],
  ["source", runSource],
  [".", runSource],
]);

export function runnerNamed(name: string, { wrappers }: Declared = noneDeclared): Runner | undefined {
  const wrapper = wrapperNamed(name) ?? wrappers.get(name);
  return wrapper === undefined ? runners.get(name) : (reading, scene, invocation) => runWrapped(reading, scene, { ...invocation, wrapper });
}
