/** The tools of Codex CLI, each as an Act. A tool that is not in these tables is never waved through. */
import { maybe, text } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Act, FileChange } from "../../guard/guard.ts";
import { readPatch } from "../patch.ts";
import { actIn, pathOf, reads, shell, tool, type ToolUse, type Tools } from "../tool-table.ts";

export function readTool(use: ToolUse): Result<Act> {
  const known = actIn(tools, use);
  return known.ok && known.value.kind === "unknown" && use.tool.startsWith("mcp__") ? done(mcpTool(use)) : known;
}

const tools: Tools = {
  acts: {
    // The client's own name for its shell is another; hooks get this one, whatever the model called.
    Bash: (use) => {
      const read = tool({ command: text }, ({ command }) => shell(command))(use);
      return read.ok && read.value.kind === "shell" ? typed(read.value.command, use) : read;
    },
    apply_patch: (use) => {
      const patch = text(use.input["command"], "apply_patch input.command");
      return patch.ok ? patched(patch.value, use) : patch;
    },
    view_image: tool({ path: text }, ({ path }, use) => reads(pathOf(path, use))),
    read_mcp_resource: tool({ server: text, uri: text }, ({ server }, use) => ({ kind: "mcp", server, tool: use.tool, input: use.input })),
    spawn_agent: tool({ message: maybe(text) }, ({ message }) => ({ kind: "delegate", text: message ?? "" })),
  },
  handsOn: new Set(["send_input", "resume_agent", "send_message", "followup_task", "create_goal", "update_goal"]),
  keepsHouse: new Set([
    "close_agent",
    "get_goal",
    "list_agents",
    "list_mcp_resource_templates",
    "list_mcp_resources",
    "request_user_input",
    "tool_search",
    "update_plan",
    "wait",
    "wait_agent",
  ]),
};

/** A patch that the client itself takes out of a shell command: the whole command, or after a change of folder. */
const patchCommand =
  /^\s*(?:cd\s+(?<folder>[^\s;&|'"$`\\]+)\s*&&\s*)?apply_?patch\s*<<-?\s*(?<quote>['"]?)(?<mark>\w+)\k<quote>\n(?<patch>[^]*)\n\k<mark>\s*$/;

/** The program of that name, which the client puts on the PATH of every command. */
const patchProgram = /(?:^|[;&|(`\n]|\bthen|\bdo|\belse|\bexec|\benv)\s*(?:\S*\/)?apply_?patch\b/;

function typed(command: string, use: ToolUse): Result<Act> {
  const { folder, patch } = patchCommand.exec(command)?.groups ?? {};
  if (patch !== undefined) return patched(patch, folder === undefined ? use : { ...use, cwd: pathOf(folder, use) });
  // What a patch in any other form would change cannot be told from the command.
  if (patchProgram.test(command)) return done({ kind: "unknown", tool: "apply_patch", input: { command } });
  return done(shell(command));
}

function patched(patch: string, use: ToolUse): Result<Act> {
  const read = readPatch(patch);
  if (!read.ok) return read;
  return done({ kind: "change", files: read.value.map((file) => located(file, use)) });
}

function located(file: FileChange, use: ToolUse): FileChange {
  const path = pathOf(file.path, use);
  return file.change === "move" ? { ...file, path, to: pathOf(file.to, use) } : { ...file, path };
}

function mcpTool(use: ToolUse): Act {
  const [, server = "", ...rest] = use.tool.split("__");
  return { kind: "mcp", server, tool: rest.join("__"), input: use.input };
}
