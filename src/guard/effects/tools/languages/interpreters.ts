/** Interpreters that run what arrives on their standard input. */
import type { Part } from "../../deeds.ts";
import { has } from "../../options.ts";
import type { Tool, Use } from "../../tool.ts";

export const interpreters: Tool = {
  names: ["python", "python2", "python3", "node", "nodejs", "bun", "deno", "perl", "ruby", "php", "lua", "osascript"],
  shape: { short: "cemWXrE", long: ["eval", "print", "require", "import"] },
  effects,
};

function effects(use: Use): readonly Part[] {
  const script = use.line.operands[0];
  const flow = readsInput(use) ? use.stdin : script === undefined ? undefined : use.content(script);
  if (flow?.from !== "download") return [];
  return [
    { kind: "execute", from: "download", target: { name: flow.origin ?? "an address", scope: "remote", known: true }, loss: "unknown" },
  ];
}

/** Without code in its words an interpreter reads its program from standard input. */
function readsInput(use: Use): boolean {
  const script = use.line.operands[0];
  const hasCode = has(use.line, "c", "e", "m", "r", "eval", "print");
  return !hasCode && (script === undefined || script.text === "-" || script.text === "/dev/stdin");
}
