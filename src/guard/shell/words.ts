/** Words to values: quotes, braces, tildes, variables and substitutions, in the shell's own order. */
import type { Script, Word, WordPart } from "unbash";
import { limits } from "../limits.ts";
import { alternatives } from "./alternatives.ts";
import { type Flow, literal, unknownValue, type Value } from "./value.ts";

/** What a word may ask while it is expanded. */
export type Lookup = {
  readonly home: string;
  readonly variable: (name: string) => Value | undefined;
  /** Looks at a substituted script and says what would come out of it. */
  readonly substitute: (script: Script) => Flow;
};

/** The fields that one word becomes; none when it is an unquoted empty expansion. */
export function expandWord(word: Word, lookup: Lookup): readonly Value[] {
  if (word.parts === undefined) return [literal(withHome(word, lookup.home))];
  const pieces = word.parts.flatMap((part) => piecesOf(part, lookup, false));
  const fields = fieldsOf(withLeadingHome(word, pieces, lookup.home));
  const spread = fields.flatMap((field) => spreadBraces(field));
  return spread.length > limits.wordsPerWord ? [unknownValue(word.text)] : spread;
}

/** A word where the shell does not split: an assignment's value, a redirect's target, a here-string. */
export function expandWhole(word: Word, lookup: Lookup): Value {
  if (word.parts === undefined) return literal(withHome(word, lookup.home));
  const pieces = word.parts.flatMap((part) => piecesOf(part, lookup, true));
  return joined(withLeadingHome(word, pieces, lookup.home));
}

/** One stretch of a word. `splits`: the shell cuts it at blanks; `braces`: its braces are live. */
type Piece = Value & { readonly splits: boolean; readonly braces: boolean };

function piecesOf(part: WordPart, lookup: Lookup, quoted: boolean): Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [fixed(literal(part.value))];
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.length === 0 ? [fixed(literal(""))] : part.parts.flatMap((child) => piecesOf(child, lookup, true));
    case "Glob":
    case "ExtendedGlob":
      return [fixed({ ...literal(part.text), glob: !quoted })];
    case "BraceExpansion":
      return [bracePiece(part, lookup)];
    case "SimpleExpansion":
      return [expansion(lookup.variable(part.text.slice(1)), part.text, quoted)];
    case "ParameterExpansion":
      return [parameterPiece(part, lookup, quoted)];
    case "CommandExpansion":
      return [substitutionPiece(part, lookup, quoted)];
    case "ProcessSubstitution":
      return [processPiece(part, lookup)];
    case "ArithmeticExpansion":
      return [fixed(unknownValue(part.text))];
  }
}

function fixed(value: Value): Piece {
  return { ...value, splits: false, braces: false };
}

function expansion(value: Value | undefined, text: string, quoted: boolean): Piece {
  return { ...(value ?? unknownValue(text)), splits: !quoted, braces: false };
}

function bracePiece(part: Extract<WordPart, { type: "BraceExpansion" }>, lookup: Lookup): Piece {
  const inner = part.parts === undefined ? [fixed(literal(part.text))] : part.parts.flatMap((child) => piecesOf(child, lookup, true));
  return { ...joined(inner), splits: false, braces: true };
}

function parameterPiece(part: Extract<WordPart, { type: "ParameterExpansion" }>, lookup: Lookup, quoted: boolean): Piece {
  const plain = part.prefix === undefined && part.index === undefined;
  const value = plain ? lookup.variable(part.parameter) : undefined;
  const { operation } = part;
  if (operation === undefined) return expansion(value, part.text, quoted);
  // The operand is expanded even where its value is not used: a substitution in it may run.
  if (operation.type === "Default") {
    const operand = expandWhole(operation.operand, lookup);
    const isDefault = operation.operator === ":-" || operation.operator === ":=";
    if (isDefault && value !== undefined && value.known) return expansion(value.text === "" ? operand : value, part.text, quoted);
  }
  return expansion(undefined, part.text, quoted);
}

function substitutionPiece(part: Extract<WordPart, { type: "CommandExpansion" }>, lookup: Lookup, quoted: boolean): Piece {
  if (part.script === undefined) return expansion(unknownValue(part.text, { from: "unread" }), part.text, quoted);
  const flow = lookup.substitute(part.script);
  const value = flow.text === undefined ? unknownValue(part.text, flow) : { ...literal(flow.text.replace(/\n+$/, "")), flow };
  return expansion(value, part.text, quoted);
}

function processPiece(part: Extract<WordPart, { type: "ProcessSubstitution" }>, lookup: Lookup): Piece {
  const flow: Flow = part.script === undefined ? { from: "unread" } : lookup.substitute(part.script);
  return fixed({ ...literal("/dev/fd/63"), flow });
}

/** Cuts the pieces of a word into fields where an unquoted expansion holds blanks. */
function fieldsOf(pieces: readonly Piece[]): Piece[][] {
  const fields: Piece[][] = [[]];
  for (const piece of pieces) {
    if (!piece.splits || !piece.known) {
      fields.at(-1)?.push(piece);
      continue;
    }
    const words = piece.text.split(/[ \t\n]+/);
    words.forEach((text, position) => {
      if (position > 0) fields.push([]);
      if (text !== "") fields.at(-1)?.push({ ...piece, text, glob: /[*?[]/.test(text) });
    });
  }
  return fields.filter((field) => field.length > 0);
}

function spreadBraces(field: readonly Piece[]): readonly Value[] {
  const brace = field.findIndex((piece) => piece.braces && piece.known);
  if (brace < 0) return [joined(field)];
  const choices = alternatives((field[brace] as Piece).text);
  if (choices === undefined) return [{ ...joined(field), known: false }];
  return choices.flatMap((text) => spreadBraces(field.with(brace, fixed(literal(text)))));
}

function joined(pieces: readonly Piece[]): Value {
  const first = pieces[0];
  if (first === undefined) return literal("");
  const flow = pieces.find((piece) => piece.flow !== undefined)?.flow;
  return {
    text: pieces.map((piece) => piece.text).join(""),
    known: pieces.every((piece) => piece.known),
    glob: pieces.some((piece) => piece.glob),
    ...(flow === undefined ? {} : { flow }),
  };
}

function withHome(word: Word, home: string): string {
  return word.text.startsWith("~") ? homeIn(word.value, home) : word.value;
}

function withLeadingHome(word: Word, pieces: readonly Piece[], home: string): readonly Piece[] {
  const first = pieces[0];
  if (!word.text.startsWith("~") || first === undefined) return pieces;
  return [{ ...first, text: homeIn(first.text, home) }, ...pieces.slice(1)];
}

function homeIn(text: string, home: string): string {
  return text === "~" || text.startsWith("~/") ? home + text.slice(1) : text;
}
