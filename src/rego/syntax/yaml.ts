/** The part of YAML that annotations use: block maps and lists, plain, quoted and folded text, lists and maps in brackets. All else is refused. */
import type { Json } from "../../base/json.ts";
import type { Flaw, Parsed } from "./source.ts";
import { readFlow, readPlain } from "./yaml-flow.ts";

/** `at` is where the text starts in its file. */
export type YamlLine = { readonly text: string; readonly at: number };

/** `at` is blamed where there is no line to blame. */
export function readYaml(lines: readonly YamlLine[], at: number): Parsed<Json> {
  const reader = new YamlReader(lines, at);
  const value = reader.readBlock(-1);
  if (reader.flaw === undefined && !reader.atEnd()) reader.fail("this line is indented differently from the lines it belongs to");
  return reader.flaw === undefined ? { ok: true, value } : { ok: false, flaw: reader.flaw };
}

type Members = Map<string, Json>;

const keyPattern = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{},#&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?)\s*:(?:\s+|$)/;

class YamlReader {
  flaw: Flaw | undefined;
  readonly #lines: readonly YamlLine[];
  readonly #at: number;
  #index = 0;

  constructor(lines: readonly YamlLine[], at: number) {
    this.#lines = lines;
    this.#at = at;
  }

  /** Whatever is indented more than `outer`. */
  readBlock(outer: number): Json {
    this.#skipBlank();
    const indent = this.#indent();
    if (this.atEnd() || indent <= outer) return null;
    const text = this.#content();
    if (text === "-" || text.startsWith("- ")) return this.#readList(indent);
    return keyPattern.test(text) ? this.#readMap(indent) : this.#readText(text, outer);
  }

  atEnd(): boolean {
    this.#skipBlank();
    return this.flaw !== undefined || this.#index >= this.#lines.length;
  }

  fail(what: string): null {
    const line = this.#lines[Math.min(this.#index, this.#lines.length - 1)];
    this.flaw ??= { code: "rego.metadata", at: line === undefined ? this.#at : line.at + Math.max(0, this.#indent()), what };
    return null;
  }

  #readMap(indent: number): Json {
    const members: Members = new Map();
    while (!this.atEnd() && this.#indent() === indent) {
      const found = keyPattern.exec(this.#content());
      if (found === null) return this.fail("expected an entry like `name: value`");
      const key = String(readPlain(found[1] as string) ?? found[1]);
      if (members.has(key)) return this.fail(`\`${key}\` stands here twice`);
      members.set(key, this.#readEntry(this.#content().slice(found[0].length), indent));
    }
    return Object.fromEntries(members);
  }

  /** The value after `name:`; a list below a name may stand as far left as the name. */
  #readEntry(rest: string, indent: number): Json {
    if (withoutComment(rest) !== "") return this.#readText(rest, indent);
    this.#index++;
    this.#skipBlank();
    const isList = this.#indent() === indent && /^-(?: |$)/.test(this.#content());
    return this.readBlock(isList ? indent - 1 : indent);
  }

  #readList(indent: number): Json {
    const items: Json[] = [];
    while (!this.atEnd() && this.#indent() === indent && /^-(?: |$)/.test(this.#content())) {
      items.push(this.#readItem(indent));
    }
    return items;
  }

  /** An item is a block that starts on the line of its dash: the dash is read as indentation. */
  #readItem(indent: number): Json {
    const line = this.#lines[this.#index] as YamlLine;
    if (withoutComment(this.#content().slice(1)) === "") {
      this.#index++;
      return this.readBlock(indent);
    }
    const rest = new YamlReader([{ text: line.text.replace("-", " "), at: line.at }, ...this.#lines.slice(this.#index + 1)], this.#at);
    const value = rest.readBlock(indent);
    this.flaw ??= rest.flaw;
    this.#index += Math.max(1, rest.#index);
    return value;
  }

  #readText(text: string, indent: number): Json {
    const marker = /^([|>])([+-]?)\s*(?:#.*)?$/.exec(text);
    if (marker !== null) return this.#readParagraphs(marker[1] === ">", marker[2] as string, indent);
    if (/^[[{"']/.test(text)) return this.#readBracketed(text);
    if (/^[&*!%@`|>]/.test(text))
      return this.fail(`\`${text[0]}\` starts something of YAML that annotations cannot use; put the text in quotes`);
    const words = [withoutComment(text)];
    for (this.#index++; this.#index < this.#lines.length && !this.#isBlank() && this.#indent() > indent; this.#index++) {
      if (keyPattern.test(this.#content())) return this.fail("this line is indented differently from the lines it belongs to");
      words.push(withoutComment(this.#content()));
    }
    return words.length > 1 ? words.join(" ") : readPlain(words[0] as string);
  }

  /** Quoted text and brackets may go on over several lines. */
  #readBracketed(first: string): Json {
    let text = first;
    for (;;) {
      const read = readFlow(text);
      if (read.ok) {
        this.#index++;
        return read.value;
      }
      const next = this.#lines[this.#index + 1];
      if (!read.isOpen || next === undefined) return this.fail(read.what);
      this.#index++;
      text = `${text} ${next.text.trim()}`;
    }
  }

  /** `|` keeps lines, `>` joins them; `-` drops the newline at the end. */
  #readParagraphs(isFolded: boolean, chomping: string, outer: number): Json {
    const lines: string[] = [];
    this.#index++;
    const indent = this.#firstIndent();
    if (indent <= outer) return "";
    for (; this.#index < this.#lines.length && (this.#isBlank() || this.#indent() >= indent); this.#index++) {
      lines.push((this.#lines[this.#index] as YamlLine).text.slice(indent));
    }
    const text = lines.join("\n").trimEnd();
    const joined = isFolded ? text.replace(/([^\n])\n(?=[^\n\s])/g, "$1 ").replace(/\n\n/g, "\n") : text;
    return chomping === "-" ? joined : `${joined}\n`;
  }

  #firstIndent(): number {
    const first = this.#lines.slice(this.#index).find((line) => line.text.trim() !== "");
    return first === undefined ? -1 : indentOf(first.text);
  }

  #skipBlank(): void {
    while (this.#index < this.#lines.length && (this.#isBlank() || this.#content().startsWith("#"))) this.#index++;
  }

  #isBlank(): boolean {
    return this.#content() === "";
  }

  #content(): string {
    return (this.#lines[this.#index]?.text ?? "").trim();
  }

  #indent(): number {
    return indentOf(this.#lines[this.#index]?.text ?? "");
  }
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function withoutComment(text: string): string {
  return text.replace(/(?:^|\s)#.*$/, "").trim();
}
