/** Pure programs: what they write is known where what they read is. Exact or nothing, never a guess. */
import { isAtOrBelow } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import type { Flow, Value } from "../../shell/value.ts";
import { heldBy, holding } from "../describing/flows.ts";
import type { Line, Shape } from "../describing/options.ts";
import { readLine } from "../describing/options.ts";
import type { Use } from "../describing/tool.ts";
import { awkLines } from "./awk.ts";
import { base64, hex } from "./decode.ts";
import { counts, cut, head, paste, rev, sort, tac, tail, uniq } from "./lines.ts";
import { echoed, printed } from "./printf.ts";
import { sed } from "./sed.ts";
import { shapeOfOutput } from "./shapes.ts";
import { translated } from "./tr.ts";

/** What one use is given: its options, its words, and the text of its files or of what flows in. */
export type Job = { readonly line: Line; readonly words: readonly string[]; readonly given: readonly string[]; readonly text: string };

type Program = {
  /** Its options that take a value, and no others may be used than it knows. */
  readonly shape: Shape;
  /** How many of its words come before the files; left out, it reads none. */
  readonly before?: number;
  /** The options that stand for those words. */
  readonly instead?: readonly string[];
  readonly made: (job: Job) => string | undefined;
};

const bare: Shape = { short: "", long: [] };

const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ["rev", { shape: bare, before: 0, made: rev }],
  ["tac", { shape: bare, before: 0, made: tac }],
  ["head", { shape: { short: "nc", long: ["lines", "bytes"] }, before: 0, made: head }],
  ["tail", { shape: { short: "nc", long: ["lines", "bytes"] }, before: 0, made: tail }],
  ["cut", { shape: { short: "bcdf", long: ["delimiter", "fields", "characters", "bytes"] }, before: 0, made: cut }],
  ["sort", { shape: { short: "", long: [] }, before: 0, made: sort }],
  ["uniq", { shape: bare, before: 0, made: uniq }],
  ["paste", { shape: { short: "d", long: ["delimiters"] }, before: 0, made: paste }],
  ["tr", { shape: bare, made: translated }],
  ["sed", { shape: { short: "e", long: ["expression"] }, before: 1, instead: ["e", "expression"], made: sed }],
  ["awk", { shape: { short: "F", long: ["field-separator"] }, before: 1, made: awkLines }],
  ["base64", { shape: { short: "wi", long: ["wrap"] }, before: 0, made: base64 }],
  ["xxd", { shape: { short: "", long: [] }, before: 0, made: hex }],
  ["wc", { shape: bare, before: 0, made: counts }],
]);

/** Programs under other names. */
const aliases: ReadonlyMap<string, string> = new Map(
  "gawk=awk mawk=awk nawk=awk gsed=sed ghead=head gtail=tail gcut=cut gsort=sort guniq=uniq gtr=tr gbase64=base64 gtac=tac"
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);

/** Undefined where it cannot be told; then the tool itself is asked. */
export function computed(use: Use): Flow | undefined {
  const name = aliases.get(use.name) ?? use.name;
  const text = fromWords(name, use) ?? projectRoot(use);
  if (text !== undefined)
    return bounded(
      text,
      use.words.map((word) => word.flow).filter((flow) => flow !== undefined),
    );
  const program = programs.get(name === "openssl" ? "base64" : name);
  const made = program === undefined ? undefined : filtered(program, name === "openssl" ? withoutProgram(use) : use);
  return made ?? shapeOfOutput(use);
}

function bounded(text: string, flows: readonly Flow[]): Flow | undefined {
  if (text.length > limits.valueChars || flows.some((flow) => flow.from === "download" || flow.from === "remote")) return undefined;
  return holding({ from: "call", text }, heldBy(flows));
}

/** `openssl base64 -d` and `openssl enc -base64 -d` are base64. */
function withoutProgram(use: Use): Use | undefined {
  const [first, ...rest] = use.words;
  const words = first?.text === "enc" ? rest.filter((word) => !/^-(base64|a)$/.test(word.text)) : rest;
  const isBase64 = first?.text === "base64" || (first?.text === "enc" && words.length < rest.length);
  const isPlain = words.every((word) => /^-(d|e|A|in|out)$/.test(word.text));
  return isBase64 && isPlain ? { ...use, words: words.filter((word) => word.text !== "-A" && word.text !== "-e") } : undefined;
}

