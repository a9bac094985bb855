/** Text that is about to run, wherever it comes from: read in its language, or said to be unread. */
import { absolutePath, nameOf } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import { type Flow, headOf, hole, listValue, literal, type Value } from "../../shell/value.ts";
import { runCode } from "./codes.ts";
import { addDoubt, addEffect, noFindings } from "../walk/findings.ts";
import { merged, noFlow } from "../describing/flows.ts";
import { isSystemPath } from "../places/usual-folders.ts";
import { type Invocation, occasion, say } from "../walk/invocation.ts";
import { type Language, languageOfFile } from "./language.ts";
import { readApart } from "./read-apart.ts";
import { becomeProgram, copyOf, type Reading, type Scene } from "../walk/scene.ts";
import { resolvedPattern } from "../places/resolved-pattern.ts";
import { mountedAt } from "../places/targets.ts";
import { broughtTo, madeAt } from "../walk/written.ts";

/** Without a language a file is asked for its own, and any other text is the shell's. */
export type TextRun = Invocation & { readonly text: Value | undefined; readonly language?: Language | "shell" | undefined };

export function runText(reading: Reading, scene: Scene, run: TextRun): Flow {
  const { text, language } = run;
  if (text === undefined) return noFlow;
  if (text.known && text.flow?.from !== "download") return readAs(reading, scene, { ...run, language, source: text.text });
  if (run.stdin?.from === "remote" && isShellOnDescriptor.test(headOf(text))) return runInput(reading, scene, run);
  const isWhole = isOneExpansion(text.text);
  if ((text.flow?.file ?? text.flow?.pieces) !== undefined && headOf(text) === "")
    return runInput(reading, scene, { ...run, stdin: text.flow });
  if (text.flow?.from === "installed" && (isWhole || isOneExpansion(text.text.replace(/^set -- /, "")))) return noFlow;
  if (isWritten(text))
    return readAs(reading, { ...scene, certainty: "possible" }, { ...run, language, source: readable(text.text, language) });
  if (!isWhole && !text.known && (language ?? "shell") === "shell") readAround(reading, scene, text.text);
  return runUnread(reading, scene, { ...run, flow: { origin: text.text, ...text.flow, from: text.flow?.from ?? "unread" } });
}

/** Which descriptor a shell reads from stands in a number; where the only thing open is a connection, it is that. */
const isShellOnDescriptor = /^\S*\b(?:ba|da|z|k)?sh\b[^;|&<]*<\s*&/;

