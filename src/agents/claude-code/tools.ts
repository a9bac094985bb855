/** The tools of Claude Code, each as an Act. A tool that is not in these tables is never waved through. */
import { absolutePath } from "../../base/path.ts";
import type { Json } from "../../base/json.ts";
import { isMembers, list, type Maybe, maybe, type Members, object, type Reader, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";

export type ToolUse = {
  readonly tool: string;
  readonly input: Members;
  /** The server that the client itself names for an MCP tool: its prefix in the tool's name is an abridged form. */
  readonly mcpServer: string | undefined;
  readonly cwd: string;
  readonly home: string;
};

export function readTool(use: ToolUse): Result<Act> {
  const translate = Object.hasOwn(tools, use.tool) ? tools[use.tool] : undefined;
  if (translate !== undefined) return translate(use);
  if (handsOn.has(use.tool)) return done({ kind: "delegate", text: wordsIn(use.input).join("\n") });
  if (keepsHouse.has(use.tool)) return done({ kind: "housekeeping", tool: use.tool });
  return done(use.tool.startsWith("mcp__") ? mcpTool(use) : unknownTool(use));
}

type Translate = (use: ToolUse) => Result<Act>;

/** One input reader and one projection: the fields a guard must know, whatever else the client adds. */
function tool<F extends { readonly [name: string]: Reader<unknown> | Maybe<unknown> }>(
  fields: F,
  act: (input: Extract<ReturnType<ReturnType<typeof object<F>>>, { readonly ok: true }>["value"], use: ToolUse) => Act,
): Translate {
  const read = object(fields);
  return (use) => {
    const input = read(use.input, `${use.tool} input`);
    return input.ok ? done(act(input.value, use)) : input;
  };
}

const edit = object({ old_string: text, new_string: text, replace_all: maybe(truth) });

const tools: Readonly<Record<string, Translate>> = {
  Bash: tool({ command: text, run_in_background: maybe(truth) }, (input) => shell(input.command, input.run_in_background ?? false)),
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
    edits(pathOf(input.file_path, use), [input]),
  ),
  MultiEdit: tool({ file_path: text, edits: list(edit) }, (input, use) => edits(pathOf(input.file_path, use), input.edits)),
  // The envelope names a cell and its new source; what the cell held before is not in it.
  NotebookEdit: tool({ notebook_path: text, new_source: text }, (input, use) =>
    edits(pathOf(input.notebook_path, use), [{ old_string: "", new_string: input.new_source }]),
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
    input.discard_changes === true ? unknownTool(use) : { kind: "housekeeping", tool: use.tool },
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

function shell(command: string, background: boolean): Act {
  return { kind: "shell", command, dialect: "bash", background };
}

/** Monitor runs a command or listens to a socket. With both, or neither, it cannot be said what it would do. */
function monitor(use: ToolUse): Result<Act> {
  const { command, ws } = use.input;
  if (typeof command === "string" && ws === undefined) return done(shell(command, true));
  const url = isMembers(ws) ? ws["url"] : undefined;
  if (command === undefined && typeof url === "string") return done({ kind: "fetch", url, method: "GET" });
  return fail({ code: "envelope.monitor", what: "`Monitor input` has neither just a `command` nor just a `ws.url`" });
}

type SaidEdit = { readonly old_string: string; readonly new_string: string; readonly replace_all?: boolean };

function edits(path: string, said: readonly SaidEdit[]): Act {
  const found = said.map((one) => ({ from: one.old_string, to: one.new_string, everywhere: one.replace_all ?? false }));
  return { kind: "change", files: [{ path, change: "edit", edits: found }] };
}

function pathOf(path: string, use: ToolUse): string {
  if (path === "~" || path.startsWith("~/")) return absolutePath(`${use.home}/${path.slice(1)}`, use.cwd);
  return absolutePath(path, use.cwd);
}

/** The deepest folder that every match lies in: the pattern may climb or be absolute itself. */
function globbed(pattern: string, folder: string, use: ToolUse): string {
  const parts = pattern.split("/");
  const open = parts.findIndex((part) => /[*?[\]{}!]/.test(part));
  const fixed = (open === -1 ? parts : parts.slice(0, open)).join("/");
  if (fixed === "" && open > 0) return "/";
  return fixed.startsWith("/") || fixed.startsWith("~") ? pathOf(fixed, use) : absolutePath(fixed, pathOf(folder, use));
}

function mcpTool(use: ToolUse): Act {
  const named = use.mcpServer;
  const prefix = named === undefined ? "" : `mcp__${named.replace(/[^a-zA-Z0-9_-]/g, "_")}__`;
  if (named !== undefined && use.tool.startsWith(prefix))
    return { kind: "mcp", server: named, tool: use.tool.slice(prefix.length), input: use.input };
  const [, server = "", ...rest] = use.tool.split("__");
  return { kind: "mcp", server, tool: rest.join("__"), input: use.input };
}

function unknownTool(use: ToolUse): Act {
  return { kind: "unknown", tool: use.tool, input: use.input };
}

function wordsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
