/** What Cursor writes to a hook's stdin, by its documentation. What cannot be read is a fault, hence a block. */
import { type Json, readJson } from "../../base/json.ts";
import { absolute, isMembers, list, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type Act, callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { pathOf, reads, shell } from "../tool-table.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const event = text(members.value["hook_event_name"], "envelope.hook_event_name");
  if (!event.ok) return unreadable(product, event.fault.what);
  const read = Object.hasOwn(events, event.value) ? events[event.value] : undefined;
  if (read === undefined) return unknownEvent(product, event.value);
  const told = toldIn(members.value);
  const moment = told.ok ? read(members.value, told.value, around) : told;
  return moment.ok ? moment : unreadable(product, moment.fault.what);
}

type Told = { readonly by: Caller; readonly cwd: string };
type Reading = (members: Members, told: Told, around: Around) => Result<Moment>;

const events: Readonly<Record<string, Reading>> = {
  beforeShellExecution: asking((members) => {
    const command = text(members["command"], "envelope.command");
    return command.ok ? done(shell(command.value)) : command;
  }),
  beforeMCPExecution: asking((members) => {
    const tool = text(members["tool_name"], "envelope.tool_name");
    return tool.ok ? done({ kind: "mcp", server: serverIn(members), tool: tool.value, input: parsed(members["tool_input"]) }) : tool;
  }),
  beforeReadFile: asking((members, use) => {
    const path = text(members["file_path"], "envelope.file_path");
    return path.ok ? done(reads(pathOf(path.value, use))) : path;
  }),
  preToolUse: asking((members, use) => {
    const tool = text(members["tool_name"], "envelope.tool_name");
    if (!tool.ok) return tool;
    const input = parsed(members["tool_input"]);
    if (!isMembers(input)) return fail({ code: "read.shape", what: "`envelope.tool_input` is not an object" });
    return readTool({ tool: tool.value, input, ...use });
  }),
  postToolUse: (members, told) => {
    const tool = text(members["tool_name"], "envelope.tool_name");
    return tool.ok ? done({ at: "after-call", ...told, tool: tool.value }) : tool;
  },
  sessionStart: (_members, told) => done({ at: "session-start", ...told }),
  stop: (_members, told) => done({ at: "stop", ...told }),
};

function asking(act: (members: Members, use: { readonly cwd: string; readonly home: string }) => Result<Act>): Reading {
  return (members, { by, cwd }, { home }) => {
    const found = act(members, { cwd, home });
    if (!found.ok) return found;
    const input = parsed(members["tool_input"]);
    const given = members["hook_event_name"] === "preToolUse" && isMembers(input) ? { input } : {};
    return done({ at: "before-call", ...given, call: { version: callVersion, act: found.value, by, cwd, home, mode: "read" } });
  };
}

const readTold = object({
  conversation_id: maybe(text),
  session_id: maybe(text),
  tool_use_id: maybe(text),
  cwd: maybe(text),
  workspace_roots: maybe(list(text)),
});

/** The folder of the call, or the first of the workspace: some events name one, some the other, and a shell may have one of its own. */
function toldIn(members: Members): Result<Told> {
  const read = readTold(members, "envelope");
  if (!read.ok) return read;
  const { conversation_id, session_id, tool_use_id, workspace_roots } = read.value;
  const input = parsed(members["tool_input"]);
  const own = isMembers(input) ? input["working_directory"] : undefined;
  const cwd = absolute(own || read.value.cwd || workspace_roots?.[0], "envelope.cwd");
  if (!cwd.ok) return cwd;
  const session = conversation_id ?? session_id;
  const by = {
    agent: product.name,
    ...(session === undefined ? {} : { session }),
    ...(tool_use_id === undefined ? {} : { callId: tool_use_id }),
  };
  return done({ by, cwd: cwd.value });
}

/** A server is named by where it is: its address, or the command that started it. */
function serverIn(members: Members): string {
  const named = members["url"] ?? members["command"];
  return typeof named === "string" ? named : "";
}

/** Arguments come as an object or as the text of one. */
function parsed(input: Json | undefined): Json {
  if (typeof input !== "string") return input ?? {};
  const read = readJson(input);
  return read.ok ? read.value : input;
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ conversation_id: "example", hook_event_name: "beforeShellExecution", workspace_roots: [cwd], cwd, command });
}
