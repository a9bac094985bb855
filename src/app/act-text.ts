/** What an act names, without the contents that it would write. */
import type { Act } from "../guard/guard.ts";

export function actText(act: Act): string {
  switch (act.kind) {
    case "shell":
      return act.command;
    case "type":
      return act.text;
    case "change":
      return act.files.map((file) => `${file.change} ${file.path}`).join("\n");
    case "read":
      return act.paths.join("\n");
    case "fetch":
      return `${act.method} ${act.url}`;
    case "unknown":
      return act.tool;
    case "mcp":
      return `${act.server}/${act.tool}`;
    case "delegate":
      return "";
    case "housekeeping":
      return act.tool;
  }
}
