/** What Claude Code writes to a hook's stdin, as a Call. What cannot be read is a fault, hence a block. */
import type { Fault } from "../../base/fault.ts";
import { type Json, readJson } from "../../base/json.ts";
import { isMembers, maybe, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { callVersion, type Call } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { product } from "./product.ts";
import { readTool } from "./tools.ts";

const readBeforeCall = object({
  session_id: text,
  cwd: text,
  tool_name: text,
  tool_use_id: maybe(text),
  permission_mode: maybe(text),
  agent_id: maybe(text),
});

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const json = readJson(envelope);
  if (!json.ok) return unreadable(`it is not JSON (${json.fault.what})`);
  const members = json.value;
  if (!isMembers(members)) return unreadable("it is not a JSON object");
  const event = text(members["hook_event_name"], "hook_event_name");
  if (!event.ok) return unreadable(event.fault.what);
  if (event.value !== "PreToolUse") return fail(unknownEvent(event.value));
  const read = readBeforeCall(members, "envelope");
  if (!read.ok) return unreadable(read.fault.what);
  const { cwd, tool_name: tool } = read.value;
  if (!cwd.startsWith("/")) return unreadable(`\`envelope.cwd\` is not an absolute path: \`${cwd}\``);
  if (!isMembers(members["tool_input"])) return unreadable("`envelope.tool_input` is not an object");
  const act = readTool({ tool, input: members["tool_input"], mcpServer: serverName(members["mcp_server"]), cwd, home: around.home });
  return act.ok ? done({ at: "before-call", call: callOf(read.value, act.value, around.home) }) : unreadable(act.fault.what);
}

export function example(command: string, cwd: string): string {
  const input = { command, description: "an example" };
  return JSON.stringify({ session_id: "example", cwd, hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: input });
}

type BeforeCall = Extract<ReturnType<typeof readBeforeCall>, { readonly ok: true }>["value"];

/** An envelope says nothing of the pane, so the mode is the strict one here; whoever knows better sets it. */
function callOf(said: BeforeCall, act: Call["act"], home: string): Call {
  const by = {
    agent: product.name,
    session: said.session_id,
    ...(said.tool_use_id === undefined ? {} : { callId: said.tool_use_id }),
    ...(said.agent_id === undefined ? {} : { subagent: said.agent_id }),
    ...(said.permission_mode === undefined ? {} : { permissionMode: said.permission_mode }),
  };
  return { version: callVersion, act, by, cwd: said.cwd, home, mode: "read" };
}

function serverName(server: Json | undefined): string | undefined {
  const name = isMembers(server) ? server["name"] : undefined;
  return typeof name === "string" ? name : undefined;
}

function unreadable(why: string): Result<never> {
  return fail({
    code: "envelope.unreadable",
    what: `what ${product.title} sent cannot be read: ${why}`,
    todo: "update sheepdog, then run `sheepdog doctor`",
  });
}

function unknownEvent(event: string): Fault {
  const what = `${product.title} asked about \`${event}\`, and only \`PreToolUse\` is known here`;
  return { code: "envelope.unknown-event", what, todo: "take the hook entry for that event out of the settings" };
}
