/** What Factory Droid writes to a hook's stdin, by its documentation. What cannot be read is a fault, hence a block. */
import { absolute, isMembers, type Members, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const event = text(named(members.value, "hook_event_name", "hookEventName"), "envelope.hook_event_name");
  if (!event.ok) return unreadable(product, event.fault.what);
  const read = Object.hasOwn(events, event.value) ? events[event.value] : undefined;
  if (read === undefined) return unknownEvent(product, event.value);
  const cwd = absolute(members.value["cwd"], "envelope.cwd");
  if (!cwd.ok) return unreadable(product, cwd.fault.what);
  const moment = read(members.value, { by: callerIn(members.value), cwd: cwd.value, home: around.home });
  return moment.ok ? moment : unreadable(product, moment.fault.what);
}

type Told = { readonly by: Caller; readonly cwd: string; readonly home: string };

const events: Readonly<Record<string, (members: Members, told: Told) => Result<Moment>>> = {
  PreToolUse: (members, { by, cwd, home }) => {
    const tool = text(members["tool_name"], "envelope.tool_name");
    if (!tool.ok) return tool;
    const input = members["tool_input"];
    if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.tool_input` is not an object" });
    const act = readTool({ tool: tool.value, input, cwd, home });
    return act.ok ? done({ at: "before-call", call: { version: callVersion, act: act.value, by, cwd, home, mode: "read" } }) : act;
  },
  PostToolUse: (members, { by, cwd }) => {
    const tool = text(members["tool_name"], "envelope.tool_name");
    return tool.ok ? done({ at: "after-call", by, cwd, tool: tool.value }) : tool;
  },
  SessionStart: (_members, { by, cwd }) => done({ at: "session-start", by, cwd }),
  Stop: (_members, { by, cwd }) => done({ at: "stop", by, cwd }),
};

/** The documentation writes them with underscores; other descriptions of the product do not. */
function named(members: Members, ...names: readonly string[]): Members[string] | undefined {
  return names.map((name) => members[name]).find((value) => value !== undefined);
}

function callerIn(members: Members): Caller {
  const session = named(members, "session_id", "sessionId");
  const mode = named(members, "permission_mode", "permissionMode");
  return {
    agent: product.name,
    ...(typeof session === "string" ? { session } : {}),
    ...(typeof mode === "string" ? { permissionMode: mode } : {}),
  };
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ session_id: "example", cwd, hook_event_name: "PreToolUse", tool_name: "Execute", tool_input: { command } });
}
