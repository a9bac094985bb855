/** What Gemini CLI writes to a hook's stdin, as a moment. What cannot be read is a fault, hence a block. */
import { absolute, anything, isMembers, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { folderOfCall, readTool } from "./tools.ts";

const told = { session_id: text, cwd: absolute };
const readTold = object(told);
const readCall = object({
  ...told,
  tool_name: text,
  tool_input: anything,
  mcp_context: maybe(object({ server_name: text, tool_name: text })),
});

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const event = text(members.value["hook_event_name"], "envelope.hook_event_name");
  if (!event.ok) return unreadable(product, event.fault.what);
  const read = Object.hasOwn(events, event.value) ? events[event.value] : undefined;
  if (read === undefined) return unknownEvent(product, event.value);
  const moment = read(members.value, around);
  return moment.ok ? moment : unreadable(product, moment.fault.what);
}

const events: Readonly<Record<string, (members: Members, around: Around) => Result<Moment>>> = {
  BeforeTool: beforeCall,
  AfterTool: (members) => {
    const read = readCall(members, "envelope");
    return read.ok ? done({ at: "after-call", by: callerOf(read.value), cwd: read.value.cwd, tool: read.value.tool_name }) : read;
  },
  SessionStart: (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "session-start", by: callerOf(read.value), cwd: read.value.cwd }) : read;
  },
  AfterAgent: (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "stop", by: callerOf(read.value), cwd: read.value.cwd }) : read;
  },
};

/** An envelope says nothing of the pane, so the mode is the strict one here; whoever knows better sets it. */
function beforeCall(members: Members, { home }: Around): Result<Moment> {
  const read = readCall(members, "envelope");
  if (!read.ok) return read;
  const { cwd: folder, tool_name: tool, tool_input: input, mcp_context: mcp } = read.value;
  if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.tool_input` is not an object" });
  const use = { tool, input, cwd: folder, home };
  const act = readTool(use, mcp === undefined ? undefined : { server: mcp.server_name, tool: mcp.tool_name });
  if (!act.ok) return act;
  const call = { version: callVersion, act: act.value, by: callerOf(read.value), cwd: folderOfCall(use), home, mode: "read" } as const;
  return done({ at: "before-call", call });
}

/** The client numbers no call, and says nothing of the subagent that makes it. */
function callerOf(said: { readonly session_id: string }): Caller {
  return { agent: product.name, session: said.session_id };
}

export function example(command: string, cwd: string): string {
  const input = { command, description: "an example" };
  return JSON.stringify({ session_id: "example", cwd, hook_event_name: "BeforeTool", tool_name: "run_shell_command", tool_input: input });
}
