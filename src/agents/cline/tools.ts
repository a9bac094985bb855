/** The tools of Cline, as its documentation names them, each as an Act. A tool that is not in these tables is never waved through. */
import { type Json, readJson } from "../../base/json.ts";
import { anything, maybe, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act, Edit } from "../../guard/guard.ts";
import { actIn, patched, pathOf, reads, shell, tool, type Tools, type ToolUse, writes } from "../tool-table.ts";

export function readTool(use: ToolUse): Result<Act> {
  return actIn(tools, use);
}

const tools: Tools = {
  acts: {
    execute_command: tool({ command: text }, (input) => shell(input.command)),
    write_to_file: tool({ path: text, content: text }, (input, use) => writes(pathOf(input.path, use), input.content)),
    new_rule: tool({ path: text, content: text }, (input, use) => writes(pathOf(input.path, use), input.content)),
    replace_in_file: tool({ path: text, diff: text }, (input, use) => ({
      kind: "change",
      files: [{ path: pathOf(input.path, use), change: "edit", edits: pieces(input.diff) }],
    })),
    apply_patch: patched("input"),
    read_file: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    list_files: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    list_code_definition_names: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    search_files: tool({ path: text }, (input, use) => reads(pathOf(input.path, use))),
    browser_action: browsing,
    web_fetch: tool({ url: text }, (input) => ({ kind: "fetch", url: input.url, method: "GET" })),
    web_search: tool({ query: text }, (input) => ({ kind: "fetch", url: "https://api.cline.bot/", method: "POST", body: input.query })),
    use_mcp_tool: tool({ server_name: text, tool_name: text, arguments: maybe(anything) }, (input) => ({
      kind: "mcp",
      server: input.server_name,
      tool: input.tool_name,
      input: parsed(input.arguments),
    })),
    access_mcp_resource: tool({ server_name: text, uri: text }, (input, use) => ({
      kind: "mcp",
      server: input.server_name,
      tool: use.tool,
      input: use.input,
    })),
    // The end of a task may show its result by running a command.
    attempt_completion: tool({ command: maybe(text) }, (input, use) =>
      input.command === undefined || input.command === "" ? { kind: "housekeeping", tool: use.tool } : shell(input.command),
    ),
  },
  handsOn: new Set(["new_task", "use_skill", "use_subagents"]),
  keepsHouse: new Set([
    "act_mode_respond",
    "ask_followup_question",
    "condense",
    "focus_chain",
    "load_mcp_documentation",
    "plan_mode_respond",
    "summarize_task",
  ]),
};

/** Only its start leads somewhere else; clicks and keys go to a page that was opened before. */
function browsing(use: ToolUse): Result<Act> {
  const { action, url } = use.input;
  if (action === "launch" && typeof url === "string") return done({ kind: "fetch", url, method: "GET" });
  const inside = ["click", "type", "scroll_down", "scroll_up", "close"].includes(String(action));
  return done(inside ? { kind: "housekeeping", tool: use.tool } : { kind: "unknown", tool: use.tool, input: use.input });
}

const piece = /^[-<]{3,} SEARCH>?\n([\s\S]*?)^={3,}\n([\s\S]*?)^[+>]{3,} REPLACE>?$/gm;

/** Pieces of text to look for, and what comes in their places; what is not understood counts as one piece that is put in. */
function pieces(diff: string): readonly Edit[] {
  const found = [...diff.replaceAll("\r\n", "\n").matchAll(piece)].map(([, from = "", to = ""]) => ({ from, to, everywhere: false }));
  return found.length === 0 ? [{ from: "", to: diff, everywhere: false }] : found;
}

/** Arguments come as an object or as the text of one. */
function parsed(input: Json | undefined): Json {
  if (typeof input !== "string") return input ?? {};
  const read = readJson(input);
  return read.ok ? read.value : input;
}
