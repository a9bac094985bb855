/** The tools of GitHub Copilot CLI, each as an Act. A tool that is not in these tables is never waved through. */
import { list, maybe, type Reader, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, edits, globbed, patched, pathOf, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

/**
 * The client joins server and tool of an MCP call with a hyphen and names neither by itself, so nobody can tell where the seam is, nor
 * whether it is a tool of a server at all: such a call is one of a tool that is not known.
 */
export function readTool(use: ToolUse): Result<Act> {
  return actIn(tools, use);
}

/** One folder, or a list of them. */
const folders: Reader<readonly string[]> = (value, at) => {
  if (typeof value !== "string") return list(text)(value, at);
  return done([value]);
};

const vendor = "https://api.githubcopilot.com/";

const tools: Tools = {
  acts: {
    bash: tool({ command: text, mode: maybe(text), detach: maybe(truth) }, (input) =>
      shell(input.command, input.detach === true || input.mode === "async"),
    ),
    powershell: tool({ command: text, mode: maybe(text), detach: maybe(truth) }, (input) => ({
      kind: "shell",
      command: input.command,
      dialect: "powershell",
      background: input.detach === true || input.mode === "async",
    })),
    write_bash: tool({ shellId: text, input: text }, (input) => ({ kind: "type", text: input.input, into: input.shellId })),
    write_powershell: tool({ shellId: text, input: text }, (input) => ({ kind: "type", text: input.input, into: input.shellId })),
    create: tool({ path: text, file_text: text }, (input, use) => writes(pathOf(input.path, use), input.file_text)),
    edit: tool({ path: text, old_str: maybe(text), new_str: maybe(text) }, replaced),
    str_replace: tool({ path: text, old_str: maybe(text), new_str: maybe(text) }, replaced),
    str_replace_editor: editor,
    apply_patch: patched("input", "patch"),
    view: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    grep: tool({ pattern: text, paths: maybe(folders) }, searched),
    rg: tool({ pattern: text, paths: maybe(folders) }, searched),
    glob: tool({ pattern: text, paths: maybe(folders) }, (input, use) =>
      reads(...(input.paths ?? [use.cwd]).map((folder) => globbed(input.pattern, folder, use))),
    ),
    web_fetch: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    // The words leave the machine, so they are judged as what they are: text carried to the vendor, which does the searching.
    web_search: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    lexical_code_search: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    semantic_code_search: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    task: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
    sql: tool({ query: text }, queried),
    session_store_sql: tool({ query: text }, queried),
  },
  handsOn: new Set(["manage_schedule", "skill", "store_memory", "write_agent"]),
  keepsHouse: new Set([
    "ask_user",
    "exit_plan_mode",
    "fetch_copilot_cli_documentation",
    "ide_diagnostics",
    "ide_selection",
    "list_agents",
    "list_bash",
    "list_powershell",
    "read_agent",
    "read_bash",
    "read_powershell",
    "report_intent",
    "stop_bash",
    "stop_powershell",
    "task_complete",
    "update_todo",
  ]),
};

function replaced(input: { readonly path: string; readonly old_str?: string; readonly new_str?: string }, use: ToolUse): Act {
  return edits(pathOf(input.path, use), { from: input.old_str ?? "", to: input.new_str ?? "" });
}

function searched(input: { readonly paths?: readonly string[] }, use: ToolUse): Act {
  return reads(...(input.paths ?? [use.cwd]).map((folder) => pathOf(folder, use)));
}

const editorCommands: Tools["acts"] = {
  view: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
  create: tool({ path: text, file_text: text }, (input, use) => writes(pathOf(input.path, use), input.file_text)),
  str_replace: tool({ path: text, old_str: maybe(text), new_str: maybe(text) }, replaced),
  insert: tool({ path: text, new_str: text }, (input, use) => edits(pathOf(input.path, use), { from: "", to: input.new_str })),
};

/** One tool that is four, told apart by its command. */
function editor(use: ToolUse): Result<Act> {
  const command = use.input["command"];
  const translate = typeof command === "string" && Object.hasOwn(editorCommands, command) ? editorCommands[command] : undefined;
  return translate === undefined ? done({ kind: "unknown", tool: use.tool, input: use.input }) : translate(use);
}

/** The client's own databases; a statement that begins so, and a function or a source in quotes like these, reaches files outside of them. */
const reachingOut =
  /(?:^|;)\s*(?:attach|copy|export|import|install|load|pragma|vacuum)\b|\b(?:load_extension|readfile|writefile|glob|read_\w+|\w+_scan)\s*\(|\b(?:from|join)\s*'/i;

function queried(input: { readonly query: string }, use: ToolUse): Act {
  if (reachingOut.test(input.query)) return { kind: "unknown", tool: use.tool, input: use.input };
  return { kind: "housekeeping", tool: use.tool };
}
