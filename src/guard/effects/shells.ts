/** Shells and what they read: `sh -c`, a script file, standard input, `eval`, `source`, an alias. */
import { limits } from "../limits.ts";
import { type Flow, listValue, type Value } from "../shell/value.ts";
import type { Invocation } from "./invocation.ts";
import { has, readLine, valuesOf } from "./options.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";
import { runFile, runInput, runText, type TextRun } from "./texts.ts";

const shape = { short: "Oo", long: ["rcfile", "init-file"], exact: true } as const;

export function runShell(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program, ...words] = invocation.words as [Value, ...Value[]];
  const line = readLine(words.filter(isNoPlusOption), shape, true);
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, stdin: invocation.stdin, left: [] });
  for (const file of valuesOf(line, "rcfile", "init-file")) runFile(reading, inner, { ...invocation, text: file, language: "shell" });
  const [text, ...rest] = line.operands;
  const isInline = has(line, "c");
  const behind = isInline ? rest.slice(1) : has(line, "s") ? line.operands : rest;
  inner.variables.set("@", listValue(behind));
  if (isInline) return runText(reading, { ...inner, via: [...scene.via, `${program.text} -c`] }, { ...invocation, text });
  const named = { ...inner, via: [...scene.via, program.text] };
  if (text !== undefined && !has(line, "s")) return runFile(reading, named, { ...invocation, text, language: "shell" });
  return runInput(reading, named, invocation);
}

function isNoPlusOption(word: Value): boolean {
  return !/^\+[A-Za-z]+$/.test(word.text);
}

export function runEval(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const words = invocation.words.slice(1);
  const flow = words.find((word) => word.flow !== undefined)?.flow;
  const length = words.reduce((sum, word) => sum + word.text.length + 1, 0);
  const isKnown = words.every((word) => word.known) && length <= limits.shellBytes;
  const text: Value = {
    text: words
      .map((word) => word.text)
      .join(" ")
      .slice(0, limits.shellBytes),
    known: isKnown,
    glob: false,
    ...(flow === undefined ? {} : { flow }),
  };
  return runText(reading, inside(scene, invocation, "eval"), { ...invocation, text });
}

export function runSource(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [file, ...rest] = readLine(invocation.words.slice(1), { short: "", long: [] }, true).operands;
  const inner = inside(scene, invocation, "source");
  return withPositional(inner, rest.length > 0 ? rest : undefined, () =>
    runFile(reading, inner, { ...invocation, text: file, language: "shell" }),
  );
}

/** A text with words behind it, as an alias or `env -S` puts them there. */
export function runExtended(reading: Reading, scene: Scene, run: TextRun & { readonly by: string }): Flow {
  const { text, words } = run;
  if (text === undefined || words.length === 0) return runText(reading, inside(scene, run, run.by), run);
  const whole = { ...text, text: `${text.text} "$@"` };
  const inner = inside(scene, run, run.by);
  return withPositional(inner, words, () => runText(reading, inner, { ...run, text: whole }));
}

export function withPositional(scene: Scene, words: readonly Value[] | undefined, run: () => Flow): Flow {
  if (words === undefined) return run();
  const before = scene.variables.get("@");
  scene.variables.set("@", listValue(words));
  const flow = run();
  if (before === undefined) scene.variables.delete("@");
  else scene.variables.set("@", before);
  return flow;
}

function inside(scene: Scene, invocation: Invocation, via: string): Scene {
  return { ...scene, within: invocation.span, depth: scene.depth + 1, via: [...scene.via, via] };
}
