/** Words to values: quotes, braces, tildes, variables and substitutions, in the shell's own order. */
import type { Script, Word, WordPart } from "unbash";
import { limits } from "../limits.ts";
import { alternatives, combinations } from "./alternatives.ts";
import { substitutionsIn } from "./substitutions.ts";
import { type Flow, headOf, literal, textValue, unknownValue, type Value } from "./value.ts";

/** What a word may ask while it is expanded. */
export type Lookup = {
  readonly home: Value;
  /** `@` is the list of positional words. */
  readonly variable: (name: string) => Value | undefined;
  /** Looks at a substituted script and says what would come out of it; one that could not be parsed has none. */
  readonly substitute: (script: Script | undefined) => Flow;
};

/** The fields that one word becomes; none when it is an unquoted empty expansion. */
export function expandWord(word: Word, lookup: Lookup): readonly Value[] {
  const { parts } = word;
  if (parts === undefined) return [tilde(word, textValue(word.value), lookup.home)];
  return completely(word, lookup, (watched) => {
    const pieces = parts.flatMap((part) => piecesOf(part, watched, false));
    const fields = fieldsOf(withTilde(word, pieces, lookup.home), lookup.variable("IFS"));
    return (fields && spreadAll(fields, lookup.home)) ?? [{ ...unknownValue(word.text), loose: true }];
  });
}

/** A word where the shell does not split: an assignment's value, a redirect's target, a here-string, a heredoc. */
export function expandWhole(word: Word, lookup: Lookup): Value {
  const { parts } = word;
  if (parts === undefined) return tilde(word, textValue(word.value), lookup.home);
  return completely(word, lookup, (watched) => {
    const pieces = parts.flatMap((part) => piecesOf(part, watched, true));
    return joined(withTilde(word, pieces, lookup.home));
  });
}

/** Also runs the substitutions that an expansion passed over: in patterns, subscripts, arithmetic, unused defaults. */
function completely<T>(word: Word, lookup: Lookup, expand: (watched: Lookup) => T): T {
  const walked = new Set<Script | undefined>();
  const substitute = (script: Script | undefined): Flow => {
    walked.add(script);
    return lookup.substitute(script);
  };
  const value = expand({ ...lookup, substitute });
  for (const script of substitutionsIn(word)) if (!walked.has(script)) lookup.substitute(script);
  return value;
}

/** One stretch of a word. `splits`: the shell cuts it at blanks; `braces`: its braces are live; `starts`: a new word begins with it. */
type Piece = Value & { readonly splits: boolean; readonly braces: boolean; readonly starts?: true };

function piecesOf(part: WordPart, lookup: Lookup, quoted: boolean): readonly Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [fixed(textValue(part.value))];
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.length === 0 ? [fixed(literal(""))] : part.parts.flatMap((child) => piecesOf(child, lookup, true));
    case "Glob":
    case "ExtendedGlob":
      return [fixed({ ...literal(part.text), glob: !quoted })];
    case "BraceExpansion":
      return [bracePiece(part, lookup)];
    case "SimpleExpansion":
      return variablePieces({ name: part.text.slice(1), text: part.text }, lookup, quoted);
    case "ParameterExpansion":
      return parameterPieces(part, lookup, quoted);
    case "CommandExpansion":
      return [substitutionPiece(part, lookup, quoted)];
    case "ProcessSubstitution":
      return [fixed({ ...literal("/dev/fd/63"), flow: lookup.substitute(part.script) })];
    case "ArithmeticExpansion":
      return [expansion(undefined, part.text, quoted)];
  }
}

function fixed(value: Value): Piece {
  return { ...value, splits: false, braces: false };
}

function expansion(value: Value | undefined, text: string, quoted: boolean): Piece {
  const { items: _, ...single } = value ?? unknownValue(text);
  const loose = !single.known && !quoted ? { loose: true as const } : {};
  return { ...single, ...loose, splits: !quoted, braces: false };
}

/** A list, as `$@` and `${a[*]}` name it; `index` is what stands in the brackets, or the `@` itself. */
type Named = { readonly name: string; readonly text: string; readonly index?: string; readonly from?: number };

function variablePieces(named: Named, lookup: Lookup, quoted: boolean): readonly Piece[] {
  const isPositional = named.name === "@" || named.name === "*";
  const value = lookup.variable(isPositional ? "@" : named.name);
  const index = isPositional ? named.name : named.index;
  if (index !== "@" && index !== "*") return [expansion(index === undefined ? firstOf(value) : itemAt(value, index), named.text, quoted)];
  const items = (value?.items ?? (isPositional || value === undefined ? undefined : [value]))?.slice(named.from ?? 0);
  if (items === undefined) return [{ ...expansion(undefined, named.text, quoted), loose: true }];
  if (quoted && index === "*") return [fixed(joined(items.map((item, position) => listed(item, position, true))))];
  return items.map((item, position) => listed(item, position, quoted));
}

function listed(item: Value, position: number, quoted: boolean): Piece {
  return { ...expansion(item, item.text, quoted), ...(position > 0 ? { starts: true as const } : {}) };
}

function firstOf(value: Value | undefined): Value | undefined {
  return value?.items === undefined ? value : (value.items[0] ?? literal(""));
}

function itemAt(value: Value | undefined, index: string): Value | undefined {
  if (!/^\d+$/.test(index)) return undefined;
  return value?.items === undefined ? (index === "0" ? value : undefined) : (value.items[Number(index)] ?? literal(""));
}

function bracePiece(part: Extract<WordPart, { type: "BraceExpansion" }>, lookup: Lookup): Piece {
  const inner = part.parts === undefined ? [fixed(literal(part.text))] : part.parts.flatMap((child) => piecesOf(child, lookup, true));
  return { ...joined(inner), splits: false, braces: true };
}

