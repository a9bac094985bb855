/** What the guard knows of programs, told to a person. */
import type { Knowledge } from "../../guard/guard.ts";
import { tableText } from "../policy/chain-text.ts";
import type { RuleThere } from "../policy/rules-here.ts";
import type { ToolHere } from "./tools-here.ts";

const words: Readonly<Record<Knowledge, string>> = {
  does: "what it does",
  runs: "what it lets others do",
  fills: "which files it fills",
  tells: "what comes out of it",
};

export function toolsText(tools: readonly ToolHere[]): string {
  if (tools.length === 0)
    return "no program is called so here; a program that nobody knows may run, and its readable arguments are judged\n";
  const shorts = Object.keys(words) as Knowledge[];
  const marks = ({ knows }: ToolHere): string => shorts.map((one) => (knows.includes(one) ? one : "-".padEnd(one.length))).join(" ");
  const legend = shorts.map((one) => `${one}: ${words[one]}`).join("; ");
  return `${tableText(tools.map((tool) => [tool.subject, marks(tool), namesText(tool), ...(tool.from === "bundled" ? [] : [`described by the ${tool.from}`])]))}\n${legend}\n`;
}

/** `about`: rules that name it in their examples. */
export function toolText(tool: ToolHere, about: readonly RuleThere[]): string {
  const { subject, from, knows, verbs, takesValue } = tool;
  return [
    `${namesText(tool)}  (${subject}, ${from})`,
    `  known: ${knows.length === 0 ? "how its words are sorted" : knows.map((one) => words[one]).join(", ")}`,
    ...(verbs === 0 ? [] : [`  what it does stands in its first ${verbs === 1 ? "word" : `${verbs} words`}`]),
    ...(takesValue.length === 0 ? [] : [`  takes a value: ${takesValue.join(" ")}`]),
    ...(about.length === 0 ? [] : ["  rules that name it in their examples", ...about.map(({ now, id }) => `    ${now}  ${id}`)]),
    "",
  ].join("\n");
}

function namesText({ names: [name = "", ...others] }: ToolHere): string {
  return others.length === 0 ? name : `${name} (${others.join(", ")})`;
}
