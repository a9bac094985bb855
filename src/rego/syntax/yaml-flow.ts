/** What fits on one line of YAML: plain and quoted text, lists and maps in brackets. */
import type { Json } from "../../base/json.ts";

/** `isOpen` says that the text ends before what it starts is closed. */
export type Flow = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly isOpen: boolean; readonly what: string };

export function readFlow(text: string): Flow {
  const reader = new FlowReader(text);
  const value = reader.readValue();
  if (reader.what !== undefined) return { ok: false, isOpen: reader.isOpen, what: reader.what };
  return /^\s*(?:#.*)?$/.test(reader.rest())
    ? { ok: true, value }
    : { ok: false, isOpen: false, what: `unexpected \`${reader.rest().trim()}\` after the value` };
}

/** Unquoted text: a number, a truth value, nothing, or else itself. */
export function readPlain(text: string): Json {
  if (/^["']/.test(text)) {
    const read = readFlow(text);
    return read.ok ? read.value : text;
  }
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : text;
}

const doubleQuoted = /"(?:[^"\\]|\\.)*"/y;
const singleQuoted = /'(?:[^']|'')*'/y;
const plainText = /[^,[\]{}]*?(?=\s*(?:[,\]}]|:\s|:$|\s#|$))/y;

class FlowReader {
  what: string | undefined;
  isOpen = false;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  rest(): string {
    return this.#text.slice(this.#at);
  }

  readValue(): Json {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "[":
        return this.#readList();
      case "{":
        return this.#readMap();
      case '"':
        return this.#readDouble();
      case "'":
        return (this.#match(singleQuoted) ?? "''").slice(1, -1).replaceAll("''", "'");
      default:
        return readPlain((this.#match(plainText) ?? "").trim());
    }
  }

  #readDouble(): Json {
    const quoted = this.#match(doubleQuoted) ?? '""';
    try {
      return JSON.parse(quoted) as Json;
    } catch {
      return this.#fail(`${quoted} has an escape that is not understood here`);
    }
  }

  #readList(): Json {
    const items: Json[] = [];
    for (this.#at++; !this.#closes("]");) {
      items.push(this.readValue());
      if (!this.#separates("]")) return null;
    }
    return items;
  }

  #readMap(): Json {
    const members = new Map<string, Json>();
    for (this.#at++; !this.#closes("}");) {
      const key = String(this.readValue());
      this.#skipSpace();
      if (this.#text[this.#at++] !== ":") return this.#fail(`expected \`:\` after \`${key}\``);
      members.set(key, this.readValue());
      if (!this.#separates("}")) return null;
    }
    return Object.fromEntries(members);
  }

  /** Steps over the closing bracket; stops at the end of the text and at a fault too. */
  #closes(end: string): boolean {
    this.#skipSpace();
    if (this.#at >= this.#text.length) this.#fail(`\`${end}\` is missing`, true);
    if (this.what !== undefined) return true;
    if (this.#text[this.#at] !== end) return false;
    this.#at++;
    return true;
  }

  #separates(end: string): boolean {
    this.#skipSpace();
    const mark = this.#text[this.#at];
    if (mark === ",") this.#at++;
    else if (mark !== end) this.#fail(`expected \`,\` or \`${end}\``, mark === undefined);
    return this.what === undefined;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) this.#fail("this text is not closed", true);
    this.#at += found?.length ?? 0;
    return found;
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at++;
  }

  #fail(what: string, isOpen = false): null {
    if (this.what === undefined) this.isOpen = isOpen;
    this.what ??= what;
    return null;
  }
}