function parameterPieces(part: Extract<WordPart, { type: "ParameterExpansion" }>, lookup: Lookup, quoted: boolean): readonly Piece[] {
  const { operation, index, parameter: name, text } = part;
  const unknown = [{ ...expansion(undefined, text, quoted), loose: true as const }];
  if (part.prefix !== undefined || (index?.parts !== undefined && index.parts.length > 0)) return unknown;
  const named = { name, text, ...(index === undefined ? {} : { index: index.value }) };
  if (operation === undefined) return variablePieces(named, lookup, quoted);
  if (operation.type === "Slice" && /^[1-9]\d*$/.test(operation.offset.value) && operation.length === undefined && /^[@*]$/.test(name))
    return variablePieces({ ...named, from: Number(operation.offset.value) - 1 }, lookup, quoted);
  if (operation.type !== "Default" || index !== undefined) return unknown;
  const [value, operand] = [firstOf(lookup.variable(name)), expandWhole(operation.operand, lookup)];
  const isDefault = operation.operator.endsWith("-") || operation.operator.endsWith("=");
  if (!isDefault || value?.known !== true) return unknown;
  return [expansion(value.text === "" && operation.operator.startsWith(":") ? operand : value, text, quoted)];
}

function substitutionPiece(part: Extract<WordPart, { type: "CommandExpansion" }>, lookup: Lookup, quoted: boolean): Piece {
  const flow = lookup.substitute(part.script);
  const value = flow.text === undefined ? unknownValue(part.text, flow) : { ...literal(withoutLastBreaks(flow.text)), flow };
  return expansion(value, part.text, quoted);
}

function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}

/** Cuts the pieces of a word into fields where an unquoted expansion holds separators; undefined when there are too many. */
function fieldsOf(pieces: readonly Piece[], separators: Value | undefined): readonly (readonly Piece[])[] | undefined {
  const fields: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.starts === true) fields.push([]);
    if (!piece.splits || !piece.known) {
      fields.at(-1)?.push(piece);
      continue;
    }
    const words = split(piece.text, separators);
    if (words === undefined || words.length + fields.length > limits.wordsPerWord) return undefined;
    words.forEach((text, position) => {
      if (position > 0) fields.push([]);
      if (text !== "") fields.at(-1)?.push({ ...piece, text, glob: /[*?[]/.test(text) });
    });
  }
  return fields.filter((field) => field.length > 0);
}

/** At blanks unless the script has set `IFS`; undefined when nobody knows to what. */
function split(text: string, separators: Value | undefined): readonly string[] | undefined {
  if (separators === undefined) return text.split(/[ \t\n]+/, limits.wordsPerWord + 1);
  if (!separators.known) return undefined;
  const words = [""];
  for (const character of text) {
    if (separators.text.includes(character)) words.push("");
    else words[words.length - 1] += character;
  }
  return words;
}

function spreadAll(fields: readonly (readonly Piece[])[], home: Value): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const field of fields) {
    const spread = spreadBraces(field, home);
    if (spread === undefined || values.length + spread.length > limits.wordsPerWord) return undefined;
    values.push(...spread);
  }
  return values;
}

/** Every choice that the live braces of a field leave; undefined when they are too many to follow. */
function spreadBraces(field: readonly Piece[], home: Value): readonly Value[] | undefined {
  const choices = field.map((piece) => (piece.braces && piece.known ? alternatives(piece.text)?.map(chosen) : [piece]));
  const followed = choices.filter((choice) => choice !== undefined);
  if (followed.length < choices.length) return undefined;
  const tildes = field[0]?.braces === true;
  return combinations(followed)?.map((pieces) => joined(tildes ? homely(pieces, home) : pieces));
}

function chosen(text: string): Piece {
  return fixed({ ...literal(text), glob: /[*?[]/.test(text) });
}

function joined(pieces: readonly Piece[]): Value {
  if (pieces.length === 0) return literal("");
  const flow = pieces.find((piece) => piece.flow !== undefined)?.flow;
  const made = flow === undefined ? {} : { flow };
  const length = pieces.reduce((sum, piece) => sum + piece.text.length + 1, 0);
  if (length > limits.valueChars) return { ...unknownValue(`${pieces[0]?.text.slice(0, 40)}…`), ...made };
  const text = pieces.map((piece, position) => (piece.starts === true && position > 0 ? ` ${piece.text}` : piece.text)).join("");
  const glob = pieces.some((piece) => piece.glob);
  const unknown = pieces.findIndex((piece) => !piece.known);
  if (unknown < 0) return { text, known: true, glob, ...made };
  const head = pieces
    .slice(0, unknown + 1)
    .map(headOf)
    .join("");
  const loose = pieces.some((piece) => piece.loose) ? { loose: true as const } : {};
  return { text, known: false, glob, head, ...loose, ...made };
}

function withTilde(word: Word, pieces: readonly Piece[], home: Value): readonly Piece[] {
  return word.text.startsWith("~") ? homely(pieces, home) : pieces;
}

function homely(pieces: readonly Piece[], home: Value): readonly Piece[] {
  const [first, ...rest] = pieces;
  if (first === undefined || (rest.length > 0 && !first.text.includes("/"))) return pieces;
  return [{ ...first, ...tilde(first, first, home) }, ...rest];
}

/** `~` is the home; `~name` is the home of somebody else, which only the shell can find. */
function tilde(written: { readonly text: string }, value: Value, home: Value): Value {
  if (!written.text.startsWith("~") || !value.text.startsWith("~")) return value;
  const text = value.text.slice(1);
  if (text !== "" && !text.startsWith("/")) return { ...value, known: false, head: "/" };
  return { ...value, text: home.text + text, known: home.known, ...(home.known ? {} : { head: headOf(home) }) };
}
