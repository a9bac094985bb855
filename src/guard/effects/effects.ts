/** From a call to its effects: the one place that knows which kind of act is read how. */
import { once } from "../../base/once.ts";
import type { Act, Call, FileChange } from "../call.ts";
import { type Brought, broughtIn } from "../brought.ts";
import { newBudget } from "./code/code.ts";
import { literal } from "../shell/value.ts";
import { runWords } from "./running/commands.ts";
import { fileDelete, fileMove, fileRead, fileWrite, type Part, request } from "./describing/deeds.ts";
import { type McpRead, mcpRead } from "./mcp.ts";
import { addDoubt, addEffect, type Findings, noFindings } from "./walk/findings.ts";
import type { Ground } from "./places/ground.ts";
import { say } from "./walk/invocation.ts";
import { runAll } from "./running/runs.ts";
import { firstScene, type Reading, type Scene } from "./walk/scene.ts";
import { walkNode, walkText } from "./walk/statements.ts";
import { subshell } from "./walk/subshells.ts";
import type { Place } from "./places/targets.ts";
import { broughtBy } from "./walk/written.ts";

/** What the reading is told beside the call. */
type Told = Pick<Reading, "agents" | "declared" | "tellsMore">;

type Read = Findings & { /** Files that it fills with what comes from elsewhere. */ readonly brought: readonly Brought[] };

export function effectsOf(call: Call, ground: Ground, told: Told): Read {
  const reading: Reading = {
    ...told,
    ground,
    findings: noFindings(),
    written: new Map(),
    brought: once(() => rememberedIn(call, ground)),
    receivers: [],
    budget: newBudget(),
    walk: { text: walkText, node: walkNode, words: runWords, runs: runAll },
  };
  readAct(reading, call, call.act);
  return { ...reading.findings, brought: broughtBy(reading) };
}

/** It only adds to what is suspected, so a memory that cannot be read takes nothing away. */
function rememberedIn({ by }: Call, { world }: Ground): readonly Brought[] {
  if (by.session === undefined) return [];
  const notes = world.remembered(by.session);
  return notes.known ? broughtIn(notes.value) : [];
}

function readAct(reading: Reading, call: Call, act: Act): void {
  const place = { ground: reading.ground, cwd: literal(call.cwd) };
  switch (act.kind) {
    case "shell":
      return readShellAct(reading, call, act);
    case "change":
      return sayParts(
        reading,
        call,
        act.files.flatMap((file) => changeParts(file, place)),
      );
    case "read":
      return sayParts(
        reading,
        call,
        act.paths.map((path) => fileRead(literal(path), place)),
      );
    case "fetch":
      return sayParts(reading, call, [fetchPart(act)]);
    case "type":
      return doubtful(reading, "unread-code", `text typed into \`${act.into}\``);
    case "mcp":
      return readMcpAct(reading, call, mcpRead(act, place));
    case "unknown":
      return doubtful(reading, "unknown-tool", `what the tool \`${act.tool}\` would do`);
    case "delegate":
    case "housekeeping":
      return;
  }
}

/** A server may well run its commands on another machine. */
function readMcpAct(reading: Reading, call: Call, { parts, commands, isShell }: McpRead): void {
  sayParts(reading, call, parts);
  const findings = isShell ? reading.findings : noFindings();
  const there: Scene = { ...firstScene(call), certainty: "possible", via: [call.act.kind], within: { start: 0, end: 0 } };
  for (const text of commands) subshell(reading, there, { run: (scene) => walkText({ ...reading, findings }, scene, text) });
  for (const effect of findings.effects) addEffect(reading.findings, effect);
}

function readShellAct(reading: Reading, call: Call, act: Extract<Act, { kind: "shell" }>): void {
  if (act.dialect !== "bash") return doubtful(reading, "dialect", `the command is ${act.dialect}, which is not read yet`);
  subshell(reading, firstScene(call), { run: (scene) => walkText(reading, scene, act.command) });
}

function changeParts(file: FileChange, place: Place): readonly Part[] {
  const path = literal(file.path);
  if (file.change === "delete") return [fileDelete(path, place, false)];
  if (file.change === "move") return [fileMove(path, place), ...changeParts({ path: file.to, change: "write", content: "" }, place)];
  const write = fileWrite(path, place, file.change === "write" ? "overwrite" : "write");
  return write === undefined ? [] : [write];
}

function fetchPart({ url, method, body }: Extract<Act, { kind: "fetch" }>): Part {
  return request(literal(url), { carrying: body === undefined ? "nothing" : "text", method });
}

function sayParts(reading: Reading, call: Call, parts: readonly Part[]): void {
  say({ reading, scene: firstScene(call), span: { start: 0, end: 0 }, tool: call.act.kind }, ...parts);
}

function doubtful(reading: Reading, code: "dialect" | "unread-code" | "unknown-tool", what: string): void {
  addDoubt(reading.findings, { code, what, span: { start: 0, end: 0 } });
}
