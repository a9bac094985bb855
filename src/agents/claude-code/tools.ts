/** The tools of Claude Code, each as an Act. A tool that is not in these tables is never waved through. */
import { isMembers, list, maybe, object, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, globbed, pathOf, shell, tool, type Tools, type ToolUse } from "../tool-table.ts";

/** `mcpServer`: the server that the client itself names for an MCP tool, whose prefix in the tool's name is an abridged form. */
export function readTool(use: ToolUse, mcpServer: string | undefined): Result<Act> {
  const known = actIn(tools, use);
  return known.ok && known.value.kind === "unknown" && use.tool.startsWith("mcp__") ? done(mcpTool(use, mcpServer)) : known;
}

const edit = object({ old_string: text, new_string: text, replace_all: maybe(truth) });

const acts: Tools["acts"] = {
  Bash: tool({ command: text, run_in_background: maybe(truth) }, (input) => shell(input.command, input.run_in_background)),
  PowerShell: tool({ command: text, run_in_background: maybe(truth) }, (input) => ({
    kind: "shell",
    command: input.command,
    dialect: "powershell",
    background: input.run_in_background ?? false,
  })),
  Monitor: monitor,
  Write: tool({ file_path: text, content: text }, (input, use) => ({
    kind: "change",
    files: [{ path: pathOf(input.file_path, use), change: "write", content: input.content }],
  })),
  Edit: tool({ file_path: text, old_string: text, new_string: text, replace_all: maybe(truth) }, (input, use) =>
    edited(pathOf(input.file_path, use), [input]),
  ),
  MultiEdit: tool({ file_path: text, edits: list(edit) }, (input, use) => edited(pathOf(input.file_path, use), input.edits)),
  // The envelope names a cell and its new source; what the cell held before is not in it.
  NotebookEdit: tool({ notebook_path: text, new_source: text }, (input, use) =>
    edited(pathOf(input.notebook_path, use), [{ old_string: "", new_string: input.new_source }]),
  ),
  Read: tool({ file_path: text }, (input, use) => ({ kind: "read", paths: [pathOf(input.file_path, use)] })),
  LS: tool({ path: text }, (input, use) => ({ kind: "read", paths: [pathOf(input.path, use)] })),
  Grep: tool({ pattern: text, path: maybe(text) }, (input, use) => ({ kind: "read", paths: [pathOf(input.path ?? use.cwd, use)] })),
  Glob: tool({ pattern: text, path: maybe(text) }, (input, use) => ({
    kind: "read",
    paths: [globbed(input.pattern, input.path ?? use.cwd, use)],
  })),
  WebFetch: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
  // The query leaves the machine, so it is judged as what it is: text carried to the vendor, which does the searching.
  WebSearch: tool({ query: text }, (input) => ({
    kind: "fetch",
    url: "https://api.anthropic.com/v1/messages",
    method: "POST",
    body: input.query,
  })),
  Agent: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
  Task: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
  SendMessage: tool({ message: text }, (input) => ({ kind: "delegate", text: input.message })),
  CronCreate: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
  Skill: tool({ skill: text, args: maybe(text) }, (input) => ({ kind: "delegate", text: `${input.skill} ${input.args ?? ""}`.trim() })),
  ReadMcpResourceTool: tool({ server: text, uri: text }, (input, use) => ({
    kind: "mcp",
    server: input.server,
    tool: use.tool,
    input: use.input,
  })),
  // Leaving a worktree keeps it, or throws it away with what was not committed.
  ExitWorktree: tool({ discard_changes: maybe(truth) }, (input, use) =>
    input.discard_changes === true ? { kind: "unknown", tool: use.tool, input: use.input } : { kind: "housekeeping", tool: use.tool },
  ),
};

/** Their words lead to later calls, and those are judged when they come. */
const handsOn: ReadonlySet<string> = new Set(["Workflow", "ScheduleWakeup", "RemoteTrigger", "SlashCommand"]);

/** They touch the client's own lists, or stop what an earlier and judged call began. */
const keepsHouse: ReadonlySet<string> = new Set([
  "AskUserQuestion",
  "BashOutput",
  "CronDelete",
  "CronList",
  "EnterPlanMode",
  "EnterWorktree",
  "ExitPlanMode",
  "KillBash",
  "KillShell",
  "ListAgents",
  "ListMcpResourcesTool",
  "ReportFindings",
  "TaskCreate",
  "TaskGet",
  "TaskList",
  "TaskOutput",
  "TaskStop",
  "TaskUpdate",
  "TodoWrite",
  "ToolSearch",
]);

const tools: Tools = { acts, handsOn, keepsHouse };

/** Monitor runs a command or listens to a socket. With both, or neither, it cannot be said what it would do. */
function monitor(use: ToolUse): Result<Act> {
  const { command, ws } = use.input;
  if (typeof command === "string" && ws === undefined) return done(shell(command, true));
  const url = isMembers(ws) ? ws["url"] : undefined;
  if (command === undefined && typeof url === "string") return done({ kind: "fetch", url, method: "GET" });
  return fail({ code: "envelope.monitor", what: "`Monitor input` has neither just a `command` nor just a `ws.url`" });
}

type SaidEdit = { readonly old_string: string; readonly new_string: string; readonly replace_all?: boolean };

function edited(path: string, said: readonly SaidEdit[]): Act {
  const found = said.map((one) => ({ from: one.old_string, to: one.new_string, everywhere: one.replace_all ?? false }));
  return { kind: "change", files: [{ path, change: "edit", edits: found }] };
}

function mcpTool(use: ToolUse, named: string | undefined): Act {
  const prefix = named === undefined ? "" : `mcp__${named.replace(/[^a-zA-Z0-9_-]/g, "_")}__`;
  if (named !== undefined && use.tool.startsWith(prefix))
    return { kind: "mcp", server: named, tool: use.tool.slice(prefix.length), input: use.input };
  const [, server = "", ...rest] = use.tool.split("__");
  return { kind: "mcp", server, tool: rest.join("__"), input: use.input };
}