/** A single variable or substitution: nothing of it stands in the call. */
function isOneExpansion(text: string): boolean {
  if (/^\$([\w@*#?!$-]|\w+)$|^\$\{[^{}]*\}$|^`[^`]*`$/.test(text)) return true;
  if (!text.startsWith("$(")) return false;
  let depth = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}

/** It stands in the call but for values put into it: where a value would say which program runs, that is said when it is read. */
function isWritten({ text, known, flow }: Value): boolean {
  const isForeign = flow?.from === "download" || flow?.from === "remote";
  return !known && !isForeign && !isOneExpansion(text) && /[$`]/.test(text) && !text.endsWith("…") && text.length < limits.valueChars;
}

/** The shell puts the values in once more; in other languages a hole stands for them where `$` means nothing. */
function readable(text: string, language: Language | "shell" | undefined): string {
  return language === "python" || language === "javascript" || language === "lua"
    ? text.replace(/\$\{?\w+\}?|\$\([^()]*\)|`[^`]*`/g, hole)
    : text;
}

/** What is certain in a text may do harm already, whatever the rest of it turns out to be. */
function readAround(reading: Reading, scene: Scene, source: string): void {
  const { commands, parsedChars } = reading.findings;
  const findings = { ...noFindings(), commands, parsedChars };
  reading.walk.text({ ...reading, findings }, copyOf(scene, { certainty: "possible", depth: scene.depth + 1, left: [] }), source);
  Object.assign(reading.findings, { commands: findings.commands, parsedChars: findings.parsedChars });
  for (const effect of findings.effects) if (effect.kind !== "execute" || effect.from !== "unread") addEffect(reading.findings, effect);
}

type SourceRun = Invocation & { readonly language?: Language | "shell" | undefined; readonly source: string };

function readAs(reading: Reading, scene: Scene, run: SourceRun): Flow {
  const { language = "shell", source } = run;
  return language === "shell" ? reading.walk.text(reading, scene, source) : runCode(reading, scene, { ...run, language });
}

/** What the call itself wrote there is run as what went into it; else a script on disk is read. */
export function runFile(reading: Reading, scene: Scene, run: TextRun): Flow {
  if (run.text === undefined) return noFlow;
  const said = runNamedLikeTool(reading, scene, run);
  const flow = runWritten(reading, scene, { ...run, text: matchingFile(reading, scene, run.text) });
  return said.text === undefined || said.text === "" ? flow : said;
}

function runWritten(reading: Reading, scene: Scene, run: TextRun & { readonly text: Value }): Flow {
  const file = run.text;
  if (file.flow !== undefined && file.text.startsWith("/dev/fd/")) return runInput(reading, scene, { ...run, stdin: file.flow });
  if (/^(-|\/dev\/stdin)$/.test(file.text)) return runInput(reading, scene, run);
  const made = madeAt(reading, scene, file);
  const flows = (made?.contents ?? []).map((flow) => runInput(reading, scene, withLanguage(run, { origin: file.text, ...flow })));
  if (made !== undefined && !made.adds) return merged(flows);
  if (isSomewhere(file) || (reading.ground.inside !== undefined && file.known && !file.text.startsWith("/") && !scene.here.cwd.known))
    return merged([...flows, { from: "unread" }]);
  if (!file.known || !(file.text.startsWith("/") || scene.here.cwd.known))
    return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: file.text } });
  return merged([...flows, runDisk(reading, scene, { ...run, path: absolutePath(file.text, scene.here.cwd.text) })]);
}

/** The shell puts the files that a pattern matches in its place, and the first one is the script. */
function matchingFile({ ground }: Reading, { here }: Scene, file: Value): Value {
  if (!file.glob || !file.known || file.text.includes("/")) return file;
  return resolvedPattern({ ...file, text: `./${file.text}` }, { ground, cwd: here.cwd })[0] ?? file;
}

/** A file of a certain name, in a folder that is not known: as local as any other script that is not read. */
function isSomewhere(file: Value): boolean {
  if (!file.known && file.flow?.from === "installed") return true;
  return !file.known && file.flow?.from !== "download" && !/^https?:/.test(file.text) && /[^/]\/[\w@+-][\w.@+-]*$/.test(file.text);
}

/** `python manage.py flush`, `php artisan db:wipe`: a script that is called like a program does what that program does. */
function runNamedLikeTool(reading: Reading, scene: Scene, run: TextRun): Flow {
  const name = run.text?.known === true ? programIn(run.text.text) : "";
  if (
    !/^(sheepdog|manage\.py|artisan|rails|rake|console|prisma|sequelize|sequelize-cli|knex|typeorm|drush)$|^\w*(lazagne|mimi\w+)\.\w+$/i.test(
      name,
    )
  )
    return noFlow;
  return reading.walk.words(reading, scene, { ...run, words: [literal(name), ...(scene.variables.get("@")?.items ?? [])] });
}

/** Our own command line is started by the file that it begins in as well. */
function programIn(path: string): string {
  return /(^|\/)(sheepdog\.[cm]?[jt]s|sheepdog\b[^]*\/app\/entry\/cli[\w.]*\.ts)$/.test(path) ? "sheepdog" : nameOf(path);
}

/** What was written just now tells its language like a file does. */
function withLanguage(run: TextRun, stdin: Flow): TextRun {
  const firstLine = stdin.text?.slice(0, firstLineChars).split("\n", 1)[0] ?? "";
  return { ...run, stdin, language: run.language ?? languageOfFile(run.text?.text ?? "", firstLine) };
}

const firstLineChars = 128;

/** A program named by its path: what this call made there, or a script of the project. Programs of the system are not read. */
export function runProgramFile(reading: Reading, scene: Scene, invocation: Invocation): void {
  const [program, ...rest] = invocation.words as [Value, ...Value[]];
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, left: [], via: [...scene.via, program.text] });
  becomeProgram(inner, reading);
  inner.variables.set("@", listValue(rest));
  inner.variables.set("0", program);
  if (madeAt(reading, scene, program) !== undefined) runFile(reading, inner, { ...invocation, text: program });
  const path = absolutePath(program.text, scene.here.cwd.text);
  if (!scene.here.cwd.known || isSystemPath(path)) return;
  if (isScript(reading, path)) runDisk(reading, inner, { ...invocation, path });
  else runForeign(reading, inner, { ...invocation, path });
}

