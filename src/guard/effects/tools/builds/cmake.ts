/** cmake: with `-E` it is a set of small file tools that look the same on every system. */
import type { Value } from "../../../shell/value.ts";
import { fileDelete, fileWrite, type Part } from "../../describing/deeds.ts";
import { has, readLine } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const cmake: Tool = {
  names: ["cmake", "cmake3"],
  shape: { short: "SBGDTAUCP", long: ["target", "build", "install", "preset", "config"] },
  effects,
  runs,
};

type Command = { readonly verb: string; readonly line: ReturnType<typeof readLine>; readonly words: readonly Value[] };

function commandOf(use: Use): Command | undefined {
  const [first, verb, ...words] = use.words;
  return first?.text === "-E" && verb?.known === true
    ? { verb: verb.text, line: readLine(words, { short: "t", long: [] }), words }
    : undefined;
}

function effects(use: Use): readonly Part[] {
  const command = commandOf(use);
  if (command === undefined) return [];
  const { verb, line } = command;
  const last = line.operands.at(-1);
  switch (verb) {
    case "rm":
      return line.operands.map((path) => fileDelete(path, use.place, has(line, "r", "R", "recursive")));
    case "remove_directory":
      return line.operands.map((path) => fileDelete(path, use.place, true));
    case "remove":
      return line.operands.map((path) => fileDelete(path, use.place, false));
    case "copy":
    case "copy_directory":
    case "copy_if_different":
    case "rename":
    case "create_symlink":
      return last === undefined ? [] : [fileWrite(last, use.place, "overwrite") ?? []].flat();
    default:
      return [];
  }
}

function runs(use: Use): readonly Run[] {
  const command = commandOf(use);
  if (command === undefined || !/^(env|time|chdir)$/.test(command.verb)) return [];
  const first = command.words.findIndex(({ text }) => !/^(--unset=.*|--modify|--|\w+=.*)$/.test(text));
  const words = command.verb === "chdir" ? command.words.slice(1) : first < 0 ? [] : command.words.slice(first);
  return words.length === 0
    ? []
    : [
        {
          as: "words",
          words,
          via: `cmake -E ${command.verb}`,
          ...(command.verb === "chdir" && command.words[0] !== undefined ? { folder: command.words[0] } : {}),
        },
      ];
}
