/** Text that a shell is about to run: `sh -c`, a script file, standard input, `eval`, `source`, an alias. */
import { absolutePath } from "../../base/path.ts";
import { limits } from "../limits.ts";
import { type Flow, headOf, listValue, type Value } from "../shell/value.ts";
import { addDoubt } from "./findings.ts";
import { merged, noFlow } from "./flows.ts";
import { isSystemPath } from "./ground.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { has, readLine, valuesOf } from "./options.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";
import { madeAt } from "./written.ts";

const shape = { short: "Oo", long: ["rcfile", "init-file"], exact: true } as const;

export function runShell(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program, ...words] = invocation.words as [Value, ...Value[]];
  const line = readLine(words.filter(isNoPlusOption), shape, true);
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, stdin: invocation.stdin, left: [] });
  for (const file of valuesOf(line, "rcfile", "init-file")) runFile(reading, inner, { ...invocation, text: file });
  const [text, ...rest] = line.operands;
  const isInline = has(line, "c");
  const behind = isInline ? rest.slice(1) : has(line, "s") ? line.operands : rest;
  inner.variables.set("@", listValue(behind));
  if (isInline) return runValue(reading, { ...inner, via: [...scene.via, `${program.text} -c`] }, { ...invocation, text });
  const named = { ...inner, via: [...scene.via, program.text] };
  if (text !== undefined && !has(line, "s")) return runFile(reading, named, { ...invocation, text });
  return runFlow(reading, named, invocation);
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
  return runValue(reading, inside(scene, invocation, "eval"), { ...invocation, text });
}

export function runSource(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [file, ...rest] = readLine(invocation.words.slice(1), { short: "", long: [] }, true).operands;
  const inner = inside(scene, invocation, "source");
  return withPositional(inner, rest.length > 0 ? rest : undefined, () => runFile(reading, inner, { ...invocation, text: file }));
}

/** A text with words behind it, as an alias or `env -S` puts them there. */
export function runExtended(reading: Reading, scene: Scene, run: TextRun & { readonly by: string }): Flow {
  const { text, words } = run;
  if (text === undefined || words.length === 0) return runValue(reading, inside(scene, run, run.by), run);
  const whole = { ...text, text: `${text.text} "$@"` };
  const inner = inside(scene, run, run.by);
  return withPositional(inner, words, () => runValue(reading, inner, { ...run, text: whole }));
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

type TextRun = Invocation & { readonly text: Value | undefined };

function runValue(reading: Reading, scene: Scene, run: TextRun): Flow {
  const { text } = run;
  if (text === undefined) return noFlow;
  if (text.known && text.flow?.from !== "download") return reading.walk.text(reading, scene, text.text);
  const isWhole = text.flow?.file !== undefined && headOf(text) === "";
  if (isWhole) return runFlow(reading, scene, { ...run, stdin: text.flow });
  return runUnread(reading, scene, { ...run, flow: { origin: text.text, ...text.flow, from: text.flow?.from ?? "unread" } });
}

/** What the call itself wrote there is run as what went into it; else a script on disk is read. */
function runFile(reading: Reading, scene: Scene, run: TextRun): Flow {
  const file = run.text;
  if (file === undefined) return noFlow;
  if (file.flow !== undefined && file.text.startsWith("/dev/fd/")) return runFlow(reading, scene, { ...run, stdin: file.flow });
  if (/^(-|\/dev\/stdin)$/.test(file.text)) return runFlow(reading, scene, run);
  const made = madeAt(reading, scene, file);
  const flows = (made?.contents ?? []).map((flow) => runFlow(reading, scene, { ...run, stdin: { origin: file.text, ...flow } }));
  if (made !== undefined && !made.adds) return merged(flows);
  if (!file.known || !(file.text.startsWith("/") || scene.here.cwd.known))
    return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: file.text } });
  return merged([...flows, runDisk(reading, scene, { ...run, path: absolutePath(file.text, scene.here.cwd.text) })]);
}

/** A program named by its path: what this call made there, or a shell script of the project. Programs of the system are not read. */
export function runProgramFile(reading: Reading, scene: Scene, invocation: Invocation): void {
  const [program, ...rest] = invocation.words as [Value, ...Value[]];
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, left: [], via: [...scene.via, program.text] });
  inner.variables.set("@", listValue(rest));
  if (madeAt(reading, scene, program) !== undefined) runFile(reading, inner, { ...invocation, text: program });
  const path = absolutePath(program.text, scene.here.cwd.text);
  if (!scene.here.cwd.known || isSystemPath(path) || !isScript(reading, path)) return;
  runDisk(reading, inner, { ...invocation, path });
}

/** A text whose first line names no other program is run by the shell. */
function isScript(reading: Reading, path: string): boolean {
  const start = reading.ground.world.text(path, 128);
  if (!start.known || start.value.text.includes("\0")) return false;
  return !start.value.text.startsWith("#!") || /^#!.*\b(?:ba|z|da|k|a)?sh\b/.test(start.value.text);
}

/**
 * A script that is absent, and that this call did not write, decides nothing yet: there is no text that could not be read.
 * Whatever brings it here is a call of its own, and `bash install.sh` after an unpacking is everyday work.
 */
function runDisk(reading: Reading, scene: Scene, run: Invocation & { readonly path: string }): Flow {
  const { path } = run;
  const script = reading.ground.world.text(path, limits.shellBytes);
  if (script.known && script.value.whole) return reading.walk.text(reading, { ...scene, via: [...scene.via, path] }, script.value.text);
  const entry = reading.ground.world.entry(path);
  if (entry.known && entry.value.kind === "absent") return { from: "unread" };
  return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: path } });
}

function runFlow(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const flow = invocation.stdin;
  if (flow === undefined) return { from: "unread" };
  if (flow.text !== undefined && flow.from !== "download") return reading.walk.text(reading, { ...scene, stdin: undefined }, flow.text);
  if (flow.file !== undefined && flow.from !== "download") return runDisk(reading, scene, { ...invocation, path: flow.file });
  return runUnread(reading, scene, { ...invocation, flow });
}

/** Code that decides what happens and that we cannot read. */
function runUnread(reading: Reading, scene: Scene, run: Invocation & { readonly flow: Flow }): Flow {
  const { from, origin } = run.flow;
  const target = {
    name: origin ?? "standard input",
    scope: from === "download" ? ("remote" as const) : ("unknown" as const),
    known: from === "download",
  };
  say(occasion(reading, scene, run), { kind: "execute", from: from === "download" ? "download" : "unread", target, loss: "unknown" });
  if (from !== "download")
    addDoubt(reading.findings, { code: "unread-code", what: `code that comes from \`${target.name}\``, span: run.span });
  return { from: "unread" };
}
