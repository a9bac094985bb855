/** Parameter operators: what `${x%.*}`, `${x^^}` or `${x:1:3}` make of a value. Exact or not known. */
import type { WordPart } from "unbash";
import { limits } from "../limits.ts";
import { quotedForPattern, readPattern, replaced, withoutBack, withoutFront } from "./pattern.ts";
import { literal, unknownValue, type Value } from "./value.ts";

export type Parameter = Extract<WordPart, { type: "ParameterExpansion" }>;
export type Operation = NonNullable<Parameter["operation"]>;

/** The words of an operator, as far as they are expanded. */
export type Operands = {
  readonly whole: (word: Word) => Value;
  /** As a pattern, in which what is quoted stands for itself. */
  readonly pattern: (word: Word) => string | undefined;
  readonly number: (word: Word) => number | undefined;
};

type Word = Extract<Operation, { type: "Slice" }>["offset"];

/** What one value becomes; the operators that choose between values or name other variables are not asked for here. */
export function operated(operation: Operation, value: Value, operands: Operands): Value | undefined {
  if (operation.type === "Transform" && value.known) return transformed(operation.operand.text, value);
  const made = value.known && !value.glob ? textFrom(operation, value.text, operands) : undefined;
  if (made === undefined || made.length > limits.valueChars) return keptShape(operation, value);
  return { ...literal(made), ...(value.flow === undefined ? {} : { flow: value.flow }) };
}

/** Of a name that is not known, such as a file that a pattern stands for, some operators leave something that can be told. */
function keptShape(operation: Operation, value: Value): Value | undefined {
  const shape = value.glob ? value.text : value.shape;
  if (
    shape === undefined ||
    operation.type !== "Remove" ||
    operation.operand.parts?.some((part) => part.type === "SimpleExpansion") === true
  )
    return undefined;
  const cut = operation.operand.text;
  const folder = shape.slice(0, shape.lastIndexOf("/") + 1);
  const isName = operation.operator === "##" && cut === "*/";
  const isEnding = operation.operator.startsWith("%") && !cut.includes("/") && !/[*?[]/.test(folder);
  return isName || isEnding ? { ...unknownValue(value.text, value.flow), shape: isName ? "*" : `${folder}*` } : undefined;
}

function textFrom(operation: Operation, text: string, operands: Operands): string | undefined {
  switch (operation.type) {
    case "Remove":
      return removed(operation, text, operands);
    case "Replace":
      return exchanged(operation, text, operands);
    case "Slice":
      return sliced(operation, text, operands);
    case "CaseModification":
      return operation.operand === undefined ? cased(operation.operator, text) : undefined;
    case "Transform":
    case "Default":
    case "Names":
    case "Unknown":
      return undefined;
  }
}

function removed({ operator, operand }: Extract<Operation, { type: "Remove" }>, text: string, operands: Operands): string | undefined {
  const pattern = patternIn(operand, operands);
  if (pattern === undefined) return undefined;
  const cut = operator.startsWith("#") ? withoutFront : withoutBack;
  return cut(pattern, text, operator.length === 2);
}

const places = { "/": "first", "//": "all", "/#": "front", "/%": "back" } as const;

/** Newer shells put what was found where the replacement has a `&`. */
function exchanged(operation: Extract<Operation, { type: "Replace" }>, text: string, operands: Operands): string | undefined {
  const pattern = patternIn(operation.pattern, operands);
  const by = operands.whole(operation.replacement);
  if (pattern === undefined || !by.known || by.text.includes("&")) return undefined;
  if (by.text.length * text.length > limits.patternSteps) return undefined;
  return replaced(pattern, text, { by: by.text, where: places[operation.operator] });
}

function patternIn(word: Word, operands: Operands): ReturnType<typeof readPattern> {
  const source = operands.pattern(word);
  return source === undefined ? undefined : readPattern(source);
}

function sliced({ offset, length }: Extract<Operation, { type: "Slice" }>, text: string, operands: Operands): string | undefined {
  return stretch([...text], { from: operands.number(offset), count: length === undefined ? "all" : operands.number(length) })?.join("");
}

export type Stretch = { readonly from: number | undefined; readonly count: number | "all" | undefined };

/** A negative place counts from the end, a negative count leaves that many out. */
export function stretch<T>(list: readonly T[], { from, count }: Stretch): readonly T[] | undefined {
  if (from === undefined || count === undefined) return undefined;
  const start = from < 0 ? list.length + from : from;
  if (start < 0) return [];
  if (count === "all") return list.slice(start);
  const end = count < 0 ? list.length + count : start + count;
  return end < start ? undefined : list.slice(start, end);
}

function cased(operator: string, text: string): string {
  const change = (part: string): string => (operator.startsWith("^") ? part.toUpperCase() : part.toLowerCase());
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}

/** `${x@Q}` and its like; `@P` runs what the text holds and is not for here. */
function transformed(how: string, value: Value): Value | undefined {
  const { text } = value;
  if (how === "U") return literal(text.toUpperCase());
  if (how === "L") return literal(text.toLowerCase());
  if (how === "u") return literal(cased("^", text));
  if (how === "Q" && !/[\u0000-\u001f]/.test(text)) return literal(`'${text.replaceAll("'", "'\\''")}'`);
  return how === "E" && !text.includes("\\") ? literal(text) : undefined;
}

export function patternPiece(value: Value, isLive: boolean): string | undefined {
  if (!value.known) return undefined;
  return isLive ? value.text : quotedForPattern(value.text);
}
