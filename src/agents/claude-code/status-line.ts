/** The line under the prompt, which a person sets in the settings: it shows whether infrastructure may be changed from here. */
import type { StatusLine } from "../agent.ts";
import { product } from "./product.ts";

export const claudeCodeStatusLine: StatusLine = {
  ...product,
  into: "~/.claude/settings.json",
  text: (guard) => `${JSON.stringify({ statusLine: { type: "command", command: commandFor(guard), padding: 0 } }, null, 2)}\n`,
};

function commandFor(guard: string): string {
  return `'${guard.replaceAll("'", `'\\''`)}' statusline`;
}
