/** JSON text to values with every digit of every number, which `JSON.parse` would round. */
import { deepestValue } from "./json.ts";
import { numericOf } from "./number.ts";
import { RegoObject } from "./object.ts";
import type { Value } from "./value.ts";

/** `undefined` for what is not JSON, or nested too deeply. */
export function valueOfText(text: string): Value | undefined {
  if (!isWellFormed(text)) return undefined;
  return new JsonReader(text).read(0);
}

export function isWellFormed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const token = /\s*([[\]{},:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** Relies on the text being well formed. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(depth: number): Value | undefined {
    return this.#value(this.#next(), depth);
  }

  #next(): string {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    this.#at = token.lastIndex;
    return found?.[1] ?? "";
  }

  #value(word: string, depth: number): Value | undefined {
    if (depth > deepestValue) return undefined;
    if (word === "[") return this.#array(depth);
    if (word === "{") return this.#object(depth);
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    return word.startsWith('"') ? textOf(word) : numericOf(word);
  }

  #array(depth: number): Value | undefined {
    const items: Value[] = [];
    for (let word = this.#next(); word !== "]"; word = this.#next()) {
      const item = this.#value(word === "," ? this.#next() : word, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }

  #object(depth: number): Value | undefined {
    const object = new RegoObject();
    for (let word = this.#next(); word !== "}"; word = this.#next()) {
      const name = textOf(word === "," ? this.#next() : word);
      this.#next();
      const value = this.read(depth + 1);
      if (value === undefined) return undefined;
      object.set(name, value);
    }
    return object;
  }
}

/** Half of a pair of surrogates is no character. */
function textOf(word: string): string {
  return (JSON.parse(word) as string).toWellFormed();
}
