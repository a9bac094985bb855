/** The languages that are read, and how a file tells which one it is written in. */
import { nameOf } from "../../../base/path.ts";

export type Language = "python" | "javascript" | "php" | "perl" | "ruby" | "lua" | "awk" | "sed" | "powershell" | "cmd";

const byProgram: readonly (readonly [RegExp, Language | "shell"])[] = [
  [/^(ba|da|z|k|a|mk|rba|fi)?sh$/, "shell"],
  [/^(python|pypy|ipython)[\d.]*$/, "python"],
  [/^(node|nodejs|bun|deno|tsx|ts-node|zx)$/, "javascript"],
  [/^php[\d.]*$/, "php"],
  [/^perl[\d.]*$/, "perl"],
  [/^(ruby|jruby)[\d.]*$/, "ruby"],
  [/^(lua|luajit|texlua)[\d.]*$/, "lua"],
  [/^(g|m|n)?awk$/, "awk"],
  [/^g?sed$/, "sed"],
  [/^(pwsh|powershell)(\.exe)?$/, "powershell"],
  [/^cmd(\.exe)?$/, "cmd"],
];

const byEnding: ReadonlyMap<string, Language | "shell"> = new Map<string, Language | "shell">([
  ...["sh", "bash", "zsh", "ksh", "bats"].map((ending) => [ending, "shell"] as const),
  ...["py", "pyw"].map((ending) => [ending, "python"] as const),
  ...["js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx"].map((ending) => [ending, "javascript"] as const),
  ["php", "php"],
  ["pl", "perl"],
  ["rb", "ruby"],
  ["lua", "lua"],
  ["awk", "awk"],
  ["ps1", "powershell"],
  ...["cmd", "bat"].map((ending) => [ending, "cmd"] as const),
]);

/** The language of a program by its name: `python3.12`, `nodejs`. */
export function languageOfProgram(program: string): Language | "shell" | undefined {
  const name = nameOf(program);
  return byProgram.find(([pattern]) => pattern.test(name))?.[1];
}

/** Its first line says how the system would run it; without one its ending tells. */
export function languageOfFile(path: string, firstLine: string): Language | "shell" | undefined {
  const [, program = "", argument = ""] = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(firstLine) ?? [];
  if (program !== "") return languageOfProgram(nameOf(program) === "env" ? argument : program);
  return byEnding.get(nameOf(path).split(".").slice(1).at(-1)?.toLowerCase() ?? "");
}
