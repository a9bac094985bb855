/** cmd: the shell of Windows, which reads all words behind `/c` as one text. */
import { behind, type Value } from "../../../shell/value.ts";
import type { Run } from "../../running/run.ts";
import { joinedWords } from "../../running/shells.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

export const commandPrompt: Tool = { names: ["cmd", "cmd.exe"], shape: noValues, runs };

/** Shells that change slashes want two of them. */
const taking = /^\/{1,2}[ckr]/i;

function runs({ words, name, stdin }: Use): readonly Run[] {
  const at = words.findIndex(({ text }) => taking.test(text));
  const front = words[at];
  if (front === undefined) return stdin === undefined ? [] : [{ as: "input", language: "cmd", via: name }];
  const joined = behind(front, taking.exec(front.text)?.[0].length ?? 0);
  const text = joinedWords([...(joined.text === "" ? [] : [joined]), ...words.slice(at + 1)]);
  return [{ as: "code", language: "cmd", text: withoutQuotes(text), via: `${name} /c` }];
}

function withoutQuotes(text: Value): Value {
  return { ...text, text: text.text.replace(/^"(.*)"$/s, "$1") };
}
