/** Shells and what they read: `sh -c`, a script file, standard input, `eval`, `source`, an alias. */
import { nameOf } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import { type Flow, listValue, type Value } from "../../shell/value.ts";
import { noFlow } from "../describing/flows.ts";
import type { Invocation } from "../walk/invocation.ts";
import { has, readLine, valuesOf } from "../describing/options.ts";
import { becomeProgram, type Reading, type Scene } from "../walk/scene.ts";
import { subshell } from "../walk/subshells.ts";
import { pathTarget } from "../places/targets.ts";
import { runFile, runInput, runText, type TextRun } from "./texts.ts";
import { madeAt } from "../walk/written.ts";

const shape = { short: "Oo", long: ["rcfile", "init-file"], exact: true } as const;

export function runShell(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const { span, stdin, words } = invocation;
  const changes = { within: span, depth: scene.depth + 1, stdin, left: [], dialect: nameOf(words[0]?.text ?? "") };
  return subshell(reading, scene, { changes, run: (inner) => startShell(reading, inner, invocation) });
}

/** The scene is the new shell's own. */
function startShell(reading: Reading, inner: Scene, invocation: Invocation): Flow {
  const [program, ...words] = invocation.words as [Value, ...Value[]];
  const line = readLine(withoutPlus(words), shape, true);
  for (const file of valuesOf(line, "rcfile", "init-file")) runFile(reading, inner, { ...invocation, text: file, language: "shell" });
  becomeProgram(inner, reading);
  const [text, ...rest] = line.operands;
  const isInline = has(line, "c");
  const behind = isInline ? rest.slice(1) : has(line, "s") ? line.operands : rest;
  inner.variables.set("@", listValue(behind));
  const scriptName = isInline ? rest[0] : text;
  if (scriptName !== undefined) inner.variables.set("0", scriptName);
  if (isInline) return runText(reading, { ...inner, via: [...inner.via, `${program.text} -c`] }, { ...invocation, text });
  const named = { ...inner, via: [...inner.via, program.text] };
  if (text !== undefined && !has(line, "s")) return runFile(reading, named, { ...invocation, text, language: "shell" });
  return runInput(reading, named, invocation);
}

/** `+x` switches an option off; behind the script or its text it is a word like any other. */
function withoutPlus(words: readonly Value[]): readonly Value[] {
  const kept: Value[] = [];
  let position = 0;
  for (; /^[-+]./.test(words[position]?.text ?? "") && words[position]?.text !== "--"; position += 1) {
    const count = /^[-+][A-Za-z]*[oO]$/.test(words[position]?.text ?? "") ? 2 : 1;
    if (words[position]?.text.startsWith("-") === true) kept.push(...words.slice(position, position + count));
    position += count - 1;
  }
  return [...kept, ...words.slice(position)];
}

export function runEval(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const text = joinedWords(invocation.words.slice(1));
  return runText(reading, inside(scene, invocation, "eval"), { ...invocation, text });
}

/** Words with blanks between them, as `eval`, `ssh` and `watch` make one text of theirs. */
export function joinedWords(words: readonly Value[]): Value {
  const flow = words.find((word) => word.flow !== undefined)?.flow;
  const length = words.reduce((sum, word) => sum + word.text.length + 1, 0);
  const text = words
    .map((word) => word.text)
    .join(" ")
    .slice(0, limits.shellBytes);
  const known = words.every((word) => word.known) && length <= limits.shellBytes;
  return { text, known, glob: false, ...(flow === undefined ? {} : { flow }) };
}

export function runSource(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [file, ...rest] = readLine(invocation.words.slice(1), { short: "", long: [] }, true).operands;
  const inner = inside(scene, invocation, "source");
  if (file !== undefined && madeAt(reading, scene, file) === undefined && isStartup(reading, scene, file)) return noFlow;
  return withPositional(inner, rest.length > 0 ? rest : undefined, () =>
    runFile(reading, inner, { ...invocation, text: file, language: "shell" }),
  );
}

/** Settings of the shell that lie where installers put them are as trusted as any program. */
function isStartup({ ground }: Reading, scene: Scene, file: Value): boolean {
  if (/(^|\/)(bin\/activate|nvm\.sh|asdf\.sh|sdkman-init\.sh|conda\.sh|cargo\/env)$/.test(file.text) && file.flow?.from !== "download")
    return true;
  const target = pathTarget(file, { ground, cwd: scene.here.cwd }, "through");
  return target.known && (target.scope === "settings" || target.scope === "system");
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
