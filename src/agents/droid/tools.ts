/** The tools of Factory Droid, as its documentation names them, each as an Act. A tool that is not in these tables is never waved through. */
import { list, maybe, text, truth } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act } from "../../guard/guard.ts";
import { actIn, edits, globbed, patched, pathOf, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

/** The documentation writes names of MCP tools in the manner of Claude Code; the product has been seen to use three underscores. */
export function readTool(use: ToolUse): Result<Act> {
  const [, server, name] = /^mcp__(.+?)__(.+)$/.exec(use.tool) ?? /^(.+?)___(.+)$/.exec(use.tool) ?? [];
  if (server === undefined || name === undefined) return actIn(tools, use);
  return done({ kind: "mcp", server, tool: name, input: use.input });
}

const vendor = "https://api.factory.ai/";

const tools: Tools = {
  acts: {
    Execute: tool({ command: text, fireAndForget: maybe(truth) }, (input) => shell(input.command, input.fireAndForget ?? false)),
    Bash: tool({ command: text }, (input) => shell(input.command)),
    Create: tool({ file_path: text, content: text }, (input, use) => writes(pathOf(input.file_path, use), input.content)),
    Write: tool({ file_path: text, content: text }, (input, use) => writes(pathOf(input.file_path, use), input.content)),
    Edit: tool(
      {
        file_path: text,
        old_str: maybe(text),
        new_str: maybe(text),
        old_string: maybe(text),
        new_string: maybe(text),
        change_all: maybe(truth),
      },
      (input, use) =>
        edits(pathOf(input.file_path, use), {
          from: input.old_str ?? input.old_string ?? "",
          to: input.new_str ?? input.new_string ?? "",
          everywhere: input.change_all ?? false,
        }),
    ),
    ApplyPatch: patched("input", "patch"),
    Read: tool({ file_path: text }, (input, use) => reads(pathOf(input.file_path, use))),
    LS: tool({ directory_path: maybe(text) }, (input, use) => reads(pathOf(input.directory_path ?? use.cwd, use))),
    Grep: tool({ path: maybe(text) }, (input, use) => reads(pathOf(input.path ?? use.cwd, use))),
    Glob: tool({ patterns: maybe(list(text)), pattern: maybe(text), folder: maybe(text), path: maybe(text) }, (input, use) => {
      const folder = input.folder ?? input.path ?? use.cwd;
      const patterns = input.patterns ?? (input.pattern === undefined ? ["*"] : [input.pattern]);
      return reads(...patterns.map((pattern) => globbed(pattern, folder, use)));
    }),
    FetchUrl: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    WebFetch: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    WebSearch: tool({ query: text }, (input) => ({ kind: "fetch", url: vendor, method: "POST", body: input.query })),
    Task: tool({ prompt: text }, (input) => ({ kind: "delegate", text: input.prompt })),
  },
  handsOn: new Set(["GenerateDroid", "Skill"]),
  keepsHouse: new Set(["AskUser", "ExitSpecMode", "TodoWrite"]),
};
