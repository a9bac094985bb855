/** One simple command: its words, what flows into it, and who really runs. */
import { absolutePath, folderOf, nameOf } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import type { Command } from "../../shell/shell.ts";
import { type Flow, headOf, literal, type Value } from "../../shell/value.ts";
import { assign, fieldsOf, partsOf, restore } from "../walk/assignments.ts";
import { builtins } from "../walk/builtins.ts";
import { conventionalProgram } from "./conventional.ts";
import { addDoubt, countCommand } from "../walk/findings.ts";
import { listsEnvironment } from "./lists-environment.ts";
import { merged, noFlow, passedThrough } from "../describing/flows.ts";
import { callFunction } from "../walk/functions.ts";
import { addLink } from "../places/links.ts";
import { resolvedPattern } from "../places/resolved-pattern.ts";
import { isSystemPath } from "../places/usual-folders.ts";
import { type Invocation, occasion, say, sayAll } from "../walk/invocation.ts";
import { lentBy } from "./lent.ts";
import { lookupIn } from "../walk/lookup.ts";
import { obey, obeyAs } from "./obeying.ts";
import { readLine, type Shape } from "../describing/options.ts";
import { covers } from "../places/patterns.ts";
import { noteUse } from "./program-uses.ts";
import { computed } from "../pure/pure.ts";
import { feedRest } from "../walk/receivers.ts";
import { inputOf, keepOpen, opened, redirected, redirecting } from "../walk/redirects.ts";
import { runnerNamed } from "./runners.ts";
import { notDefined, type Reading, type Scene, spanOf, variableIn } from "../walk/scene.ts";
import { runAll } from "./runs.ts";
import { runExtended } from "./shells.ts";
import { spoken } from "./spoken.ts";
import { printsStartup } from "./startup-texts.ts";
import { strangerFlow, strangerParts } from "./strangers.ts";
import { readTails } from "./tails.ts";
import { runProgramFile } from "./texts.ts";
import { noValues, type Tool, type Use } from "../describing/tool.ts";
import { agentParts } from "../tools/guard/agent-programs.ts";
import { partsAgainstGuard } from "../tools/guard/against-guard.ts";
import { pickedFrom } from "../tools/guard/own-names.ts";
import { toolNamed } from "../tools/tools.ts";
import { wrapperNamed } from "./wrappers.ts";
import { changedContentOf, contentOf, remember } from "../walk/written.ts";

export function runCommand(reading: Reading, scene: Scene, node: Command): Flow {
  const span = spanOf(scene, node);
  if (!countCommand(reading.findings, span)) return { from: "unread" };
  const lookup = lookupIn(reading, scene);
  const readers = reading.receivers.length;
  const parts = partsOf(node);
  const place = { ground: reading.ground, cwd: scene.here.cwd };
  const words: Value[] = [];
  for (const word of parts.words) for (const value of fieldsOf(word, lookup)) words.push(...resolvedPattern(value, place));
  const redirects = redirecting(reading, scene, node.redirects);
  const stdin = inputOf(scene, redirects);
  const before = assign(reading, scene, parts.prefix);
  const handed = words.length === 0 || before.length === 0 ? [] : before.map(([name]) => name).filter((name) => !scene.exported.has(name));
  for (const name of handed) scene.exported.set(name, true);
  const env = before.length === 0 ? nothingSet : new Map(before.flatMap(([name]) => entryOf(scene, name)));
  if (words.length > 0 && env.size > 0) obey(reading, scene, { words, span, stdin, env });
  scene.here.succeeded = undefined;
  // `$(< file)` is what the file holds.
  const named = runNamed(reading, opened(scene, redirects), { words, span, stdin, env });
  const flow = words.length === 0 ? (redirects.inputs.get("0") ?? named) : named;
  if (node.redirects.length > 0 || !tellsHowItEnds(scene, words[0])) scene.here.succeeded = undefined;
  for (const name of handed) scene.exported.delete(name);
  if (words.length > 0) for (const [name, value] of before) restore(scene, name, value);
  const left = redirected(reading, scene, { redirects, flow: isBareExec(words) ? keepOpen(scene, redirects) : flow });
  feedRest(reading, readers);
  return left;
}

