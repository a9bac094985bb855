/** What our plugin in OpenCode writes to the guard, as a moment. What cannot be read is a fault, hence a block. */
import { absolute, isMembers, list, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { folderOfCall, readTool } from "./tools.ts";

const told = { session: text, directory: absolute, call: maybe(text) };
const readTold = object(told);
const readAfter = object({ ...told, tool: text });
const readCall = object({ ...told, tool: text, servers: list(text), shell: maybe(text) });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const event = text(members.value["event"], "envelope.event");
  if (!event.ok) return unreadable(product, event.fault.what);
  const read = Object.hasOwn(events, event.value) ? events[event.value] : undefined;
  if (read === undefined) return unknownEvent(product, event.value);
  const moment = read(members.value, around);
  return moment.ok ? moment : unreadable(product, moment.fault.what);
}

const events: Readonly<Record<string, (members: Members, around: Around) => Result<Moment>>> = {
  "tool.execute.before": beforeCall,
  "tool.execute.after": (members) => {
    const read = readAfter(members, "envelope");
    return read.ok ? done({ at: "after-call", by: callerOf(read.value), cwd: read.value.directory, tool: read.value.tool }) : read;
  },
  "session.created": (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "session-start", by: callerOf(read.value), cwd: read.value.directory }) : read;
  },
  "session.idle": (members) => {
    const read = readTold(members, "envelope");
    return read.ok ? done({ at: "stop", by: callerOf(read.value), cwd: read.value.directory }) : read;
  },
};

/** An envelope says nothing of the pane, so the mode is the strict one here; whoever knows better sets it. */
function beforeCall(members: Members, { home }: Around): Result<Moment> {
  const read = readCall(members, "envelope");
  if (!read.ok) return read;
  const { directory, tool, servers, shell } = read.value;
  const input = members["args"];
  if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.args` is not an object" });
  const use = { tool, input, cwd: directory, home };
  const act = readTool(use, { servers, shell });
  if (!act.ok) return act;
  const call = { version: callVersion, act: act.value, by: callerOf(read.value), cwd: folderOfCall(use), home, mode: "read" } as const;
  return done({ at: "before-call", call });
}

/** A subagent has a session of its own, which is all that is said of it. */
function callerOf({ session, call }: { readonly session: string; readonly call?: string }): Caller {
  return { agent: product.name, session, ...(call === undefined ? {} : { callId: call }) };
}

export function example(command: string, cwd: string): string {
  const args = { command, description: "an example" };
  return JSON.stringify({ event: "tool.execute.before", session: "example", directory: cwd, tool: "bash", args, servers: [] });
}
