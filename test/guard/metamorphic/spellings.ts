/** Rewrites of the words of a command: the same words for the program, other letters for the shell. */
import { home, homeFiles } from "../../lib/home.ts";
import { ansi, hex, joined, plain, quoted } from "./words.ts";

/** Undefined where a command cannot be written that way. */
export type Spelling = (words: readonly string[]) => string | undefined;

export const spellings: Readonly<Record<string, Spelling>> = {
  "single quotes": (words) => words.map(quoted).join(" "),
  "double quotes": (words) => words.map(inDouble).join(" "),
  "a backslash before every letter": (words) => words.map((word) => [...word].map((letter) => `\\${letter}`).join("")).join(" "),
  "quotes around each letter": (words) => words.map((word) => [...word].map(quoted).join("")).join(" "),
  "quotes by turns": (words) => words.map(byTurns).join(" "),
  "empty quotes inside": (words) => words.map((word) => `${plain(word.slice(0, 1))}""${plain(word.slice(1)) || "''"}`).join(" "),
  "ANSI-C, hexadecimal": (words) => words.map((word) => ansi(word, (code) => `\\x${hex(code, 2)}`)).join(" "),
  "ANSI-C, octal": (words) => words.map((word) => ansi(word, (code) => `\\${code.toString(8).padStart(3, "0")}`)).join(" "),
  "ANSI-C, code points": (words) => words.map((word) => ansi(word, (code) => `\\u${hex(code, 4)}`)).join(" "),
  "a line continuation between words": (words) => words.map(plain).join(" \\\n"),
  "a line continuation inside the program": ([program = "", ...rest]) =>
    /^\w+$/.test(program) ? joined([program]).replace(/^./, "$&\\\n") + after(rest) : undefined,
  "tabs and blanks": (words) => ` \t${words.map(plain).join(" \t ")}\t `,
  "a variable for each word": (words) =>
    `${words.map((word, at) => `v${at}=${quoted(word)}`).join("; ")}; ${words.map((_, at) => `"$v${at}"`).join(" ")}`,
  "one variable that is split": (words) => splittable(words, /[\s*?[\]\\]/, (text) => `c=${quoted(text)}; $c`),
  "a variable split at commas": (words) => splittable(words, /[\s*?[\]\\,]/, (text) => `IFS=,; c=${quoted(text.replaceAll(" ", ","))}; $c`),
  "IFS for blanks": (words) => splittable(words, /[^\w@%+=:,./-]/, (text) => text.replaceAll(" ", "${IFS}")),
  braces: (words) => (words.length > 1 ? splittable(words, /[^\w@%+=:./-]|^$/, (text) => `{${text.replaceAll(" ", ",")}}`) : undefined),
  "an array": (words) => `a=(${words.map(quoted).join(" ")}); "\${a[@]}"`,
  "an array filled one by one": (words) => `a=(); ${words.map((word) => `a+=(${quoted(word)})`).join("; ")}; "\${a[@]}"`,
  "a name that refers": (words) => `a=(${words.map(quoted).join(" ")}); declare -n r=a; "\${r[@]}"`,
  indirection: ([program = "", ...rest]) => `x=${quoted(program)}; y=x; "\${!y}"${after(rest)}`,
  "a default": ([program = "", ...rest]) => (isName(program) ? `\${nothing:-${program}}${after(rest)}` : undefined),
  "an assigned default": ([program = "", ...rest]) => (isName(program) ? `\${nothing:=${program}}${after(rest)}` : undefined),
  "a prefix cut off": ([program = "", ...rest]) => `x=zz${quoted(program)}; "\${x#zz}"${after(rest)}`,
  "a suffix cut off": ([program = "", ...rest]) => `x=${quoted(program)}zz; "\${x%zz}"${after(rest)}`,
  "a part replaced": ([program = "", ...rest]) => `x=${quoted(`${program.slice(0, 1)}@@${program.slice(1)}`)}; "\${x/@@/}"${after(rest)}`,
  "made lower case": ([program = "", ...rest]) =>
    /^[a-z]+$/.test(program) ? `x=${program.toUpperCase()}; "\${x,,}"${after(rest)}` : undefined,
  "a slice": ([program = "", ...rest]) => `x=${quoted(`ab${program}cd`)}; "\${x:2:${program.length}}"${after(rest)}`,
  "positional parameters": (words) => `set -- ${joined(words)}; "$@"`,
  "positional parameters of a shell": (words) => `bash -c '"$@"' _ ${joined(words)}`,
  "a function of its arguments": (words) => `run() { "$@"; }; run ${joined(words)}`,
  "arguments by number": ([program = "", ...rest]) =>
    `run() { ${plain(program)} ${rest.map((_, at) => `"\${${at + 1}}"`).join(" ")}; }; run${after(rest)}`,
  "an alias": ([program = "", ...rest]) => `shopt -s expand_aliases\nalias zz=${quoted(plain(program))}\nzz${after(rest)}`,
  "printf into a variable": ([program = "", ...rest]) => `printf -v p %s ${plain(program)}; "$p"${after(rest)}`,
  "read from a here-string": ([program = "", ...rest]) => `read -r p <<< ${plain(program)}; "$p"${after(rest)}`,
  "what echo prints": ([program = "", ...rest]) => (isName(program) ? `$(echo ${program})${after(rest)}` : undefined),
  "what printf prints, in backticks": ([program = "", ...rest]) => `\`printf %s ${plain(program)}\`${after(rest)}`,
  "what tr makes": ([program = "", ...rest]) =>
    /^[a-z]+$/.test(program) ? `$(echo ${program.toUpperCase()} | tr A-Z a-z)${after(rest)}` : undefined,
  "what rev makes": ([program = "", ...rest]) => `"$(echo ${plain([...program].toReversed().join(""))} | rev)"${after(rest)}`,
  "where the program is": ([program = "", ...rest]) => (isName(program) ? `$(command -v ${program})${after(rest)}` : undefined),
  "which program it is": ([program = "", ...rest]) => (isName(program) ? `$(which ${program})${after(rest)}` : undefined),
  "the path of the program": ([program = "", ...rest]) =>
    isName(program) && !isBuiltin(program) ? `/usr/bin/${program}${after(rest)}` : undefined,
  "a roundabout path": ([program = "", ...rest]) =>
    isName(program) && !isBuiltin(program) ? `/usr/../usr/./bin//${program}${after(rest)}` : undefined,
  "the last word from xargs": (words) =>
    words.length > 1 && isProgram(words)
      ? `printf '%s\\0' ${plain(words.at(-1) ?? "")} | xargs -0 ${joined(words.slice(0, -1))}`
      : undefined,
  "a word put in by xargs": (words) =>
    words.length > 1 && isProgram(words)
      ? `printf '%s\\0' ${plain(words.at(-1) ?? "")} | xargs -0 -I@@ ${joined(words.slice(0, -1))} @@`
      : undefined,
  "run by find": (words) => (isProgram(words) && !words.includes("{}") ? `find . -maxdepth 0 -exec ${joined(words)} \\;` : undefined),
  "run by find in the folder": (words) =>
    isProgram(words) && !words.includes("{}") ? `find . -maxdepth 0 -execdir ${joined(words)} \\;` : undefined,
  "a tilde": inHome("~"),
  "a variable for the home": inHome('"$HOME"'),
  "a variable for the home, in braces": inHome("${HOME}"),
  "up and down again": inHome(`${home}/../dev`),
  "slashes and dots": inHome("//home/./dev/"),
  "the name of the user": inHome("~dev"),
  "a question mark in the path": (words) => (words.every(isThere) ? inHome("/home/de?")(words) : undefined),
  "options apart": clusters,
  "options last": (words) =>
    movesOptions(words) ? joined([...words.filter(isOperand), ...words.filter((word) => !isOperand(word))]) : undefined,
  "two dashes before the operands": (words) => {
    const options = words.filter((word) => !isOperand(word));
    return movesOptions(words) ? joined([words[0] ?? "", ...options, "--", ...words.slice(1).filter(isOperand)]) : undefined;
  },
  "long options": (words) => {
    const long: Readonly<Record<string, string>> = { "-rf": "--recursive --force", "-r": "--recursive", "-f": "--force" };
    return words[0] === "rm" && words.some((word) => word in long) ? words.map((word) => long[word] ?? plain(word)).join(" ") : undefined;
  },
};

