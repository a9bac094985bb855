/** The tools of Cursor, as its documentation names them, each as an Act. A tool that is not in these tables is never waved through. */
import { maybe, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, edits, pathOf, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

const mcpPrefix = "MCP:";

/** Under this event the client names the tool of an MCP server and not the server itself; the event for MCP calls says more. */
export function readTool(use: ToolUse): Result<Act> {
  if (!use.tool.startsWith(mcpPrefix)) return actIn(tools, use);
  return done({ kind: "mcp", server: "", tool: use.tool.slice(mcpPrefix.length), input: use.input });
}

const tools: Tools = {
  acts: {
    Shell: tool({ command: text }, (input) => shell(input.command)),
    Write: written,
    Read: tool({ file_path: text }, (input, use) => reads(pathOf(input.file_path, use))),
    Grep: tool({ pattern: text, path: maybe(text) }, (input, use) => reads(pathOf(input.path ?? use.cwd, use))),
    Delete: tool({ file_path: text }, (input, use) => ({
      kind: "change",
      files: [{ path: pathOf(input.file_path, use), change: "delete" }],
    })),
    Task: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
  },
  handsOn: new Set(),
  keepsHouse: new Set(),
};

const whole = tool({ file_path: text, content: text }, (input, use) => writes(pathOf(input.file_path, use), input.content));
const part = tool({ file_path: text, old_string: text, new_string: text }, (input, use) =>
  edits(pathOf(input.file_path, use), { from: input.old_string, to: input.new_string }),
);

/** One name for a new file and for a replacement in one. */
function written(use: ToolUse): Result<Act> {
  return (use.input["content"] === undefined ? part : whole)(use);
}
