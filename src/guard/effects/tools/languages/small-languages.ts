/** Languages that have no reader of their own: the calls by which they take files away, as they stand in a line of code. */
import { literal, unknownValue, type Value } from "../../../shell/value.ts";
import { fileDelete, type Part } from "../../describing/deeds.ts";
import { readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

type Row = {
  readonly names: string;
  /** Options with code for a value; `*` stands for the operands. */
  readonly code: string;
  /** What stands in front of the path that goes. */
  readonly removes: RegExp;
  /** The call takes a tree: by its name, or by a word behind the path. */
  readonly whole: RegExp;
  /** What stands in front of a text for a shell. */
  readonly shell?: RegExp;
};

const rows: readonly Row[] = [
  { names: "julia", code: "e E eval print", removes: /\brm\(\s*/g, whole: /recursive\s*=\s*true/ },
  {
    names: "Rscript R",
    code: "e",
    removes: /\b(?:unlink|file\.remove|fs::(?:dir|file)_delete)\(\s*(?:c\(\s*)?/g,
    whole: /recursive\s*=\s*T|dir_delete/,
  },
  { names: "elixir iex", code: "e eval", removes: /\bFile\.(?:rm_rf!?|rm!?|rmdir!?)\(?\s*/g, whole: /rm_rf/ },
  { names: "erl escript", code: "eval", removes: /\bfile:(?:del_dir_r|delete|del_dir)\(\s*/g, whole: /del_dir_r/ },
  { names: "kotlin kotlinc kscript", code: "e script", removes: /\bFile\(\s*(?="[^"]*"\s*\)\s*\.delete)/g, whole: /deleteRecursively/ },
  {
    names: "groovy",
    code: "e",
    removes: /\bnew File\(\s*(?=["'][^"']*["']\s*\)\s*\.delete)/g,
    whole: /deleteDir/,
  },
  {
    names: "jshell",
    code: "*",
    removes: /\b(?:Files\.delete(?:IfExists)?\(\s*(?:Path\.of|Paths\.get)\(|FileUtils\.deleteDirectory\(new File\()\s*/g,
    whole: /deleteDirectory/,
    shell: /\.exec\(\s*/g,
  },
  {
    names: "scala scala-cli amm",
    code: "e c",
    removes: /\bos\.remove(?:\.all)?\(\s*(?:os\.Path\(\s*)?/g,
    whole: /\.all/,
    shell: /(?=("(?:[^"\\]|\\.)*")\s*\.!)/g,
  },
  { names: "crystal", code: "* eval", removes: /\bFileUtils\.rm(?:_rf?)?\(?\s*/g, whole: /rm_r/, shell: /\bsystem\(?\s*|(?=`)/g },
  { names: "raku rakudo perl6", code: "e", removes: /\b(?:unlink|rmdir|rmtree)\s*\(?\s*/g, whole: /rmtree/, shell: /\bshell\s*\(?\s*/g },
  { names: "nim", code: "eval", removes: /\bremove(?:Dir|File)\(?\s*/g, whole: /removeDir/ },
  {
    names: "guile racket sbcl clisp",
    code: "c e eval",
    removes: /\((?:delete-file|delete-directory\/files|delete-file-recursively|uiop:delete-directory-tree)\s+/g,
    whole: /directory/,
  },
  {
    names: "bb clojure clj",
    code: "e",
    removes: /\((?:fs\/delete-tree|fs\/delete|io\/delete-file)\s+/g,
    whole: /delete-tree/,
    shell: /\((?:sh|shell|p\/shell)\s+/g,
  },
  {
    names: "ghc runghc",
    code: "e",
    removes: /\b(?:removeDirectoryRecursive|removePathForcibly|removeFile)\s+/g,
    whole: /Recursive|Forcibly/,
  },
  { names: "ocaml", code: "e", removes: /\b(?:Sys\.remove|Unix\.rmdir)\s+/g, whole: /never/, shell: /\bSys\.command\s+/g },
];

export const smallLanguages: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: noValues,
  effects: (use) => textsOf(use, row).flatMap((text) => removedBy(text, row, use)),
  runs: (use) => textsOf(use, row).flatMap((text) => startedBy(text, row, use)),
}));

/** The code of the call itself: its options, and what flows in. */
function textsOf(use: Use, { code }: Row): readonly string[] {
  const names = code.split(" ");
  const shape = {
    short: names.filter((name) => name.length === 1).join(""),
    long: names.filter((name) => name.length > 1),
    exact: true,
  } as const;
  const line = readLine(use.words, shape);
  const given = names.includes("*") ? line.operands : valuesOf(line, ...names.filter((name) => name !== "*"));
  return [...given.map(({ text }) => text), ...(use.stdin?.text === undefined ? [] : [use.stdin.text])];
}

function removedBy(text: string, { removes, whole }: Row, use: Use): readonly Part[] {
  return [...text.matchAll(removes)].map((found) => {
    const rest = text.slice((found.index ?? 0) + found[0].length);
    const [statement = ""] = /^[^;\n]*/.exec(rest) ?? [];
    return fileDelete(pathIn(rest, use), use.place, whole.test(found[0] + statement));
  });
}

/** A text in quotes, or one of the many ways to ask for the home. */
function pathIn(rest: string, { place }: Use): Value {
  const { home } = place.ground;
  const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(rest) ?? [];
  const text = double ?? single;
  if (text !== undefined) return literal(/^~(\/|$)/.test(text) ? home + text.slice(1) : text);
  const [asked = ""] = /^[^,;\n]*/.exec(rest) ?? [];
  return /^[\w.:![(]*\(?["']?(homedir|HOME|user_home|user-home|getHomeDir|NSHomeDirectory)/i.test(asked) &&
    !/["'][^"']*\/[^"']*["']/.test(asked)
    ? literal(home)
    : unknownValue(asked.trim());
}

function startedBy(text: string, { shell }: Row, { name }: Use): readonly Run[] {
  if (shell === undefined) return [];
  return [...text.matchAll(shell)].flatMap((found): readonly Run[] => {
    const rest = text.slice((found.index ?? 0) + found[0].length);
    const [, double, single, back] = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`)/.exec(rest) ?? [];
    const command = double ?? single ?? back;
    return command === undefined ? [] : [{ as: "shell", text: literal(command), via: name }];
  });
}
