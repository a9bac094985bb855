/** Puts on record which program is used and with which words. */
import type { ProgramUse } from "../../program-use.ts";
import type { Value } from "../../shell/value.ts";
import type { Invocation } from "../walk/invocation.ts";
import type { Line } from "../describing/options.ts";
import type { Reading, Scene } from "../walk/scene.ts";
import type { Tool, Use } from "../describing/tool.ts";

type Used = { readonly use: Pick<Use, "name" | "words" | "line">; readonly tool: Tool | undefined; readonly invocation: Invocation };

export function noteUse(reading: Reading, scene: Scene, { use, tool, invocation }: Used): void {
  const { on } = reading.ground;
  const { cwd } = scene.here;
  const count = tool?.verbs ?? 0;
  const [verb = "", subverb = ""] = use.line.operands.slice(0, count).map(textOf);
  reading.findings.programs.push({
    tool: tool?.names[0] ?? use.name,
    verb,
    subverb,
    flags: flagsIn(use.line),
    positional: use.line.operands.slice(count).map(textOf),
    env: Object.fromEntries([...(invocation.env ?? [])].map(([name, value]) => [name, textOf(value)])),
    ...(cwd.known ? { cwd: cwd.text } : {}),
    known: use.words.every((word) => word.known),
    ...(on === undefined ? {} : { on }),
    via: scene.via,
    span: invocation.span,
  });
}

function flagsIn({ options }: Line): ProgramUse["flags"] {
  const flags: Record<string, (string | true)[]> = {};
  for (const { name, value } of options) (flags[name] ??= []).push(value === undefined ? true : textOf(value));
  return flags;
}

function textOf(value: Value): string {
  return value.known ? value.text : "<dynamic>";
}
