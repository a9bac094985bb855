/** Words to values: quotes, braces, tildes, variables and substitutions, in the shell's own order. */
import type { Script, Word, WordPart } from "unbash";
import { arithmetic, type Numbers, numberValue, textNumber } from "./arithmetic.ts";
import { type Operands, operated, type Parameter, patternPiece, stretch } from "./parameters.ts";
import { expansion, fieldsOf, fixed, homely, joined, type Piece, withoutTilde } from "./pieces.ts";
import { readShell } from "./shell.ts";
import { substitutionsIn } from "./substitutions.ts";
import { type Flow, listValue, literal, textValue, unknownValue, type Value } from "./value.ts";

/** What a word may ask while it is expanded, and what it may set. */
export type Lookup = {
  readonly home: Value;
  readonly homeOf: (user: string) => Value | undefined;
  /** `@` is the list of positional words. */
  readonly variable: (name: string) => Value | undefined;
  readonly assign: (name: string, value: Value) => void;
  /** Nobody has set it, neither the call nor the machine. */
  readonly isUnset: (name: string) => boolean;
  /** Looks at a substituted script and says what would come out of it; one that could not be parsed has none. */
  readonly substitute: (script: Script | undefined) => Flow;
  /** A path that leads into this script: it reads whatever is written there. */
  readonly receive: (script: Script | undefined) => Value;
};

/** The fields that one word becomes; none when it is an unquoted empty expansion. */
export function expandWord(word: Word, lookup: Lookup): readonly Value[] {
  const { parts } = word;
  if (parts === undefined) return [tilde(word, textValue(word.value), lookup)];
  return completely(word, lookup, (watched) => {
    const pieces = parts.flatMap((part) => piecesOf(part, watched, false));
    return fieldsOf(withTilde(word, pieces, lookup), lookup) ?? [{ ...unknownValue(word.text), loose: true }];
  });
}

/** A word where the shell does not split: an assignment's value, a redirect's target, a here-string, a heredoc. */
export function expandWhole(word: Word, lookup: Lookup): Value {
  const { parts } = word;
  if (parts === undefined) return tilde(word, textValue(word.value), lookup);
  return completely(word, lookup, (watched) => {
    const pieces = parts.flatMap((part) => piecesOf(part, watched, true));
    return joined(withTilde(word, pieces, lookup), gapIn(lookup));
  });
}

/** In an assignment a tilde also counts behind each colon that is not quoted. */
export function expandAssigned(word: Word, lookup: Lookup): Value {
  const value = expandWhole(word, lookup);
  if (!value.known || !word.text.includes(":~") || /["'\\$`]/.test(word.text)) return value;
  const parts = value.text.split(":").map((part) => withoutTilde(literal(part), lookup));
  return parts.every((part) => part.known) ? literal(parts.map((part) => part.text).join(":")) : unknownValue(word.text);
}

/** A word where the shell wants a pattern: what is quoted in it stands for itself. Undefined when it is not known. */
export function expandPattern(word: Word, lookup: Lookup): string | undefined {
  const { parts } = word;
  if (parts === undefined) return patternPiece(tilde(word, textValue(word.value), lookup), word.text === word.value);
  return completely(word, lookup, (watched) => {
    const texts = parts.map((part) => patternOf(part, watched)).filter((text) => text !== undefined);
    return texts.length < parts.length ? undefined : texts.join("");
  });
}

function patternOf(part: WordPart, lookup: Lookup): string | undefined {
  if (part.type === "Glob" || part.type === "ExtendedGlob") return part.text;
  if (part.type === "BraceExpansion") return undefined;
  const isLive = part.type === "SimpleExpansion" || part.type === "ParameterExpansion" || part.type === "CommandExpansion";
  return patternPiece(joined(piecesOf(part, lookup, true)), isLive);
}

/** A text that the shell takes for a number. */
export function expandNumber(value: Value, lookup: Lookup): bigint | undefined {
  return textNumber(value, numbersIn(lookup));
}

export function numbersIn(lookup: Lookup): Numbers {
  const { variable, assign, substitute } = lookup;
  return { variable, assign, substitute, written: (parts) => joined(parts.flatMap((part) => piecesOf(part, lookup, true))) };
}

/** Also runs the substitutions that an expansion passed over: in patterns, subscripts, arithmetic, unused defaults. */
function completely<T>(word: Word, lookup: Lookup, expand: (watched: Lookup) => T): T {
  const walked = new Set<Script | undefined>();
  const watching =
    <R>(ask: (script: Script | undefined) => R) =>
    (script: Script | undefined): R => {
      walked.add(script);
      return ask(script);
    };
  const value = expand({ ...lookup, substitute: watching(lookup.substitute), receive: watching(lookup.receive) });
  for (const script of substitutionsIn(word)) if (!walked.has(script)) lookup.substitute(script);
  return value;
}

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
      return [fixed(part.operator === ">" ? lookup.receive(part.script) : passed(lookup.substitute(part.script)))];
    case "ArithmeticExpansion":
      return [expansion(numberValue(arithmetic(part.expression, numbersIn(lookup)), part.text), part.text, quoted)];
  }
}

