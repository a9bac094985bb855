/** One reader of option lines for all tools: clusters, joined and separate values, abbreviations, `--`. */
import { literal, type Value } from "../shell/value.ts";

/** Which options take a value; all others are switches. `exact`: the tool knows no abbreviations of long ones. */
export type Shape = { readonly short: string; readonly long: readonly string[]; readonly exact?: true };

export type Option = { readonly name: string; readonly value?: Value };

export type Line = {
  readonly options: readonly Option[];
  readonly operands: readonly Value[];
  readonly shape: Shape;
  /** Some word is not known, so it may be an option as well. */
  readonly unclear: boolean;
};

/** `stop` ends the options at the first operand, as tools do that pass the rest on. */
export function readLine(words: readonly Value[], shape: Shape, stop = false): Line {
  const options: Option[] = [];
  const operands: Value[] = [];
  let position = 0;
  for (; position < words.length; position += 1) {
    const word = words[position] as Value;
    if (word.text === "--") break;
    if (!isOption(word)) {
      if (stop) break;
      operands.push(word);
      continue;
    }
    const found = word.text.startsWith("--") ? longOption(word, words[position + 1], shape) : cluster(word, words[position + 1], shape);
    options.push(...found.options);
    if (found.tookNext) position += 1;
  }
  const rest = words.slice(words[position]?.text === "--" ? position + 1 : position);
  return { options, operands: [...operands, ...rest], shape, unclear: words.some((word) => !word.known && word.text.startsWith("$")) };
}

function isOption(word: Value): boolean {
  return word.text.length > 1 && word.text.startsWith("-");
}

type Found = { readonly options: readonly Option[]; readonly tookNext: boolean };

function longOption(word: Value, next: Value | undefined, shape: Shape): Found {
  const text = word.text.slice(2);
  const equals = text.indexOf("=");
  if (equals >= 0) return { options: [{ name: text.slice(0, equals), value: { ...word, text: text.slice(equals + 1) } }], tookNext: false };
  if (next !== undefined && shape.long.includes(text)) return { options: [{ name: text, value: next }], tookNext: true };
  return { options: [{ name: text }], tookNext: false };
}

function cluster(word: Value, next: Value | undefined, shape: Shape): Found {
  const options: Option[] = [];
  const letters = word.text.slice(1);
  for (let position = 0; position < letters.length; position += 1) {
    const name = letters[position] as string;
    if (!shape.short.includes(name)) {
      options.push({ name });
      continue;
    }
    const joined = letters.slice(position + 1);
    const value = joined === "" ? next : { ...word, text: joined };
    options.push(value === undefined ? { name } : { name, value });
    return { options, tookNext: joined === "" && next !== undefined };
  }
  return { options, tookNext: false };
}

/** Is one of these options there? A long one counts by any abbreviation that the tool would take. */
export function has(line: Line, ...names: readonly string[]): boolean {
  return line.options.some((option) => names.some((name) => means(line, option, name)));
}

/** The values of an option, in order. */
export function valuesOf(line: Line, ...names: readonly string[]): readonly Value[] {
  return line.options.filter((option) => names.some((name) => means(line, option, name))).map((option) => option.value ?? literal(""));
}

function means(line: Line, option: Option, name: string): boolean {
  if (option.name === name) return true;
  return line.shape.exact !== true && name.length > 1 && option.name.length > 1 && name.startsWith(option.name);
}
