/** The lines by which Windsurf calls the guard, and how to tell ours from everybody else's. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import { hookLists, type Keeping, type Listed } from "../listed-entries.ts";
import { isShellLine, isTellingLine, shellLine, tellingLine } from "../shell-line.ts";
import { product } from "./product.ts";

export const asking = ["pre_run_command", "pre_write_code", "pre_read_code", "pre_mcp_tool_use"] as const;

const telling = ["post_run_command", "post_write_code", "post_mcp_tool_use", "post_cascade_response"] as const;

/** The client has no switch that makes a failing hook block, so the line itself ends in the one exit code that does. */
export function entriesFor(line: GuardLine): readonly Listed[] {
  const asked = asking.map((event) => ({ way: ["hooks", event], entry: { command: shellLine(product.name, line), show_output: true } }));
  const told = telling.map((event) => ({ way: ["hooks", event], entry: { command: tellingLine(product.name, line), show_output: false } }));
  return [...asked, ...told];
}

function isOurs(entry: Json): boolean {
  if (!isMembers(entry) || typeof entry["command"] !== "string") return false;
  return isShellLine(product.name, entry["command"]) || isTellingLine(product.name, entry["command"]);
}

export const keeping: Keeping = { isOurs, lists: hookLists, bare: {} };
