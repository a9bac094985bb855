/** Shells other than bash: what they read otherwise than bash does, and what the guard therefore cannot tell. */
import { nameOf } from "../../../base/path.ts";

/** Where such a text shows up, the reading as bash says nothing certain. */
const foreign: ReadonlyMap<string, readonly (readonly [RegExp, string])[]> = new Map([
  [
    "zsh",
    [
      [/\$\{\([^)]*\)/, "flags of an expansion"],
      [/[*?\]/]\([^|)\s]*[.@/=*rwxRWXNDLmae:^+#][^|)]*\)/, "qualifiers of a pattern"],
      [/(^|[\s;|&(])=\(/, "a substitution into a file"],
      [/(^|[\s;|&(])=[a-z][\w-]*/, "a program looked up by `=`"],
      [/(^|[;|&\n]\s*)(foreach|repeat|select|zmodload|autoload|zle|zparseopts|ztcp|zf_\w+|sysopen|vared|print\s+-z)\b/, "a builtin of zsh"],
      [/\}\s*always\s*\{/, "`always`"],
      [/(^|[;|&\n]\s*)alias\s+-[gs]/, "an alias that counts anywhere"],
    ],
  ],
  [
    "fish",
    [
      [
        /(^|[;|&\n]\s*)(set|function|begin|end|switch|and|or|not|string|math|if|for|while|source|psub|abbr|builtin|eval)\b/,
        "statements of fish",
      ],
      [/\(/, "a substitution in parentheses"],
      [/\$argv|\$status/, "variables of fish"],
    ],
  ],
  ["csh", [[/[\s\S]/, "csh"]]],
  ["tcsh", [[/[\s\S]/, "csh"]]],
  ["nu", [[/[\s\S]/, "nushell"]]],
  ["elvish", [[/[\s\S]/, "elvish"]]],
  ["xonsh", [[/[\s\S]/, "xonsh"]]],
]);

/** What bash would read otherwise; undefined where it reads the same. */
export function foreignIn(dialect: string | undefined, text: string): string | undefined {
  const signs = dialect === undefined ? undefined : foreign.get(dialect);
  if (signs === undefined) return undefined;
  const bare = text.replace(/^#!.*/, "").replace(/'[^']*'/g, "''");
  return signs.find(([sign]) => sign.test(bare))?.[1];
}

/** The shell that the first line of a script asks for. */
export function dialectOfScript(text: string): string | undefined {
  if (!text.startsWith("#!")) return undefined;
  const [, program = "", argument = ""] = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(text.slice(0, firstLineChars)) ?? [];
  const name = nameOf(program) === "env" ? argument : nameOf(program);
  return name === "" ? undefined : name;
}

const firstLineChars = 128;
