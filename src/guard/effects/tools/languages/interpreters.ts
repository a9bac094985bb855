/** Interpreters: what they run of their words, their files and what flows in. */
import { headOf, literal, type Value, withPrefix } from "../../../shell/value.ts";
import { fileWrite, type Part } from "../../describing/deeds.ts";
import type { Language } from "../../running/language.ts";
import { has, type Line, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { joinedWords } from "../../running/shells.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import { moduleParts, moduleRuns } from "./python-modules.ts";

type Row = {
  readonly names: string;
  readonly language: Language;
  /** Options with code for a value. */
  readonly code: string;
  /** Options with a file for a value that runs first. */
  readonly first?: string;
  /** Other options that take a value. */
  readonly takes?: string;
  /** Options with which it runs no file and reads no input. */
  readonly idle?: string;
  /** Words in front of the file: `deno run`. */
  readonly verbs?: string;
  /** With this letter it changes the files that it reads; what is joined to it is the ending of the copies. */
  readonly inPlace?: true;
};

const rows: readonly Row[] = [
  {
    names: "python python2 python3 pypy pypy3 ipython ipython3",
    language: "python",
    code: "c",
    takes: "m W X check-hash-based-pycs",
    idle: "V h version help",
  },
  {
    names: "node nodejs tsx ts-node zx",
    language: "javascript",
    code: "e p eval print",
    first: "r require import loader experimental-loader",
    takes: "C conditions env-file input-type title test-name-pattern test-reporter inspect-port stack-trace-limit",
    idle: "c check v version h help test run",
  },
  {
    names: "bun",
    language: "javascript",
    code: "e p eval print",
    first: "r preload require import",
    takes: "c config cwd env-file define loader",
    verbs: "run",
    idle: "v version h help",
  },
  {
    names: "deno",
    language: "javascript",
    code: "",
    takes: "c config import-map lock log-level location L seed cert ext reload",
    verbs: "run eval serve",
    idle: "V version h help",
  },
  { names: "perl", language: "perl", code: "e E", takes: "I M m F C D x 0", idle: "v V h c", inPlace: true },
  { names: "ruby jruby", language: "ruby", code: "e", takes: "I r C F E K S W x encoding", idle: "v h c version help", inPlace: true },
  {
    names: "php",
    language: "php",
    code: "r B R E",
    first: "F f",
    takes: "c d z S t",
    idle: "v i m l h version info modules ini rf rc re ri",
  },
  { names: "lua luajit texlua", language: "lua", code: "e", takes: "l", idle: "v" },
  {
    names: "pwsh powershell powershell.exe pwsh.exe",
    language: "powershell",
    code: "c Command",
    first: "f File",
    takes:
      "e w EncodedCommand EncodedArguments ExecutionPolicy WorkingDirectory WindowStyle InputFormat OutputFormat ConfigurationName CustomPipeName SettingsFile",
    idle: "h Help v",
  },
];

export const interpreters: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: noValues,
  effects: (use) => effects(use, row),
  runs: (use) => runs(use, row),
}));

/** `python -m http.server` listens, `perl -i` writes. */
function effects(use: Use, row: Row): readonly Part[] {
  const line = lineOf(use, row);
  const written =
    row.inPlace === true && has(line, "i") ? filesOf(line, row).flatMap((file) => fileWrite(file, use.place, "write") ?? []) : [];
  const serves = row.language === "php" && has(line, "S") ? [listening(valuesOf(line, "S")[0])] : [];
  const modules = row.language === "python" ? valuesOf(line, "m").flatMap((module) => moduleParts(module)) : [];
  return [...written, ...serves, ...modules];
}

function listening(address: Value | undefined): Part {
  const name = address?.text ?? "an address";
  return {
    kind: "network",
    act: "listen",
    carrying: "nothing",
    method: "HTTP",
    target: { name, scope: "remote", known: true },
    loss: "nothing",
  };
}

/** Options end at the script; what stands behind it is the script's own. */
function lineOf(use: Use, row: Row): Line {
  const shape = shapes.get(row) ?? shapeOf(row);
  const words =
    row.inPlace === true ? use.words.flatMap(withoutEnding) : row.language === "powershell" ? use.words.map(doubleDashed) : use.words;
  return row.language === "python" ? upToModule(words, shape) : readLine(words, shape, true);
}

const shapes: ReadonlyMap<Row, Line["shape"]> = new Map(rows.map((row) => [row, shapeOf(row)]));

function shapeOf({ code, first, takes }: Row): Line["shape"] {
  const names = [code, first, takes].flatMap((one) => one?.split(" ") ?? []).filter((name) => name !== "");
  return { short: names.filter((name) => name.length === 1).join(""), long: names.filter((name) => name.length > 1), exact: true };
}

/** Behind `-m MODULE` everything is the module's, options as well. */
function upToModule(words: readonly Value[], shape: Line["shape"]): Line {
  const line = readLine(words, shape, true);
  const [module] = valuesOf(line, "m");
  const at = module === undefined ? -1 : words.indexOf(module);
  return at < 0 ? line : { ...readLine(words.slice(0, at + 1), shape, true), operands: words.slice(at + 1) };
}

