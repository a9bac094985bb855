/** Completion for zsh. */
import type { CommandNode, Kind } from "./command-tree.ts";
import { posixQuoted as quoted } from "./posix-quoted.ts";

export function zshText(nodes: readonly CommandNode[]): string {
  const [root] = nodes;
  const name = root?.path ?? "";
  return `#compdef ${name}
# zsh completion for ${name}; put this into ~/.zshrc, below compinit: eval "$(${name} completion zsh)"

_${name}() {
  local at=${name} before=\${words[CURRENT - 1]}
  local -i place
  local -a commands options operand
  if [[ \${words[CURRENT]} == --*=* ]]; then
    before=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  for ((place = 2; place < CURRENT; place += 1)); do
    case "$at \${words[place]}" in
      (${nodes
        .slice(1)
        .map(({ path }) => quoted(path))
        .join(" | ")}) at+=" \${words[place]}" ;;
    esac
  done
  case "$at $before" in
${valueCases(nodes)}
  esac
  case $at in
${nodes.map(nodeCase).join("\n")}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    _describe -o option options
  else
    (( \${#commands} )) && _describe command commands
    _${name}_offer $operand
  fi
}

# The first word says what may stand there: one of some words, a file, a folder, or what nobody can guess.
_${name}_offer() {
  case $1 in
    (words) shift; compadd -- "$@" ;;
    (file) _files ;;
    (folder) _files -/ ;;
  esac
}

# As a file of fpath it is run at the first completion; read by eval it is made known now.
if [[ \${funcstack[1]-} == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function valueCases(nodes: readonly CommandNode[]): string {
  const name = nodes[0]?.path ?? "";
  return nodes
    .flatMap(({ path, options }) =>
      options.flatMap(({ flags, value }) =>
        value === undefined
          ? []
          : [`    (${flags.map((flag) => quoted(`${path} ${flag}`)).join(" | ")}) _${name}_offer ${kindWords(value)}; return ;;`],
      ),
    )
    .join("\n");
}

function nodeCase({ path, commands, options, operand }: CommandNode): string {
  const told = options.flatMap(({ flags, about }) => flags.map((flag) => described(flag, about)));
  return `    (${quoted(path)})
      commands=(${commands.map((one) => described(one.name, one.about)).join(" ")})
      options=(${told.join(" ")})
      operand=(${kindWords(operand)}) ;;`;
}

/** `_describe` takes what stands behind the first colon for the description. */
function described(name: string, about: string): string {
  return quoted(`${name}:${about}`);
}

function kindWords(kind: Kind): string {
  return kind.is === "choice" ? `words ${kind.choices.map(quoted).join(" ")}` : kind.is;
}