const nothingSet: ReadonlyMap<string, Value> = new Map();

/** The script's own functions come first; what a wrapper starts is never one of them. */
function runNamed(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program] = invocation.words;
  const bodies = program?.known === true && !program.glob && !program.text.includes("/") ? scene.functions.get(program.text) : undefined;
  if (bodies !== undefined && !bodies.includes(notDefined) && !scene.aliases.has(program?.text ?? ""))
    return callFunction(reading, scene, { ...invocation, bodies });
  const flow = program === undefined ? noFlow : runWords(reading, scene, invocation);
  return bodies === undefined ? flow : merged([flow, callFunction(reading, scene, { ...invocation, bodies })]);
}

/** Programs that say for certain whether they succeed, and functions, which end with one of those. */
function tellsHowItEnds(scene: Scene, program: Value | undefined): boolean {
  return program?.known === true && !scene.aliases.has(program.text) && (builtins.has(program.text) || scene.functions.has(program.text));
}

function isBareExec(words: readonly Value[]): boolean {
  return words.length === 1 && words[0]?.text === "exec";
}

function entryOf(scene: Scene, name: string): readonly (readonly [string, Value])[] {
  const value = scene.variables.get(name);
  return value === undefined ? [] : [[name, value]];
}

/** Who runs: a function of the script, something that runs other words, a tool that we know, or a program that we do not. */
export function runWords(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const [program, ...rest] = invocation.words;
  if (program === undefined) return noFlow;
  const chosen = chosenPrograms(invocation.words);
  if (chosen.length > 0)
    return merged(chosen.map((words) => runWords(reading, { ...scene, certainty: "possible" }, { ...invocation, words })));
  if (listsEnvironment(invocation.words)) return { from: "unread", holds: "secret" };
  const found = whichProgram(program);
  if (found !== undefined) return runWords(reading, scene, { ...invocation, words: [found, ...rest] });
  const meant = conventionalProgram(reading, scene, program);
  if (meant !== undefined) return runWords(reading, { ...scene, certainty: "possible" }, { ...invocation, words: [...meant, ...rest] });
  if (!program.known && rest.length > 0 && maybeNothing.test(program.text)) return runWords(reading, scene, { ...invocation, words: rest });
  if (!program.known || (program.glob && mayMatch(program, reading, scene))) return runUnknown(reading, scene, invocation);
  const alias = scene.aliases.get(program.text);
  // Whether aliases count depends on a switch of the shell, so both readings do.
  if (alias !== undefined && !scene.via.includes("alias"))
    runExtended(reading, scene, { ...invocation, words: rest, text: alias, by: "alias" });
  if (program.text.includes("/")) runProgramFile(reading, scene, invocation);
  else runFromPath(reading, scene, invocation);
  const name = program.text.startsWith("/proc/") && /^\/proc\/(self|\d+)\/exe$/.test(program.text) ? "sh" : nameOf(program.text);
  obeyAs(reading, scene, invocation);
  return runnerNamed(name, reading.declared)?.(reading, scene, invocation) ?? useTool(reading, scene, { ...invocation, name });
}

/** `$(x && echo ls || echo rm) -rf d`: the words of one of its branches are the program and what stands behind it. */
function chosenPrograms([program, ...rest]: readonly Value[]): readonly (readonly Value[])[] {
  const texts = program?.either ?? program?.flow?.either ?? [];
  if (texts.length === 0) return [];
  if (program?.either !== undefined) return texts.map((text) => [literal(text), ...rest]);
  const all = texts.map((text) => text.split(/\s+/).filter((word) => word !== ""));
  const isWhole = all.flat().every((text, position) => [program, ...rest][position]?.text === text);
  const behind = rest.slice(all.flat().length - 1);
  return isWhole ? all.map((words) => [...words.map(literal), ...behind]) : [];
}

/** What scripts put in front of a command where it is needed: `$SUDO apt-get update`. */
const maybeNothing = /^\$\{?(\w*_)?(SUDO|DRY_?RUN|NICE)(_\w*)?(:?-[\w ]*)?\}?$/i;