function passed(flow: Flow): Value {
  return { ...literal("/dev/fd/63"), flow };
}

/** A list, as `$@` and `${a[*]}` name it; `index` is what stands in the brackets, or the `@` itself. */
type Named = { readonly name: string; readonly text: string; readonly index?: string };

function variablePieces(named: Named, lookup: Lookup, quoted: boolean): readonly Piece[] {
  const list = listOf(named, lookup);
  if (list === undefined) return [expansion(itemOf(named, lookup), named.text, quoted)];
  return list === "unknown" ? [{ ...expansion(undefined, named.text, quoted), loose: true }] : listPieces(named, list, { lookup, quoted });
}

type Listing = { readonly lookup: Lookup; readonly quoted: boolean };

function listPieces(named: Named, items: readonly Value[], { lookup, quoted }: Listing): readonly Piece[] {
  const pieces = items.map((item, position) => listed(item, position, quoted));
  return quoted && (named.index ?? named.name) === "*" ? [fixed(joined(pieces, gapIn(lookup)))] : pieces;
}

function listed(item: Value, position: number, quoted: boolean): Piece {
  return { ...expansion(item, item.text, quoted), ...(position > 0 ? { starts: true as const } : {}) };
}

/** What stands between the words of `"$*"`. */
function gapIn(lookup: Lookup): string {
  return lookup.variable("IFS")?.text.slice(0, 1) ?? " ";
}

/** Undefined where one value is meant and no list. */
function listOf({ name, index }: Named, lookup: Lookup): readonly Value[] | "unknown" | undefined {
  const isPositional = name === "@" || name === "*";
  if (!isPositional && index !== "@" && index !== "*") return undefined;
  const value = lookup.variable(isPositional ? "@" : name);
  return value?.items ?? (isPositional || value === undefined ? "unknown" : [value]);
}

function itemOf({ name, index }: Named, lookup: Lookup): Value | undefined {
  const value = lookup.variable(name);
  if (value === undefined && name === "IFS") return literal(" \t\n");
  if (index === undefined) return value?.items === undefined ? value : itemAt(value, "0");
  if (value?.keyed === true) return itemAt(value, index);
  const number = expandNumber(literal(index), lookup);
  if (value === undefined || number === undefined) return undefined;
  const last = Number(value.keys?.at(-1) ?? (value.items?.length ?? 1) - 1);
  return itemAt(value, String(number < 0n ? BigInt(last) + 1n + number : number));
}

function itemAt(value: Value, key: string): Value {
  if (value.items === undefined) return key === "0" ? value : literal("");
  return value.items[value.keys === undefined ? Number(key) : value.keys.indexOf(key)] ?? literal("");
}

function bracePiece(part: Extract<WordPart, { type: "BraceExpansion" }>, lookup: Lookup): Piece {
  const inner = part.parts === undefined ? [fixed(literal(part.text))] : part.parts.flatMap((child) => piecesOf(child, lookup, true));
  return { ...joined(inner), splits: false, braces: true };
}

function parameterPieces(part: Parameter, lookup: Lookup, quoted: boolean): readonly Piece[] {
  const named = indexed(part, lookup);
  const { operation, prefix } = part;
  if (named === undefined || operation?.type === "Names") return [{ ...expansion(undefined, part.text, quoted), loose: true }];
  if (prefix === "#") return [expansion(lengthOf(named, lookup), part.text, quoted)];
  if (prefix === "!") return indirectPieces(part, named, { lookup, quoted });
  if (operation === undefined) return variablePieces(named, lookup, quoted);
  if (operation.type === "Default") return defaultPieces({ ...part, operation }, named, { lookup, quoted });
  if (operation.type === "Transform" && operation.operand.text === "P") return promptPieces(named, lookup, quoted);
  const list = listOf(named, lookup);
  if (list === "unknown") return [{ ...expansion(undefined, part.text, quoted), loose: true }];
  if (list === undefined) {
    const value = itemOf(named, lookup);
    return [expansion(value && operated(operation, value, operandsIn(lookup)), part.text, quoted)];
  }
  const changed = operation.type === "Slice" ? sliceOf(named, list, { operation, lookup }) : changedAll(list, operation, lookup);
  return changed === undefined
    ? [{ ...expansion(undefined, part.text, quoted), loose: true }]
    : listPieces(named, changed, { lookup, quoted });
}

