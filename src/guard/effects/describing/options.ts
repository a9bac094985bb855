/** One reader of option lines for all tools: clusters, joined and separate values, abbreviations, `--`. */
import { behind, headOf, literal, type Value } from "../../shell/value.ts";

/** Which options take a value; all others are switches. `exact`: the tool knows no abbreviations of long ones. */
export type Shape = { readonly short: string; readonly long: readonly string[]; readonly exact?: true };

export type Option = { readonly name: string; readonly value?: Value };

export type Line = {
  readonly options: readonly Option[];
  readonly operands: readonly Value[];
  readonly shape: Shape;
  /** Words that are not known, and that may be options as well. */
  readonly unclear: readonly Value[];
};

/** `stop` ends the options at the first operand, as tools do that pass the rest on. */
export function readLine(words: readonly Value[], shape: Shape, stop = false): Line {
  if (words.every(isPlain)) return { options: [], operands: words, shape, unclear: [] };
  const options: Option[] = [];
  const operands: Value[] = [];
  let position = 0;
  for (; position < words.length; position += 1) {
    const word = words[position] as Value;
    if (word.text === "--") break;
    if (!isOption(word) || (!word.known && !/^-./.test(headOf(word)))) {
      if (stop) break;
      operands.push(word);
      continue;
    }
    const found = word.text.startsWith("--") ? longOption(word, words[position + 1], shape) : cluster(word, words[position + 1], shape);
    options.push(...found.options);
    if (found.tookNext) position += 1;
  }
  const rest = words.slice(words[position]?.text === "--" ? position + 1 : position);
  return { options, operands: [...operands, ...rest], shape, unclear: words.filter(mayBeOption) };
}

function isPlain({ known, text }: Value): boolean {
  return known && !text.startsWith("-");
}

/** Only a certain beginning tells: a long option with its name, or a letter that no option begins with. */
function mayBeOption(word: Value): boolean {
  if (word.known || isBelow(word) || /^[^-*?]/.test(word.shape ?? "")) return false;
  const head = headOf(word);
  return word.loose === true || head === "" || (head.startsWith("-") && !/^--[\w-]+=/.test(head));
}

/** A list of paths begins with the folders that they lie in. */
function isBelow(word: Value): boolean {
  return word.flow?.below?.every((folder) => folder !== "" && !folder.startsWith("-")) === true;
}

function isOption(word: Value): boolean {
  return word.text.length > 1 && word.text.startsWith("-");
}

type Found = { readonly options: readonly Option[]; readonly tookNext: boolean };

function longOption(word: Value, next: Value | undefined, shape: Shape): Found {
  const text = word.text.slice(2);
  const equals = text.indexOf("=");
  if (equals >= 0) return { options: [{ name: text.slice(0, equals), value: behind(word, equals + 3) }], tookNext: false };
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
    const value = joined === "" ? next : behind(word, position + 2);
    options.push(value === undefined ? { name } : { name, value });
    return { options, tookNext: joined === "" && next !== undefined };
  }
  return { options, tookNext: false };
}

/** Does one of the words that may be an option stand beside this one, or can it be several words itself? */
export function mayHaveOptions(line: Line, operand: Value): boolean {
  return line.unclear.some((word) => word !== operand || word.loose === true);
}

/**
 * The operands as they stand, and without the first ones that options may have taken: long options in front of them
 * of which nobody has said whether they take a value.
 */
export function readingsOf(line: Line, switches: readonly string[]): readonly (readonly Value[])[] {
  if (line.options.length === 0) return [line.operands];
  const unlisted = line.options.filter(
    ({ name, value }) => name.length > 1 && value === undefined && !line.shape.long.includes(name) && !switches.includes(name),
  );
  const count = Math.min(unlisted.length, line.operands.length);
  return Array.from({ length: count + 1 }, (_, taken) => line.operands.slice(taken));
}

/** Is one of these options there? A long one counts by any abbreviation that the tool would take. */
export function has(line: Line, ...names: readonly string[]): boolean {
  return line.options.length > 0 && line.options.some((option) => names.some((name) => means(line, option, name)));
}

/** The values of an option, in order. */
export function valuesOf(line: Line, ...names: readonly string[]): readonly Value[] {
  if (line.options.length === 0) return [];
  return line.options.filter((option) => names.some((name) => means(line, option, name))).map((option) => option.value ?? literal(""));
}

function means(line: Line, option: Option, name: string): boolean {
  if (option.name === name) return true;
  if (line.shape.long.includes(option.name)) return false;
  return line.shape.exact !== true && name.length > 1 && option.name.length > 1 && name.startsWith(option.name);
}
