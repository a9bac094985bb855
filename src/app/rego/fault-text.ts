/** Faults in policies as people read them: the place, the sentence, the line, and a caret below what is meant. */
import { type Fault, sentenceOf } from "../../base/fault.ts";
import type { RegoFault, Source } from "../../rego/rego.ts";

export function faultText(fault: Fault | RegoFault, sources: readonly Source[]): string {
  if (!("line" in fault)) return `${sentenceOf(fault)}\n`;
  const { file, line, column, said } = fault;
  const text = sources.find((source) => source.file === file)?.text.split("\n")[line - 1];
  const sentence = sentenceOf({ ...fault, what: `${file}:${line}:${column}: ${said}` });
  if (text === undefined || text.trim() === "") return `${sentence}\n`;
  const margin = " ".repeat(String(line).length);
  // Tabs are as wide below as they are above.
  const space = text.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return `${sentence}\n  ${line} | ${text.trimEnd()}\n  ${margin} | ${space}^\n`;
}