function changedAll(list: readonly Value[], operation: NonNullable<Parameter["operation"]>, lookup: Lookup): readonly Value[] {
  return list.map((item) => operated(operation, item, operandsIn(lookup)) ?? unknownValue(item.text));
}

function indexed({ index, parameter: name, text }: Parameter, lookup: Lookup): Named | undefined {
  if (index === undefined) return { name, text };
  if (index.parts === undefined || /^[@*]$/.test(index.text)) return { name, text, index: index.value };
  const key = expandWhole(index, lookup);
  return key.known ? { name, text, index: key.text } : undefined;
}

function operandsIn(lookup: Lookup): Operands {
  return {
    whole: (word) => expandWhole(word, lookup),
    pattern: (word) => expandPattern(word, lookup),
    number: (word) => {
      const number = expandNumber(expandWhole(word, lookup), lookup);
      return number === undefined ? undefined : Number(number);
    },
  };
}

type Slicing = { readonly operation: Extract<NonNullable<Parameter["operation"]>, { type: "Slice" }>; readonly lookup: Lookup };

/** The positional words count from one; before them stands the name of the script. */
function sliceOf({ name }: Named, list: readonly Value[], { operation, lookup }: Slicing): readonly Value[] | undefined {
  const { number } = operandsIn(lookup);
  const isPositional = name === "@" || name === "*";
  if (list.some((item) => item.loose === true)) return undefined;
  const all = isPositional ? [lookup.variable("0") ?? unknownValue("$0"), ...list] : list;
  return stretch(all, { from: number(operation.offset), count: operation.length === undefined ? "all" : number(operation.length) });
}

function lengthOf(named: Named, lookup: Lookup): Value {
  const list = listOf(named, lookup);
  if (list !== undefined && list !== "unknown" && list.every((item) => item.loose !== true)) return literal(String(list.length));
  const value = list === undefined ? itemOf(named, lookup) : undefined;
  return numberValue(value?.known === true ? BigInt([...value.text].length) : undefined, named.text);
}

/** `${!x}` is the variable whose name `x` holds, `${!a[@]}` the keys of `a`. */
function indirectPieces(part: Parameter, named: Named, { lookup, quoted }: Listing): readonly Piece[] {
  const value = lookup.variable(named.name);
  if (named.index !== undefined && value?.items !== undefined && part.operation === undefined) {
    const keys = value.keys ?? value.items.map((_, position) => String(position));
    return listPieces(named, keys.map(literal), { lookup, quoted });
  }
  const name = itemOf(named, lookup);
  const isPlain = name?.known === true && /^([A-Za-z_]\w*|\d+|[@*])$/.test(name.text);
  if (!isPlain) return [{ ...expansion(undefined, part.text, quoted), loose: true }];
  return parameterPieces({ ...part, prefix: undefined, parameter: name.text }, lookup, quoted);
}

type Defaulting = Parameter & { readonly operation: Extract<NonNullable<Parameter["operation"]>, { type: "Default" }> };

/** `${x:-y}` and its like: which of both counts is decided by whether `x` is set, and with a colon by whether it is empty. */
function defaultPieces({ operation, text }: Defaulting, named: Named, listing: Listing): readonly Piece[] {
  const { lookup, quoted } = listing;
  const value = listOf(named, lookup) === undefined ? itemOf(named, lookup) : lookup.variable("@");
  const isSet = value === undefined ? (lookup.isUnset(named.name) ? false : undefined) : isThere(value, operation.operator.startsWith(":"));
  const kind = operation.operator.at(-1);
  if (isSet === undefined) return [...defaultAside(operation.operand, lookup), { ...expansion(undefined, text, quoted), loose: true }];
  if (kind === "+") return isSet ? operandPieces(operation.operand, listing) : [];
  if (isSet) return variablePieces(named, lookup, quoted);
  // It ends the script where nothing is set: what comes behind it only runs with a value.
  if (kind === "?") return [{ ...expansion(undefined, text, quoted), loose: true }];
  if (kind !== "=") return operandPieces(operation.operand, listing);
  const assigned = expandWhole(operation.operand, lookup);
  lookup.assign(named.name, assigned);
  return [expansion(assigned, text, quoted)];
}

