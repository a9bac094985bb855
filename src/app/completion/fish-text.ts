/** Completion for fish. */
import type { CommandNode, Kind, OptionNode } from "./command-tree.ts";

export function fishText(nodes: readonly CommandNode[]): string {
  const [root, ...others] = nodes;
  const name = root?.path ?? "";
  return `# fish completion for ${name}; put this into a file: ${name} completion fish > ~/.config/fish/completions/${name}.fish

# Is this the command that stands there so far?
function __${name}_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l at ${name}
    for word in $words
        if contains -- "$at $word" ${others.map(({ path }) => quoted(path)).join(" ")}
            set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

complete -c ${name} -f
${nodes.flatMap(nodeLines).join("\n")}
`;
}

function nodeLines({ path, commands, options, operand }: CommandNode): readonly string[] {
  const [name = ""] = path.split(" ");
  const begin = `complete -c ${name} -n ${quoted(`__${name}_at ${quoted(path)}`)}`;
  return [
    ...commands.map((one) => `${begin} -a ${quoted(one.name)} -d ${quoted(one.about)}`),
    ...(operand.is === "other" ? [] : [`${begin} ${kindWords(operand)}`]),
    ...options.map((option) => `${begin} ${optionWords(option)}`),
  ];
}

function optionWords({ flags, about, value }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...(value === undefined ? [] : ["-r", kindWords(value)]), "-d", quoted(about)].filter((word) => word !== "").join(" ");
}

function kindWords(kind: Kind): string {
  switch (kind.is) {
    case "choice":
      return `-a ${quoted(kind.choices.join(" "))}`;
    case "file":
      return "-F";
    case "folder":
      return `-a ${quoted("(__fish_complete_directories)")}`;
    case "other":
      return "";
  }
}

/** In single quotes fish reads a backslash before a backslash or a quote, and nothing else. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
