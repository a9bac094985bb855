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
import { placeHere, windowsVariable } from "./windows-places.ts";
import type { Run } from "./run.ts";
import type { Reading, Scene } from "../walk/scene.ts";
import { addLink } from "../places/links.ts";
import { linkedOwn } from "../tools/guard/linked-own.ts";
import { doorParts } from "../tools/guard/own-doors.ts";
import { readSql } from "../sql/sql.ts";
import { pathTarget, type Place } from "../places/targets.ts";
import { contentOf, remember } from "../walk/written.ts";

export type CodeRun = Invocation & { readonly language: Language; readonly source: string };

export function runCode(reading: Reading, scene: Scene, run: CodeRun): Flow {
  if (!countCode(reading, run)) return { from: "unread" };
  const { deeds, unread, output } = readCode(run.language, run.source, aroundOf(reading, scene, run));
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

/** A connection has one of the first numbers that are free. */
const connectionNumbers = ["3", "4", "5", "6", "7", "8", "9"] as const;

function descriptorsOf({ descriptors }: Scene, { stdin }: CodeRun): Scene["descriptors"] {
  return stdin?.from === "remote" ? new Map([...connectionNumbers.map((number) => [number, stdin] as const), ...descriptors]) : descriptors;
}

function countCode({ findings }: Reading, { source, span }: CodeRun): boolean {
  findings.parsedChars += source.length;
  if (findings.parsedChars <= limits.parsedChars) return true;
  addDoubt(findings, { code: "bound", what: "more code than can be followed", span });
  return false;
}

function aroundOf({ ground, budget }: Reading, scene: Scene, { stdin, language }: CodeRun): Parameters<typeof readCode>[2] {
  return {
    args: scene.variables.get("@")?.items ?? [],
    stdin,
    variable: (name) => scene.variables.get(name) ?? (isOfWindows(language) ? windowsVariable(name, ground.home) : undefined),
    home: scene.variables.get("HOME") ?? unknownValue("~"),
    cwd: scene.here.cwd,
    budget,
  };
}

type DeedRun = CodeRun & { readonly deed: CodeDeed };

function carryOut(reading: Reading, outer: Scene, run: DeedRun): void {
  const { language } = run;
  const deed = isOfWindows(language) ? deedHere(run.deed, homeIn(reading, outer)) : run.deed;
  const via = `${language}:${deed.line}`;
  const certainty = deed.certainty === "possible" ? deed.certainty : outer.certainty;
  const scene: Scene = { ...outer, certainty, via: [...outer.via, via] };
  const place = { ground: reading.ground, cwd: scene.here.cwd };
  say(occasion(reading, scene, run), ...partsOf(deed, place).map((part) => asWritten(part, { written: run.deed, deed })));
  const runs = runsOf(deed, via);
  const { words, span, stdin } = run;
  const inner = { ...scene, via: outer.via, descriptors: descriptorsOf(scene, run) };
  if (runs.length > 0) reading.walk.runs(reading, inner, { invocation: { words, span, stdin }, runs });
  keep(reading, scene, deed);
}

function isOfWindows(language: Language): boolean {
  return language === "powershell" || language === "cmd";
}

function homeIn({ ground }: Reading, scene: Scene): string {
  const home = scene.variables.get("HOME");
  return home?.known === true ? home.text : ground.home;
}

/** In PowerShell `~` is the home wherever a path stands. */
function deedHere(deed: CodeDeed, home: string): CodeDeed {
  const here = (path: Value): Value => {
    const place = placeHere(path, home);
    return /^~(\/|$)/.test(place.text) ? { ...place, text: home + place.text.slice(1) } : place;
  };
  if ("path" in deed) return { ...deed, path: here(deed.path) };
  return deed.does === "move" || deed.does === "link" ? { ...deed, from: here(deed.from), to: here(deed.to) } : deed;
}

/** A person reads the name that stands in the code. */
function asWritten(part: Part, { written, deed }: { readonly written: CodeDeed; readonly deed: CodeDeed }): Part {
  if (!("path" in written && "path" in deed) || !/^[A-Za-z]:|^HK|^\\\\/.test(written.path.text)) return part;
  return { ...part, target: { ...part.target, name: written.path.text } };
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
      return [...linkedOwn("link", deed.from, place), ...present(fileWrite(deed.to, place, "write"))];
    case "read":
      return [fileRead(deed.path, place)];
    case "chmod":
      return [{ kind: "chmod", mode: deed.mode, target: pathTarget(deed.path, place, "through"), loss: "nothing" }];
    case "network":
      return [...doorParts("connect", deed.url, place), request(deed.url, { carrying: deed.carrying, method: deed.method })];
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
  if (deed.does === "link") addLink(reading.ground.links, { at: deed.to, to: deed.from }, { cwd: scene.here.cwd, beside: false });
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