/** What it holds runs in any case, as far as anybody knows. */
function defaultAside(operand: Word, lookup: Lookup): readonly Piece[] {
  expandWhole(operand, lookup);
  return [];
}

function isThere(value: Value, wantsText: boolean): boolean | undefined {
  if (value.unset === true) return false;
  if (!wantsText) return value.items === undefined ? true : value.items.length > 0;
  if (value.items !== undefined) return value.items.some((item) => item.known && item.text !== "") || (value.known ? false : undefined);
  if (value.known) return value.text !== "";
  return (value.head ?? value.shape ?? "") === "" ? undefined : true;
}

/** What is quoted in the operand of an expansion that is not, stays whole. */
function operandPieces(operand: Word, { lookup, quoted }: Listing): readonly Piece[] {
  const { parts } = operand;
  if (parts === undefined) {
    const text = textValue(operand.value);
    return [expansion(quoted ? text : tilde(operand, text, lookup), operand.text, quoted || operand.text !== operand.value)];
  }
  const pieces = parts.flatMap((part) =>
    piecesOf(part, lookup, quoted).map((piece) => (part.type === "Literal" ? { ...piece, splits: !quoted } : piece)),
  );
  return quoted ? pieces : withTilde(operand, pieces, lookup);
}

/** `${x@P}` expands what the variable holds once more, as if it stood in double quotes. */
function promptPieces(named: Named, lookup: Lookup, quoted: boolean): readonly Piece[] {
  const value = itemOf(named, lookup);
  if (value?.known !== true) return [expansion(undefined, named.text, quoted)];
  const command = readShell(`: "${value.text.replace(/\\*"/g, '\\"')}"`).script.commands[0]?.command;
  const [word] = command?.type === "Command" ? command.args : [];
  if (word?.type !== "Word") return [expansion(undefined, named.text, quoted)];
  const made = expandWhole(word, lookup);
  return [expansion(value.text.includes("\\") ? unknownValue(made.text, made.flow) : made, named.text, quoted)];
}

function substitutionPiece(part: Extract<WordPart, { type: "CommandExpansion" }>, lookup: Lookup, quoted: boolean): Piece {
  const flow = lookup.substitute(part.script);
  const shape = flow.shape === undefined ? {} : { shape: flow.shape };
  const either = flow.either === undefined ? {} : { either: flow.either };
  const value =
    flow.text === undefined
      ? { ...unknownValue(part.text, flow), ...shape }
      : { ...literal(withoutLastBreaks(flow.text)), flow, ...either };
  return expansion(value, part.text, quoted);
}

function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}

/** Array elements, each under its key where it names one. */
export function expandArray(elements: readonly Word[], lookup: Lookup, keyed: boolean): Value {
  const items: Value[] = [];
  const keys: string[] = [];
  for (const element of elements) {
    const [, key] = /^\[([^\]=]*)\]=/.exec(element.text) ?? [];
    const start = element.text.indexOf("=") + 1;
    const fields = key === undefined ? expandWord(element, lookup) : [keyedElement(element, start, lookup)];
    for (const field of fields) {
      keys.push(key === undefined ? nextKey(keys) : bareKey(key));
      items.push(field);
    }
  }
  return { ...listValue(items, keys), ...(keyed ? { keyed: true } : {}) };
}

function nextKey(keys: readonly string[]): string {
  return String(Number(keys.at(-1) ?? -1) + 1);
}

function bareKey(key: string): string {
  return key.replace(/^(["'])(.*)\1$/, "$2");
}

function keyedElement(element: Word, start: number, lookup: Lookup): Value {
  const whole = expandWhole(element, lookup);
  const at = whole.text.indexOf("]=");
  if (!whole.known || at < 0) return unknownValue(element.text.slice(start));
  const value = literal(whole.text.slice(at + 2));
  return element.text[start] === "~" ? withoutTilde(value, lookup) : value;
}

function withTilde(word: Word, pieces: readonly Piece[], lookup: Lookup): readonly Piece[] {
  return word.text.startsWith("~") ? homely(pieces, lookup) : pieces;
}

function tilde(word: Word, value: Value, lookup: Lookup): Value {
  return word.text.startsWith("~") ? withoutTilde(value, lookup) : value;
}
