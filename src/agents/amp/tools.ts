/** The tools of Amp, as its documentation names them, each as an Act. A tool that is not in these tables is never waved through. */
import { maybe, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, edits, globbed, pathOf, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

export function readTool(use: ToolUse): Result<Act> {
  const [, server, name] = /^mcp__(.+?)__(.+)$/.exec(use.tool) ?? [];
  if (server === undefined || name === undefined) return actIn(tools, use);
  return done({ kind: "mcp", server, tool: name, input: use.input });
}

const vendor = "https://ampcode.com/";

const tools: Tools = {
  acts: {
    Bash: tool({ cmd: text }, (input) => shell(input.cmd)),
    create_file: tool({ path: text, content: text }, (input, use) => writes(pathOf(input.path, use), input.content)),
    edit_file: tool({ path: text, old_str: text, new_str: text, replace_all: maybe(truth) }, (input, use) =>
      edits(pathOf(input.path, use), { from: input.old_str, to: input.new_str, everywhere: input.replace_all ?? false }),
    ),
    undo_edit: tool({ path: text }, (input, use) => edits(pathOf(input.path, use), { from: "", to: "" })),
    Read: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    Grep: tool({ path: maybe(text) }, (input, use) => reads(pathOf(input.path ?? use.cwd, use))),
    glob: tool({ filePattern: text }, (input, use) => reads(globbed(input.filePattern, use.cwd, use))),
    read_web_page: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    web_search: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    Task: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
    oracle: tool({ task: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.task })),
    librarian: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    finder: tool({ query: text }, (input) => ({ kind: "delegate", text: input.query })),
  },
  handsOn: new Set(["handoff", "skill"]),
  keepsHouse: new Set(["get_diagnostics", "mermaid", "todo_read", "todo_write"]),
};
