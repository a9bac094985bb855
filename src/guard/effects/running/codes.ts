/** Code in other languages than the shell's: what it would do becomes effects, what it runs is followed. */
import { limits } from "../../limits.ts";
import type { Flow, Value } from "../../shell/value.ts";
import { unknownValue } from "../../shell/value.ts";
import type { DoubtCode } from "../../effect.ts";
import { type CodeDeed, notUnderstood, reachesMachine, readCode, type Unread } from "../code/code.ts";
import { fileDelete, fileMove, fileRead, fileWrite, type Part, request } from "../describing/deeds.ts";
import { addDoubt } from "../walk/findings.ts";
import { type Invocation, occasion, say } from "../walk/invocation.ts";
import type { Language } from "./language.ts";
import type { Run } from "./run.ts";
import type { Reading, Scene } from "../walk/scene.ts";
import { readSql } from "../sql/sql.ts";
import { pathTarget, type Place } from "../places/targets.ts";
import { contentOf, remember } from "../walk/written.ts";

export type CodeRun = Invocation & { readonly language: Language; readonly source: string };

export function runCode(reading: Reading, scene: Scene, run: CodeRun): Flow {
  if (!countCode(reading, run)) return { from: "unread" };
  const { deeds, unread, output } = readCode(run.language, run.source, aroundOf(scene, run));
  const stdin = connectionIn(deeds) ?? run.stdin;
  for (const deed of deeds) carryOut(reading, scene, { ...run, stdin, deed });
  for (const one of unread) doubtAbout(reading, run, one);
  return output ?? { from: "unread" };
}

/** Code that connects to another machine may hand the connection to what it starts, which then does as that machine says. */
function connectionIn(deeds: readonly CodeDeed[]): Flow | undefined {
  const origin = deeds.flatMap((deed) => (deed.does === "network" && deed.method === "CONNECT" ? [deed.url.text] : []))[0];
  return origin === undefined ? undefined : { from: "remote", origin };
}

function countCode({ findings }: Reading, { source, span }: CodeRun): boolean {
  findings.parsedChars += source.length;
  if (findings.parsedChars <= limits.parsedChars) return true;
  addDoubt(findings, { code: "bound", what: "more code than can be followed", span });
  return false;
}

function aroundOf(scene: Scene, { stdin }: CodeRun): Parameters<typeof readCode>[2] {
  return {
    args: scene.variables.get("@")?.items ?? [],
    stdin,
    variable: (name) => scene.variables.get(name),
    home: scene.variables.get("HOME") ?? unknownValue("~"),
    cwd: scene.here.cwd,
  };
}

type DeedRun = CodeRun & { readonly deed: CodeDeed };

function carryOut(reading: Reading, outer: Scene, run: DeedRun): void {
  const { language } = run;
  const deed = language === "powershell" ? inHome(run.deed, outer) : run.deed;
  const via = `${language}:${deed.line}`;
  const certainty = deed.certainty === "possible" ? deed.certainty : outer.certainty;
  const scene: Scene = { ...outer, certainty, via: [...outer.via, via] };
  const place = { ground: reading.ground, cwd: scene.here.cwd };
  say(occasion(reading, scene, run), ...partsOf(deed, place));
  const runs = runsOf(deed, via);
  const { words, span, stdin } = run;
  if (runs.length > 0) reading.walk.runs(reading, { ...scene, via: outer.via }, { invocation: { words, span, stdin }, runs });
  keep(reading, scene, deed);
}

/** In PowerShell `~` is the home wherever a path stands. */
function inHome(deed: CodeDeed, scene: Scene): CodeDeed {
  const home = scene.variables.get("HOME");
  if (!("path" in deed) || home?.known !== true || !/^~([\\/]|$)/.test(deed.path.text)) return deed;
  return { ...deed, path: { ...deed.path, text: home.text + deed.path.text.slice(1).replaceAll("\\", "/") } };
}

/** What it does itself; what it lets run is not among it. */
function partsOf(deed: CodeDeed, place: Place): readonly Part[] {
  switch (deed.does) {
    case "delete":
      return [fileDelete(deed.path, place, deed.whole)];
    case "write":
    case "overwrite":
      return present(fileWrite(deed.path, place, deed.does));
    case "move":
      return [fileMove(deed.from, place), ...present(fileWrite(deed.to, place, "overwrite"))];
    case "link":
      return present(fileWrite(deed.to, place, "write"));
    case "read":
      return [fileRead(deed.path, place)];
    case "chmod":
      return [{ kind: "chmod", mode: deed.mode, target: pathTarget(deed.path, place, "through"), loss: "nothing" }];
    case "network":
      return [request(deed.url, { carrying: deed.carrying, method: deed.method })];
    case "kill":
      return [killPart(deed.what, deed.signal)];
    case "data":
      return dataParts(deed.statement);
    case "shell":
    case "words":
    case "code":
    case "file":
      return [];
  }
}

function present<T>(part: T | undefined): readonly T[] {
  return part === undefined ? [] : [part];
}

function killPart(what: Value, signal: string): Part {
  return {
    kind: "kill",
    signal,
    target: { name: what.text, scope: what.known ? "process" : "unknown", known: what.known },
    loss: "unknown",
  };
}

/** Which database it is stands elsewhere in the code. */
function dataParts(statement: Value): readonly Part[] {
  return readSql(statement.text, "other").flatMap((one): readonly Part[] => {
    if (!("of" in one)) return [];
    const target = { name: one.name === "" ? "a database" : one.name, scope: "remote" as const, known: statement.known };
    const { does, of, whole } = one;
    return [{ kind: "data", statement: does, of, whole, environment: "unknown", target, loss: whole ? "forever" : "unknown" }];
  });
}

function runsOf(deed: CodeDeed, via: string): readonly Run[] {
  const { certainty } = deed;
  const around = { via, ...(certainty === "possible" ? { certainty } : {}) };
  switch (deed.does) {
    case "shell":
      return [{ ...around, as: "shell", text: deed.text }];
    case "words":
      return [{ ...around, as: "words", words: deed.words }];
    case "code":
      return [{ ...around, as: "code", language: deed.language, text: deed.text }];
    case "file":
      // What a program takes in may be data as well.
      if (/\.(json5?|node|ya?ml|css|txt|html?)$/.test(deed.path.text)) return [];
      return [{ ...around, as: "file", path: deed.path, ...(deed.language === "unknown" ? {} : { language: deed.language }) }];
    default:
      return [];
  }
}

/** A script that code writes and then runs is as trusted as what went into it. */
function keep(reading: Reading, scene: Scene, deed: CodeDeed): void {
  if (deed.does === "write" || deed.does === "overwrite")
    remember(reading, scene, { path: deed.path, flow: deed.flow, append: deed.does === "write" });
  if (deed.does === "move" || deed.does === "link")
    remember(reading, scene, { path: deed.to, flow: contentOf(reading, scene, deed.from), append: false });
}

function doubtAbout(reading: Reading, run: CodeRun, unread: Unread): void {
  const { language, span } = run;
  addDoubt(reading.findings, { code: doubtCode(run, unread), what: `${language} line ${unread.line}: ${unread.what}`, span });
}

/** What is no valid text is not run at all, unless we are the ones who do not understand it; then its words tell whether that matters. */
function doubtCode({ source }: CodeRun, { what, bound }: Unread): DoubtCode {
  if (bound) return "bound";
  return what === notUnderstood && !reachesMachine(source) ? "malformed" : "unread-code";
}
