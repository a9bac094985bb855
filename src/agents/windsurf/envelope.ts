/** What Windsurf writes to a hook's stdin, by its documentation. What cannot be read is a fault, hence a block. */
import { folderOf } from "../../base/path.ts";
import { isMembers, maybe, type Members, object, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { callVersion, type Caller } from "../../guard/guard.ts";
import type { Around, Moment } from "../agent.ts";
import { membersOf, unknownEvent, unreadable } from "../unreadable.ts";
import { product } from "./product.ts";
import { tools } from "./tools.ts";

const readTold = object({ agent_action_name: text, trajectory_id: maybe(text), execution_id: maybe(text) });

export function readEnvelope(envelope: string, around: Around): Result<Moment> {
  const members = membersOf(product, envelope);
  if (!members.ok) return members;
  const told = readTold(members.value, "envelope");
  if (!told.ok) return unreadable(product, told.fault.what);
  const { agent_action_name: event, trajectory_id, execution_id } = told.value;
  const by: Caller = {
    agent: product.name,
    ...(trajectory_id === undefined ? {} : { session: trajectory_id }),
    ...(execution_id === undefined ? {} : { callId: execution_id }),
  };
  const info = members.value["tool_info"];
  if (event === "post_cascade_response") return done({ at: "stop", by, cwd: around.home });
  if (!isMembers(info)) return unreadable(product, "`envelope.tool_info` is not an object");
  const cwd = folderIn(info, around);
  if (!cwd.startsWith("/")) return unreadable(product, `\`envelope.tool_info.cwd\` is not an absolute path: \`${cwd}\``);
  if (over.has(event)) return done({ at: "after-call", by, cwd, tool: event });
  const translate = Object.hasOwn(tools, event) ? tools[event] : undefined;
  if (translate === undefined) return unknownEvent(product, event);
  const act = translate({ tool: event, input: info, cwd, home: around.home });
  if (!act.ok) return unreadable(product, act.fault.what);
  return done({ at: "before-call", call: { version: callVersion, act: act.value, by, cwd, home: around.home, mode: "read" } });
}

const over: ReadonlySet<string> = new Set(["post_run_command", "post_read_code", "post_write_code", "post_mcp_tool_use"]);

/** Only a command says where it runs. A file lies in its folder, and all else is taken to happen at home. */
function folderIn(info: Members, { home }: Around): string {
  const { cwd, file_path } = info;
  if (typeof cwd === "string" && cwd !== "") return cwd;
  return typeof file_path === "string" && file_path.startsWith("/") ? folderOf(file_path) : home;
}

export function example(command: string, cwd: string): string {
  return JSON.stringify({ agent_action_name: "pre_run_command", trajectory_id: "example", tool_info: { command_line: command, cwd } });
}