function filtered(program: Program, use: Use | undefined): Flow | undefined {
  if (use === undefined || !use.words.every((word) => word.known)) return undefined;
  const line = readLine(use.words, program.shape);
  const isNamed = line.options.some((option) => program.instead?.includes(option.name) === true);
  const count = program.before === undefined ? line.operands.length : isNamed ? 0 : program.before;
  const flows = inputs(line.operands.slice(count), use);
  const texts = flows.map((flow) => flow?.text).filter((text) => text !== undefined);
  if (texts.length < flows.length) return undefined;
  const words = line.operands.slice(0, count).map((word) => word.text);
  const made = program.made({ line, words, given: use.words.map((word) => word.text), text: texts.join("") });
  return made === undefined
    ? undefined
    : bounded(
        made,
        flows.filter((flow) => flow !== undefined),
      );
}

function inputs(files: readonly Value[], use: Use): readonly (Flow | undefined)[] {
  return files.length === 0 ? [use.stdin] : files.map((file) => (file.text === "-" ? use.stdin : use.content(file)));
}

/** Those that read nothing: their words alone say what they write. */
function fromWords(name: string, use: Use): string | undefined {
  if (name === "pwd")
    return use.place.cwd.known && !use.line.options.some((option) => option.name === "P") ? `${use.place.cwd.text}\n` : undefined;
  const make = makers.get(name);
  if (make === undefined || !use.words.every((word) => word.known && !word.glob)) return undefined;
  const words = use.words.map((word) => word.text);
  return make(name === "echo" && /^(da|z|k|mk|a)?sh$/.test(use.dialect ?? "") ? ["-e", ...words] : words);
}

/** `git rev-parse --show-toplevel` */
function projectRoot({ name, words, place: { ground, cwd } }: Use): string | undefined {
  const { project, world } = ground;
  if (name !== "git" || words.map((word) => word.text).join(" ") !== "rev-parse --show-toplevel" || project === undefined) return undefined;
  const dotGit = cwd.known && isAtOrBelow(cwd.text, project) ? world.entry(`${project}/.git`) : undefined;
  return dotGit?.known === true && dotGit.value.kind !== "absent" ? `${project}\n` : undefined;
}

const makers: ReadonlyMap<string, (words: readonly string[]) => string | undefined> = new Map([
  ["echo", echoed],
  ["printf", printed],
  ["seq", counted],
  ["basename", lastName],
  ["dirname", folderName],
]);

/** Up to a few hundred whole numbers. */
function counted(words: readonly string[]): string | undefined {
  if (words.length === 0 || words.length > 3 || !words.every((word) => /^-?\d{1,12}$/.test(word))) return undefined;
  const numbers = words.map(Number);
  const [first, step, last] = numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (first === undefined || last === undefined || step === undefined || step === 0) return undefined;
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > limits.wordsPerWord) return undefined;
  return Array.from({ length: count }, (_, position) => `${first + position * step}\n`).join("");
}

function lastName(words: readonly string[]): string | undefined {
  const [path, ending, ...more] = words[0] === "--" ? words.slice(1) : words;
  if (path === undefined || path === "" || path.startsWith("-") || more.length > 0) return undefined;
  const name = path.replace(/\/+$/, "").replace(/^.*\//s, "");
  if (name === "") return "/\n";
  return `${ending !== undefined && name.endsWith(ending) && name !== ending ? name.slice(0, -ending.length) : name}\n`;
}

function folderName(words: readonly string[]): string | undefined {
  const [path, ...more] = words[0] === "--" ? words.slice(1) : words;
  if (path === undefined || path === "" || path.startsWith("-") || more.length > 0) return undefined;
  const trimmed = path.replace(/(?<=.)\/+$/, "");
  if (!trimmed.includes("/")) return ".\n";
  return `${trimmed.replace(/\/+[^/]*$/, "") || "/"}\n`;
}