/** A script is judged by what it says, wherever it came from; of a program that nobody can read, where it came from is all there is. */
function runForeign(reading: Reading, scene: Scene, run: Invocation & { readonly path: string }): void {
  const brought = broughtTo(reading, run.path);
  // Somebody may have looked at it since, or put something else in its place: nobody can tell, which is not the same as running it unseen.
  if (brought !== undefined) runUnread(reading, scene, { ...run, flow: { from: "unread", origin: `${run.path}, from ${brought.origin}` } });
}

/** A text whose first line names a program that is not known here is read by that one; one without such a line, by the shell. */
function isScript(reading: Reading, path: string): boolean {
  const start = reading.ground.world.text(path, firstLineChars);
  if (!start.known || start.value.text.includes("\0")) return false;
  return !start.value.text.startsWith("#!") || languageOfFile(path, start.value.text.split("\n", 1)[0] ?? "") !== undefined;
}

/**
 * A script that is absent, and that this call did not write, decides nothing yet: there is no text that could not be read.
 * Whatever brings it here is a call of its own, and `bash install.sh` after an unpacking is everyday work.
 */
function runDisk(reading: Reading, scene: Scene, run: Omit<TextRun, "text"> & { readonly path: string }): Flow {
  const { path } = run;
  const { inside } = reading.ground;
  // What lies elsewhere is a program like any other there, unless it lies here as well.
  if (inside !== undefined) return runMounted(reading, scene, run);
  const script = reading.ground.world.text(path, limits.scriptBytes);
  if (script.known) {
    const { text, whole } = script.value;
    const source = whole ? text : text.slice(0, text.lastIndexOf("\n") + 1);
    const language = run.language ?? languageOfFile(path, source.split("\n", 1)[0] ?? "");
    const within = { ...scene, via: [...scene.via, path] };
    return readApart(reading, { path, span: run.span, whole, read: (apart) => readAs(apart, within, { ...run, language, source }) });
  }
  const entry = reading.ground.world.entry(path);
  if (entry.known && (entry.value.kind === "absent" || entry.value.kind === "folder")) return { from: "unread" };
  return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: path } });
}

function runMounted(reading: Reading, scene: Scene, run: Omit<TextRun, "text"> & { readonly path: string }): Flow {
  const outside = mountedAt(run.path, reading.ground);
  const outer = reading.ground.inside?.outer;
  if (outside?.known !== true || outer === undefined) return { from: "unread" };
  const script = outer.world.text(outside.text, limits.shellBytes);
  if (!script.known || !script.value.whole) return { from: "unread" };
  const language = run.language ?? languageOfFile(run.path, script.value.text.split("\n", 1)[0] ?? "");
  return readAs(reading, { ...scene, via: [...scene.via, outside.text] }, { ...run, language, source: script.value.text });
}

/** What flows in is the text. */
export function runInput(reading: Reading, scene: Scene, run: Omit<TextRun, "text">): Flow {
  const flow = run.stdin;
  if (flow === undefined) return { from: "unread" };
  if (flow.from === "installed" && flow.text === undefined) return noFlow;
  if (flow.text !== undefined && flow.from !== "download")
    return readAs(reading, { ...scene, stdin: undefined }, { ...run, stdin: undefined, source: flow.text });
  if (flow.pieces !== undefined && flow.from !== "download")
    return merged(flow.pieces.map((stdin) => runInput(reading, scene, { ...run, stdin })));
  if (flow.file !== undefined && flow.from !== "download") return runDisk(reading, scene, { ...run, path: flow.file });
  return runUnread(reading, scene, { ...run, flow });
}

/** Code that decides what happens and that we cannot read. */
function runUnread(reading: Reading, scene: Scene, run: Invocation & { readonly flow: Flow }): Flow {
  const { from, origin } = run.flow;
  const isForeign = from === "download" || from === "remote";
  const target = { name: origin ?? "standard input", scope: isForeign ? ("remote" as const) : ("unknown" as const), known: isForeign };
  say(occasion(reading, scene, run), { kind: "execute", from: isForeign ? from : "unread", target, loss: "unknown" });
  if (!isForeign) addDoubt(reading.findings, { code: "unread-code", what: `code that comes from \`${target.name}\``, span: run.span });
  return { from: "unread" };
}
