/** What Codex CLI writes to a hook's stdin, as a Call or as news. What cannot be read is a fault, hence a block. */
import { isMembers, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

const told = { session_id: text, cwd: text, permission_mode: maybe(text), agent_id: maybe(text) };
const readTold = object(told);
const readCall = object({ ...told, tool_name: text, tool_use_id: maybe(text) });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const event = text(members.value["hook_event_name"], "hook_event_name");
  if (!event.ok) return unreadable(product, event.fault.what);
  const read = Object.hasOwn(events, event.value) ? events[event.value] : undefined;
  if (read === undefined) return unknownEvent(product, event.value);
  const moment = read(members.value, around);
  if (!moment.ok) return unreadable(product, moment.fault.what);
  const cwd = moment.value.at === "before-call" ? moment.value.call.cwd : moment.value.cwd;
  return cwd.startsWith("/") ? moment : unreadable(product, `\`envelope.cwd\` is not an absolute path: \`${cwd}\``);
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ session_id: "example", cwd, hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command } });
}

const events: Readonly<Record<string, (members: Members, around: Around) => Result<Moment>>> = {
  PreToolUse: beforeCall,
  PostToolUse: (members) => {
    const read = readCall(members, "envelope");
    return read.ok ? done({ at: "after-call", by: callerOf(read.value), cwd: read.value.cwd, tool: read.value.tool_name }) : read;
  },
  SessionStart: (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "session-start", by: callerOf(read.value), cwd: read.value.cwd }) : read;
  },
  Stop: (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "stop", by: callerOf(read.value), cwd: read.value.cwd }) : read;
  },
};

function beforeCall(members: Members, { home }: Around): Result<Moment> {
  const read = readCall(members, "envelope");
  if (!read.ok) return read;
  const { cwd, tool_name: tool } = read.value;
  const input = members["tool_input"];
  if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.tool_input` is not an object" });
  const act = readTool({ tool, input, cwd, home });
  if (!act.ok) return act;
  return done({
    at: "before-call",
    input,
    call: { version: callVersion, act: act.value, by: callerOf(read.value), cwd, home, mode: "read" },
  });
}

type SaidBy = {
  readonly session_id: string;
  readonly permission_mode?: string;
  readonly agent_id?: string;
  readonly tool_use_id?: string;
};

function callerOf(said: SaidBy): Caller {
  return {
    agent: product.name,
    session: said.session_id,
    ...(said.tool_use_id === undefined ? {} : { callId: said.tool_use_id }),
    ...(said.agent_id === undefined ? {} : { subagent: said.agent_id }),
    ...(said.permission_mode === undefined ? {} : { permissionMode: said.permission_mode }),
  };
}
