/** The tools of Gemini CLI, each as an Act. A tool that is not in these tables is never waved through. */
import { absolutePath } from "../../base/path.ts";
import { list, maybe, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, edits, globbed, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

/** What the client itself says of the server behind a tool: the tool's name holds both in an abridged form. */
export type McpOrigin = { readonly server: string; readonly tool: string };

export function readTool(use: ToolUse, mcp: McpOrigin | undefined): Result<Act> {
  return mcp === undefined ? actIn(tools, use) : done({ kind: "mcp", ...mcp, input: use.input });
}

/** A command may run in another folder than the session's; everything else is meant from there. */
export function folderOfCall({ tool: name, input, cwd }: ToolUse): string {
  const folder = input["dir_path"];
  return name === commandTool && typeof folder === "string" ? absolutePath(folder, cwd) : cwd;
}

const commandTool = "run_shell_command";

/** The client takes `~` as the name of a folder. */
function pathOf(path: string, { cwd }: ToolUse): string {
  return absolutePath(path, cwd);
}

/** Both leave the machine; the vendor does the searching, and most of the fetching. */
const vendor = "https://generativelanguage.googleapis.com/";

const search = tool({ pattern: text, dir_path: maybe(text) }, (input, use) => reads(pathOf(input.dir_path ?? ".", use)));

const tools: Tools = {
  acts: {
    [commandTool]: tool({ command: text, is_background: maybe(truth), dir_path: maybe(text) }, (input) =>
      shell(input.command, input.is_background ?? false),
    ),
    write_file: tool({ file_path: text, content: text }, (input, use) => writes(pathOf(input.file_path, use), input.content)),
    replace: tool({ file_path: text, old_string: text, new_string: text, allow_multiple: maybe(truth) }, (input, use) =>
      edits(pathOf(input.file_path, use), { from: input.old_string, to: input.new_string, everywhere: input.allow_multiple ?? false }),
    ),
    read_file: tool({ file_path: text }, (input, use) => reads(pathOf(input.file_path, use))),
    read_many_files: tool({ include: list(text) }, (input, use) => reads(...input.include.map((pattern) => globbed(pattern, ".", use)))),
    list_directory: tool({ dir_path: text }, (input, use) => reads(pathOf(input.dir_path, use))),
    glob: tool({ pattern: text, dir_path: maybe(text) }, (input, use) => reads(globbed(input.pattern, input.dir_path ?? ".", use))),
    grep_search: search,
    // Its name in older versions; the client still takes it, and hands it on as it came.
    search_file_content: search,
    web_fetch: tool({ prompt: maybe(text), url: maybe(text) }, fetched),
    google_web_search: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    // Which server that is only the client knows; the address begins with a scheme of the server's own.
    read_mcp_resource: tool({ uri: text }, (input, use) => ({ kind: "mcp", server: input.uri, tool: use.tool, input: use.input })),
  },
  handsOn: new Set(["activate_skill", "invoke_agent"]),
  keepsHouse: new Set([
    "ask_user",
    "complete_task",
    "enter_plan_mode",
    "exit_plan_mode",
    "get_internal_docs",
    "list_background_processes",
    "list_mcp_resources",
    "read_background_output",
    "tracker_add_dependency",
    "tracker_create_task",
    "tracker_get_task",
    "tracker_list_tasks",
    "tracker_update_task",
    "tracker_visualize",
    "update_topic",
    "write_todos",
  ]),
};

/** The addresses stand somewhere in its words. An act has one; with several of them nobody can say what it would fetch. */
function fetched(said: { readonly prompt?: string; readonly url?: string }, use: ToolUse): Act {
  const found = [said.url ?? "", said.prompt ?? ""].join(" ").match(/\bhttps?:\/\/[^\s"'<>`]+/gi) ?? [];
  const [url, ...more] = new Set(found);
  return url === undefined || more.length > 0
    ? { kind: "unknown", tool: use.tool, input: use.input }
    : { kind: "fetch", url, method: "GET" };
}
