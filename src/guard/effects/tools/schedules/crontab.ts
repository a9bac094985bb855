/** crontab: puts a table of commands in the place of the one that was there, or takes it away. */
import { type Flow, literal, type Value } from "../../../shell/value.ts";
import { persistPart, type Part } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const crontab: Tool = { names: ["crontab", "fcrontab"], shape: { short: "u", long: [] }, effects, runs };

function effects(use: Use): readonly Part[] {
  if (has(use.line, "r"))
    return [
      { kind: "delete", whole: true, target: { name: "the table of scheduled commands", scope: "settings", known: true }, loss: "forever" },
    ];
  return tableOf(use) === undefined ? [] : [persistPart("schedule", "the table of scheduled commands")];
}

/** Without a file and with nothing to read, it only shows how it is used. */
function tableOf(use: Use): Flow | undefined {
  if (has(use.line, "l", "e", "r", "h", "V")) return undefined;
  const [file] = use.line.operands;
  return file === undefined || file.text === "-" ? use.stdin : use.content(file);
}

/** Lines that set a variable or are comments run nothing; the others begin with five fields, or with one such as `@daily`. */
function runs(use: Use): readonly Run[] {
  const lines = tableOf(use)?.text?.split("\n") ?? [];
  return lines.flatMap((line): readonly Run[] => {
    const command = /^\s*(?:@\w+|(?:[\d*/,\-A-Za-z?L#]+\s+){5})\s*(\S[^]*)$/.exec(line)?.[1];
    return command === undefined || /^\s*(#|\w+\s*=)/.test(line)
      ? []
      : [{ as: "shell", text: inTable(command), via: "crontab", certainty: "possible" }];
  });
}

/** `%` ends the command: what follows flows into it. */
function inTable(command: string): Value {
  return literal(command.replace(/(?<!\\)%[^]*$/, "").replaceAll("\\%", "%"));
}