function after(rest: readonly string[]): string {
  return rest.map((word) => ` ${plain(word)}`).join("");
}

function inDouble(word: string): string {
  return `"${word.replace(/["\\$`]/g, "\\$&")}"`;
}

function byTurns(word: string): string {
  return [...word].map((letter, at) => (at % 2 === 0 ? quoted(letter) : inDouble(letter))).join("");
}

/** The words as one text, where nothing in them would be lost when a shell splits it again. */
function splittable(words: readonly string[], breaks: RegExp, write: (text: string) => string): string | undefined {
  return words.some((word) => breaks.test(word)) ? undefined : write(words.join(" "));
}

function isName(program: string): boolean {
  return /^[\w.-]+$/.test(program);
}

function isBuiltin(program: string): boolean {
  return ["eval", "history", "sheepdog-canary"].includes(program);
}

function isProgram([program = ""]: readonly string[]): boolean {
  return isName(program) && !isBuiltin(program);
}

function isOperand(word: string): boolean {
  return !word.startsWith("-");
}

/** Programs of GNU let options stand anywhere. Of these none of the options that the commands use takes a word. */
function movesOptions(words: readonly string[]): boolean {
  return ["rm", "rmdir", "cp", "mv", "tee", "shred"].includes(words[0] ?? "") && words.length > 1;
}

/** A pattern stands for what is there, and for itself where nothing is. */
function isThere(word: string): boolean {
  if (!word.startsWith(`${home}/`)) return true;
  const below = word.slice(home.length + 1).replace(/\/$/, "");
  return Object.keys(homeFiles).some((path) => path === below || path.startsWith(`${below}/`));
}

function clusters(words: readonly string[]): string | undefined {
  if (!movesOptions(words) || !words.some((word) => /^-\w{2,}$/.test(word))) return undefined;
  return joined(words.flatMap((word) => (/^-\w{2,}$/.test(word) ? [...word.slice(1)].map((letter) => `-${letter}`) : [word])));
}

function inHome(spelling: string): Spelling {
  return (words) => {
    if (!words.some((word) => word === home || word.startsWith(`${home}/`))) return undefined;
    return words
      .map((word) =>
        word === home || word.startsWith(`${home}/`) ? spelling + plain(word.slice(home.length)).replace(/^''$/, "") : plain(word),
      )
      .join(" ");
  };
}