/** `$(which rm)` is rm. */
function whichProgram({ known, text, flow }: Value): Value | undefined {
  if (known) return undefined;
  const isWhole = /^(\$\([^()]*\)|`[^`]*`)$/.test(text);
  return isWhole && flow?.from === "installed" && flow.origin !== undefined ? literal(flow.origin) : undefined;
}

/** A search path that was set in this call may lead to a program of the same name that nobody has installed. */
function runFromPath(reading: Reading, scene: Scene, invocation: Invocation): void {
  const [program, ...rest] = invocation.words as [Value, ...Value[]];
  const searched = scene.variables.get("PATH");
  if (searched === undefined) return;
  const certain = searched.known ? searched.text : headOf(searched).slice(0, headOf(searched).lastIndexOf(":") + 1);
  const folders = certain.split(":").filter((one) => one !== "" && !isSystemPath(absolutePath(one, scene.here.cwd.text)));
  for (const path of folders.map((folder) => `${folder}/${program.text}`)) {
    // A program of that name that calls itself means the one behind it.
    if (!scene.via.includes(path)) runProgramFile(reading, scene, { ...invocation, words: [literal(path), ...rest] });
  }
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
  const given = program.flow?.from;
  const from = given === "download" || given === "remote" ? given : "unread";
  say(occasion(reading, scene, invocation), {
    kind: "execute",
    from,
    target: { name: program.text, scope: "unknown", known: false },
    loss: "unknown",
  });
  addDoubt(reading.findings, { code: "unknown-program", what: `which program \`${program.text}\` is`, span: invocation.span });
  return { from: "unread" };
}

function useTool(reading: Reading, scene: Scene, call: Invocation & { readonly name: string }): Flow {
  const tool = toolNamed(call.name);
  const use = useOf(reading, scene, { ...call, shape: tool?.shape ?? noValues });
  return pickedFrom(call.stdin, use.words, outputOf(reading, scene, { call, tool, use }));
}

type Using = { readonly call: Invocation & { readonly name: string }; readonly tool: Tool | undefined; readonly use: Use };

/** Puts on record what it does, and tells what comes out of it. */
function outputOf(reading: Reading, scene: Scene, { call, tool, use }: Using): Flow {
  noteUse(reading, scene, { use, tool, invocation: call });
  const here = occasion(reading, scene, call);
  sayAll(here, reading.declared.tools.get(call.name)?.does?.(use) ?? []);
  const lent = lentBy(use);
  sayAll(here, lent.parts);
  sayAll(here, agentParts(use, reading.agents));
  sayAll(here, partsAgainstGuard(use));
  if (tool === undefined) {
    sayAll(here, strangerParts(use));
    if (lent.runs.length === 0 && wrapperNamed(call.name) === undefined) readTails(reading, scene, call);
    const flow = lent.runs.length === 0 ? strangerFlow(use) : runAll(reading, scene, { invocation: call, runs: lent.runs });
    return printsStartup(use) ? { from: "installed" } : (spoken(use) ?? computed(use) ?? flow);
  }
  sayAll(here, tool.effects?.(use) ?? []);
  for (const saved of tool.saves?.(use) ?? []) remember(reading, scene, saved);
  for (const link of tool.links?.(use) ?? []) addLink(reading.ground.links, link, { cwd: scene.here.cwd, beside: !link.hard });
  const runs = tool.runs === undefined ? lent.runs : tool.runs(use).concat(lent.runs);
  const ran = runs.length === 0 ? passedThrough(call.stdin) : runAll(reading, scene, { invocation: call, runs });
  return printsStartup(use) ? { from: "installed" } : (spoken(use) ?? computed(use) ?? tool.output?.(use) ?? ran);
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
    place: { ground: reading.ground, cwd: scene.here.cwd, orElse: scene.here.orElse },
    stdin,
    dialect: scene.dialect,
    variable: (variable) => variableIn(scene, variable),
    content: (path) => contentOf(reading, scene, path),
    changed: (path) => changedContentOf(reading, scene, path),
  };
}
