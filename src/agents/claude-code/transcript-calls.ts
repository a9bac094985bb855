/** What the sessions of Claude Code wanted to do, as their transcripts tell it: each use of a tool as the call that a hook would have got. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done } from "../../base/result.ts";
import { type Caller, callVersion } from "../../guard/guard.ts";
import type { Around } from "../agent.ts";
import type { ToldCall, TranscriptCalls } from "../installer.ts";
import { toldAt } from "../told-at.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

export const transcriptCalls: TranscriptCalls = { isLine, among };

function isLine({ sessionId, type, message }: Members): boolean {
  return typeof sessionId === "string" && typeof type === "string" && (isMembers(message) || message === undefined);
}

function* among(lines: Iterable<string>, around: Around): Iterable<ToldCall> {
  for (const text of lines) {
    // Most lines are results and thoughts; reading those as JSON would take most of the time.
    if (!text.includes('"tool_use"')) continue;
    const line = readJson(text);
    if (line.ok && isMembers(line.value)) yield* callsIn(line.value, around);
  }
}

function* callsIn(line: Members, { home }: Around): Iterable<ToldCall> {
  const { cwd, message } = line;
  const content = isMembers(message) ? message["content"] : undefined;
  if (typeof cwd !== "string" || !cwd.startsWith("/") || !Array.isArray(content)) return;
  for (const part of content.filter(isMembers)) {
    const { type, name: tool, id, input } = part;
    if (type !== "tool_use" || typeof tool !== "string" || !isMembers(input)) continue;
    const act = readTool({ tool, input, cwd, home }, undefined);
    const by = callerOf(line, typeof id === "string" ? id : undefined);
    yield {
      ...toldAt(line["timestamp"]),
      ...(typeof id === "string" && { id }),
      call: act.ok ? done({ version: callVersion, act: act.value, by, cwd, home, mode: "read" }) : act,
    };
  }
}

function callerOf({ sessionId, agentId }: Members, callId: string | undefined): Caller {
  return {
    agent: product.name,
    ...(typeof sessionId === "string" && { session: sessionId }),
    ...(callId !== undefined && { callId }),
    ...(typeof agentId === "string" && { subagent: agentId }),
  };
}
