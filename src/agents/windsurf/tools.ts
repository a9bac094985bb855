/** What Windsurf asks about before it does it, as its documentation names it, each as an Act. There is one event for each kind of act. */
import { anything, list, maybe, object, text } from "../../base/read.ts";
import { type Edit } from "../../guard/guard.ts";
import { pathOf, reads, shell, tool, type Tools } from "../tool-table.ts";

const edit = object({ old_string: text, new_string: text });

export const tools: Tools["acts"] = {
  pre_run_command: tool({ command_line: text }, (input) => shell(input.command_line)),
  pre_read_code: tool({ file_path: text }, (input, use) => reads(pathOf(input.file_path, use))),
  pre_write_code: tool({ file_path: text, edits: maybe(list(edit)) }, (input, use) => ({
    kind: "change",
    files: [{ path: pathOf(input.file_path, use), change: "edit", edits: (input.edits ?? []).map(editOf) }],
  })),
  pre_mcp_tool_use: tool({ mcp_server_name: text, mcp_tool_name: text, mcp_tool_arguments: maybe(anything) }, (input) => ({
    kind: "mcp",
    server: input.mcp_server_name,
    tool: input.mcp_tool_name,
    input: input.mcp_tool_arguments ?? {},
  })),
};

function editOf({ old_string, new_string }: { readonly old_string: string; readonly new_string: string }): Edit {
  return { from: old_string, to: new_string, everywhere: false };
}
