/** Fills templates with a name, and adds what came out to the tables that list it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One name in the forms that files, code and policies need. */
export type Naming = { readonly kebab: string; readonly camel: string; readonly snake: string; readonly title: string };

/** A file with its whole new text. */
export type Planned = { readonly path: string; readonly text: string };

/** A sentence for the person who ran the generator. */
export class Refusal extends Error {}

/** Words that the language keeps for itself cannot be the name of a constant. */
const keptWords = new Set(
  "await break case catch class const continue delete do else enum export for if import in new return super switch this throw try typeof var void while with yield".split(
    " ",
  ),
);

export function namingOf(name: string): Naming {
  const parts = name.split("-");
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    throw new Refusal(`\`${name}\` is no name for it: lower-case words with hyphens between them, like \`docker-compose\``);
  }
  const capitals = parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`);
  const camel = `${parts[0] ?? ""}${capitals.slice(1).join("")}`;
  return { kebab: name, camel: keptWords.has(camel) ? `${camel}Tool` : camel, snake: parts.join("_"), title: capitals.join(" ") };
}

/** Template file → the path it becomes. Nothing that exists is overwritten. */
export function filled(root: string, naming: Naming, targets: Readonly<Record<string, string>>): readonly Planned[] {
  return Object.entries(targets).map(([template, target]) => {
    const path = fill(target, naming);
    if (existsSync(join(root, path))) throw new Refusal(`\`${path}\` is there already; nothing was written`);
    return { path, text: fill(readFileSync(new URL(`../templates/${template}`, import.meta.url), "utf8"), naming) };
  });
}

export function fill(text: string, naming: Naming): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, form: string) => new Map(Object.entries(naming)).get(form) ?? whole);
}

/** A text with one line more among lines like it, in the order of the alphabet. */
export function withLine(text: string, line: string, alike: RegExp): string {
  const lines = text.split("\n");
  const group = lines.flatMap((one, index) => (alike.test(one) ? [index] : []));
  const [first] = group;
  if (first === undefined) throw new Refusal(`no line like \`${line}\` was found to put it beside; nothing was written`);
  const before = group.find((index) => (lines[index] ?? "") > line) ?? (group.at(-1) ?? first) + 1;
  return [...lines.slice(0, before), line, ...lines.slice(before)].join("\n");
}

/** A text whose list, the part of a line that `list` finds in brackets, has one item more. */
export function withItem(text: string, list: RegExp, item: string): string {
  const found = list.exec(text);
  if (found === null) throw new Refusal(`no list for \`${item}\` was found; nothing was written`);
  const start = found.index + found[0].length;
  const end = text.indexOf("]", start);
  const items = text
    .slice(start, end)
    .split(",")
    .flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
  return `${text.slice(0, start)}${[...items, item].sort().join(", ")}${text.slice(end)}`;
}

export function write(root: string, planned: readonly Planned[]): void {
  for (const { path, text } of planned) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
