/** Reads a justfile: what the lines of a recipe would run. */
import { hole, type Value } from "../../shell/value.ts";
import { languageOfFile } from "../running/language.ts";
import type { FileText } from "./file-text.ts";
import type { Step } from "./step.ts";

type Recipe = {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly needs: readonly string[];
  readonly body: readonly { readonly line: number; readonly text: string }[];
};

/** The value is an expression. */
type Parameter = { readonly name: string; readonly value: string | undefined; readonly isRest: boolean };

/** The words behind `just`: recipes with their arguments, and `name=value`. */
export function justSteps(file: FileText, words: readonly Value[]): readonly Step[] {
  const read = recipesIn(file.text);
  if (read.shell !== undefined && !/\b(ba|da|z)?sh\b/.test(read.shell)) return [];
  const settings = new Map([...read.variables, ...words.flatMap(({ text }) => (/^\w[\w-]*=/.test(text) ? [splitAt(text)] : []))]);
  const [name, ...args] = words.filter(({ text }) => !/^\w[\w-]*=/.test(text));
  const first = name === undefined ? read.recipes[0]?.name : name.known ? (read.aliases.get(name.text) ?? name.text) : undefined;
  const steps: Step[] = [];
  const seen = new Set<string>();
  const visit = (recipe: string, given: readonly Value[]): void => {
    const found = read.recipes.find((one) => one.name === recipe);
    if (found === undefined || seen.has(recipe)) return;
    seen.add(recipe);
    for (const need of found.needs) visit(need, []);
    steps.push(...stepsOf(found, new Map([...settings, ...bound(found, given, settings)]), file.path));
  };
  if (first !== undefined) visit(first, args);
  return steps;
}

function splitAt(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

type Texts = ReadonlyMap<string, string>;

function bound({ parameters }: Recipe, given: readonly Value[], settings: Texts): readonly (readonly [string, string])[] {
  return parameters.map(({ name, value, isRest }, position) => {
    const words = isRest ? given.slice(position) : given.slice(position, position + 1);
    if (words.length === 0) return [name, value === undefined ? (isRest ? "" : hole) : filled(`{{${value}}}`, settings)];
    return [name, words.every((word) => word.known) ? words.map(({ text }) => text).join(" ") : hole];
  });
}

function stepsOf({ body }: Recipe, values: Texts, path: string): readonly Step[] {
  const lines = body.map(({ line, text }) => ({ line, text: filled(text, values) }));
  const [first] = lines;
  if (first === undefined) return [];
  if (!first.text.startsWith("#!")) return lines.map(({ line, text }) => ({ path, line, text: text.replace(/^[@-]+/, "") }));
  const language = languageOfFile("", first.text);
  const text = lines.map((one) => one.text).join("\n");
  return language === undefined ? [] : [{ path, line: first.line, text, ...(language === "shell" ? {} : { language }) }];
}

/** `{{name}}` is put in where its value is a plain text. */
function filled(text: string, values: Texts): string {
  return text.replace(/\{\{(.*?)\}\}/g, (_, inside: string) => values.get(inside.trim()) ?? quotedText(inside.trim()) ?? hole);
}

function quotedText(text: string): string | undefined {
  return /^"([^"\\]*)"$|^'([^']*)'$/
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
}

type Read = {
  readonly recipes: readonly Recipe[];
  readonly variables: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly shell: string | undefined;
};

function recipesIn(text: string): Read {
  const recipes: (Recipe & { readonly body: { line: number; text: string }[] })[] = [];
  const [variables, aliases] = [new Map<string, string>(), new Map<string, string>()];
  let shell: string | undefined;
  for (const [position, line] of joinedLines(text).entries()) {
    const indented = /^[ \t]+(\S[^]*)$/.exec(line)?.[1];
    if (indented !== undefined) recipes.at(-1)?.body.push({ line: position + 1, text: indented });
    if (indented !== undefined || /^(#|\[|$)/.test(line)) continue;
    const [, name, value] = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/.exec(line) ?? [];
    const [, setting, wanted] = /^set\s+([\w-]+)\s*:=\s*(.*)$/.exec(line) ?? [];
    const [, alias, target] = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line) ?? [];
    if (alias !== undefined && target !== undefined) aliases.set(alias, target);
    else if (setting === "shell") shell = wanted;
    else if (name !== undefined && value !== undefined) variables.set(name, quotedText(value.trim()) ?? hole);
    else recipes.push(...headIn(line));
  }
  return { recipes, variables, aliases, shell };
}

/** A line that ends with a backslash goes on; the lines that it took in stay as empty ones, so that all are counted. */
function joinedLines(text: string): readonly string[] {
  const lines = text.split("\n");
  for (let at = lines.length - 2; at >= 0; at -= 1) {
    const line = lines[at] as string;
    if (!line.endsWith("\\") || !/^[ \t]/.test(line)) continue;
    lines[at] = `${line.slice(0, -1)}${(lines[at + 1] as string).trimStart()}`;
    lines[at + 1] = "";
  }
  return lines;
}

function headIn(line: string): readonly (Recipe & { readonly body: { line: number; text: string }[] })[] {
  const [, name, parameters = "", needs = ""] = /^@?([A-Za-z_][\w-]*)((?:\s+[^:]*?)?)\s*:(?!=)\s*([^#]*)/.exec(line) ?? [];
  if (name === undefined) return [];
  const words = parameters.match(/[+*$]*[\w-]+(?:=(?:'[^']*'|"[^"]*"|[^\s]+))?/g) ?? [];
  const named = needs.replace(/&&/g, " ").match(/\(([\w-]+)[^)]*\)|[\w-]+/g) ?? [];
  return [{ name, parameters: words.map(parameter), needs: named.map((need) => need.replace(/^\(([\w-]+)[^]*$/, "$1")), body: [] }];
}

function parameter(word: string): Parameter {
  const [, marks = "", name = "", , value] = /^([+*$]*)([\w-]+)(=([^]*))?$/.exec(word) ?? [];
  return { name, value, isRest: /[+*]/.test(marks) };
}