/** `-pi.bak -e CODE`: whatever is joined to `i` belongs to it, and `-0777` is one number. */
function withoutEnding(word: Value): readonly Value[] {
  if (!word.known || !/^-[a-zA-Z0]/.test(word.text) || word.text.startsWith("--")) return [word];
  const text = word.text.replace(/^(-[a-zA-Z]*?)0[0-7xX]*/, "$1");
  const [, front, ending] = /^(-[acglnpsuwlT]*i)(.+)$/.exec(text) ?? [];
  return [literal(front === undefined || ending === undefined ? text : front)].filter(({ text: left }) => left !== "-");
}

/** What PowerShell's parameters are called; another name for one stands behind it. The first that begins so is meant. */
const parameters: readonly (readonly [string, ...string[]])[] = [
  ["ExecutionPolicy", "ex", "ep"],
  ["EncodedCommand", "ec", "enc"],
  ["EncodedArguments"],
  ["Command"],
  ["ConfigurationName"],
  ["CustomPipeName"],
  ["File"],
  ["Help"],
  ["InputFormat", "if"],
  ["Interactive"],
  ["Login"],
  ["MTA"],
  ["NoExit"],
  ["NoLogo"],
  ["NonInteractive", "noni"],
  ["NoProfile", "nop"],
  ["OutputFormat", "of"],
  ["SettingsFile"],
  ["STA"],
  ["Version"],
  ["WindowStyle"],
  ["WorkingDirectory", "wd"],
];

/** PowerShell writes long names behind one dash, in any case and shortened. */
function doubleDashed(word: Value): Value {
  if (!/^-[a-zA-Z]{2,}$/.test(word.text)) return word;
  const name = word.text.slice(1).toLowerCase();
  const meant =
    parameters.find(([, ...others]) => others.includes(name)) ?? parameters.find(([whole]) => whole.toLowerCase().startsWith(name));
  return meant === undefined ? word : literal(`--${meant[0]}`);
}

function runs(use: Use, row: Row): readonly Run[] {
  const line = lineOf(use, row);
  const { language } = row;
  const [front, ...behind] = line.operands;
  const isVerb = row.verbs?.split(" ").includes(front?.text ?? "") === true;
  const around = { via: use.name };
  const code = codeOf(use, line, row).map((text): Run => ({ ...around, as: "code", language, text, args: line.operands }));
  const first = valuesOf(line, ...(row.first?.split(" ") ?? [])).map((path): Run => ({ ...around, as: "file", path, language }));
  const module = row.language === "python" ? valuesOf(line, "m") : [];
  if (module.length > 0) return [...first, ...module.flatMap((name) => moduleRuns(name, line.operands, use.name))];
  if (code.length > 0) return [...first, ...code];
  if (row.code !== "" && has(line, ...row.code.split(" "))) return first;
  if (row.idle !== undefined && has(line, ...row.idle.split(" "))) return first;
  if (isVerb) return [...first, ...verbRuns(front?.text ?? "", readLine(behind, line.shape, true), { use, language })];
  if (row.verbs !== undefined && front !== undefined && !/[./]/.test(front.text)) return first;
  return [...first, ...fileRuns(front, behind, { use, language })];
}

function codeOf(use: Use, line: Line, row: Row): readonly Value[] {
  if (row.language === "powershell") return commandOf(use, line);
  return row.code === "" ? [] : valuesOf(line, ...row.code.split(" ")).filter((value) => value.text !== "");
}

/** Everything behind `-Command` is the command, and for `powershell` everything that is no file. */
function commandOf(use: Use, line: Line): readonly Value[] {
  const coded = valuesOf(line, "EncodedCommand", "e");
  if (coded.length > 0) return coded.map((value) => withPrefix("powershell -EncodedCommand ", value));
  const [front] = line.operands;
  const isBare = use.name.startsWith("powershell") && !has(line, "f", "File") && front !== undefined && !/^-$|\.ps1$/i.test(front.text);
  const [first] = [...valuesOf(line, "c", "Command").filter(({ text }) => text !== "" && text !== "-"), ...(isBare ? [front] : [])];
  if (first === undefined) return [];
  const at = use.words.indexOf(first);
  return at < 0 || at === use.words.length - 1 ? [first] : [joinedWords(use.words.slice(at))];
}

type Speaking = { readonly use: Use; readonly language: Language };

function verbRuns(verb: string, line: Line, speaking: Speaking): readonly Run[] {
  const [file, ...args] = line.operands;
  if (verb === "eval")
    return file === undefined ? [] : [{ as: "code", language: speaking.language, text: file, args, via: `${speaking.use.name} eval` }];
  return file === undefined ? [] : fileRuns(file, args, speaking);
}

/** An address is loaded and run; without a file the program is what flows in. */
function fileRuns(file: Value | undefined, args: readonly Value[], { use, language }: Speaking): readonly Run[] {
  const around = { via: use.name, args };
  if (file === undefined || file.text === "-") return use.stdin === undefined ? [] : [{ ...around, as: "input", language }];
  if (/^(https?|npm|jsr):/.test(headOf(file)) && /^https?:/.test(headOf(file)))
    return [{ ...around, as: "input", language, stdin: { from: "download", origin: file.text } }];
  return [{ ...around, as: "file", path: file, language }];
}

function filesOf(line: Line, row: Row): readonly Value[] {
  return has(line, ...row.code.split(" ")) ? line.operands : line.operands.slice(1);
}
