/** Completion for bash, from version 3.2 on. */
import type { CommandNode, Kind } from "./command-tree.ts";
import { posixQuoted as quoted } from "./posix-quoted.ts";

export function bashText(nodes: readonly CommandNode[]): string {
  const [root] = nodes;
  const name = root?.path ?? "";
  return `# bash completion for ${name}; put this into ~/.bashrc: eval "$(${name} completion bash)"

_${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} at=${name} commands= options= operand= place
  COMPREPLY=()
  # \`--option=value\` comes as three words.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((place = 1; place < COMP_CWORD; place += 1)); do
    case "$at \${COMP_WORDS[place]}" in
      ${nodes
        .slice(1)
        .map(({ path }) => quoted(path))
        .join(" | ")}) at+=" \${COMP_WORDS[place]}" ;;
    esac
  done
  case "$at $before" in
${valueCases(nodes)}
  esac
  case $at in
${nodes.map(nodeCase).join("\n")}
  esac
  if [[ $word == -* ]]; then
    _${name}_offer words "$options" "$word"
  else
    _${name}_offer words "$commands" "$word"
    _${name}_offer $operand "$word"
  fi
}

# The first word says what may stand there: one of some words, a file, a folder, or what nobody can guess.
_${name}_offer() {
  local found word=\${!#}
  case $1 in
    words) while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -W "$2" -- "$word") ;;
    file) compopt -o default 2>/dev/null || while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -f -- "$word") ;;
    folder) compopt -o dirnames 2>/dev/null || while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -d -- "$word") ;;
  esac
}

complete -F _${name} ${name}
`;
}

function valueCases(nodes: readonly CommandNode[]): string {
  const [root] = nodes;
  const cases = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === undefined
        ? []
        : [
            `    ${flags.map((flag) => quoted(`${path} ${flag}`)).join(" | ")}) _${root?.path}_offer ${kindWords(value)} "$word"; return ;;`,
          ],
    ),
  );
  return cases.join("\n");
}

function nodeCase({ path, commands, options, operand }: CommandNode): string {
  const words = operand.is === "choice" ? operand.choices : commands.map(({ name }) => name);
  const after = operand.is === "choice" ? "other" : operand.is;
  return `    ${quoted(path)}) commands=${quoted(words.join(" "))} options=${quoted(options.flatMap(({ flags }) => flags).join(" "))} operand=${after} ;;`;
}

function kindWords(kind: Kind): string {
  return kind.is === "choice" ? `words ${quoted(kind.choices.join(" "))}` : kind.is;
}
