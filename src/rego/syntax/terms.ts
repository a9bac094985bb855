/** Terms: constants, variables, references, calls, collections, comprehensions and interpolated strings. */
import { numericOf } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { readBody, readStatement } from "./bodies.ts";
import { readInfix } from "./infix.ts";
import { describe, type Reader } from "./reader.ts";
import type { Call, Pair, Reference, Statement, Term, Variable } from "./tree.ts";

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

/** One term without infix operators around it. */
export function readTerm(reader: Reader): Term | undefined {
  const head = readHead(reader);
  return head === undefined ? undefined : readReference(reader, head);
}

function readHead(reader: Reader): Term | undefined {
  const { kind, at } = reader.token;
  switch (kind) {
    case "name":
      return readName(reader);
    case "number":
    case ".":
      return readNumber(reader, "");
    case "-":
      return readNegative(reader);
    case "string":
      return { is: "constant", value: reader.take().text, at };
    case "template":
    case "template-end":
      return readTemplate(reader);
    case "[":
    case "{":
    case "(":
      return reader.remembered(() => reader.nested(() => readBracketed(reader)));
    default:
      return reader.fail(`expected a term, found ${describe(reader.token)}`);
  }
}

function readBracketed(reader: Reader): Term | undefined {
  if (reader.is("[")) return readArray(reader);
  if (reader.is("{")) return readSetOrObject(reader);
  reader.take();
  const term = readInfix(reader, true);
  return term !== undefined && reader.expect(")", "to close the bracket") ? term : undefined;
}

function readName(reader: Reader): Term | undefined {
  const { text, at } = reader.token;
  const constant = constants.get(text);
  if (constant !== undefined && !startsReference(reader)) {
    reader.take();
    return { is: "constant", value: constant, at };
  }
  if (isReserved(reader, text)) return reader.fail(`\`${text}\` is a keyword and no variable`);
  return readVariable(reader);
}

function isReserved(reader: Reader, word: string): boolean {
  if (!reader.keywords.has(word) || word === "contains") return false;
  const isCall = (word === "and" || word === "or") && reader.next.kind === "(";
  return !isCall && !startsReference(reader);
}

function startsReference(reader: Reader): boolean {
  const { kind, at } = reader.next;
  return (kind === "." || kind === "[") && at === reader.token.end;
}

export function readVariable(reader: Reader): Variable {
  const { text, at } = reader.take();
  return { is: "variable", name: text === "_" ? reader.wildcard() : text, at };
}

/** `-x` is `0 - x`, `-1` a number. */
function readNegative(reader: Reader): Term | undefined {
  const { at } = reader.take();
  if (!reader.is("name")) return readNumber(reader, "-", at);
  const subtrahend = readTerm(reader);
  if (subtrahend === undefined) return undefined;
  return callOf("minus", [{ is: "constant", value: 0, at }, subtrahend], at);
}

function readNumber(reader: Reader, sign: string, at = reader.token.at): Term | undefined {
  const point = reader.takeIf(".") ? "." : "";
  if (!reader.is("number")) return reader.fail(`expected a number, found ${describe(reader.token)}`);
  const { text } = reader.take();
  if (Math.abs(Number(/e(.*)/i.exec(text)?.[1] ?? 0)) > largestPower) return reader.fail(`\`${text}\` is too large a number`, at);
  return { is: "constant", value: numericOf(`${sign}${point === "" ? text : `0.${text}`}`), at };
}

/** As in OPA, which bounds literals at two to the power of 100,000. */
const largestPower = 30_102;

/** What follows a head without space: `.name`, `[term]`, `(arguments)`. */
function readReference(reader: Reader, head: Term): Term | undefined {
  let term = head;
  while (reader.isTight() && (reader.is(".") || reader.is("[") || reader.is("("))) {
    const longer = reader.is("(") ? readCall(reader, term) : readStep(reader, term);
    if (longer === undefined) return undefined;
    term = longer;
  }
  if (term.is === "variable" && (term.name === "input" || term.name === "data"))
    return { is: "reference", head: term, path: [], at: term.at };
  return term;
}

function readStep(reader: Reader, head: Term): Reference | undefined {
  if (head.is === "constant" || head.is === "template") return reader.fail("a plain value has nothing inside that `.` or `[` could name");
  const step = readPathStep(reader);
  if (step === undefined) return undefined;
  return head.is === "reference" ? { ...head, path: [...head.path, step] } : { is: "reference", head, path: [step], at: head.at };
}

/** `.name` or `[term]`. */
export function readPathStep(reader: Reader): Term | undefined {
  if (reader.takeIf(".")) {
    const { kind, text, at } = reader.token;
    if (kind !== "name") return reader.fail(`expected a name after the dot, found ${describe(reader.token)}`);
    reader.take();
    return { is: "constant", value: text, at };
  }
  reader.take();
  const step = reader.nested(() => readInfix(reader, true));
  return step !== undefined && reader.expect("]", "after the index") ? step : undefined;
}

function readCall(reader: Reader, operator: Term): Term | undefined {
  if (operator.is !== "variable" && operator.is !== "reference") return reader.fail("only a function can be called");
  reader.take();
  const args = readList(reader, ")");
  if (args === undefined) return undefined;
  if (operator.is === "variable" && operator.name === "set" && args.length === 0) return { is: "set", items: [], at: operator.at };
  return { is: "call", operator, args, at: operator.at };
}

/** Terms between commas up to the closing bracket, which is stepped over. */
export function readList(reader: Reader, end: string, first: readonly Term[] = []): Term[] | undefined {
  const items = [...first];
  while (!reader.takeIf(end)) {
    const item = reader.nested(() => readInfix(reader, false));
    if (item === undefined) return undefined;
    items.push(item);
    if (!reader.is(end) && !reader.expect(",", `or \`${end}\` after the item`)) return undefined;
  }
  return items;
}

function readArray(reader: Reader): Term | undefined {
  const { at } = reader.take();
  if (reader.takeIf(",") && reader.is("]")) return reader.fail("expected an item after `,`");
  const comprehension = readComprehension(reader, "array", at);
  if (comprehension !== undefined || reader.flaw !== undefined) return comprehension;
  const items = readList(reader, "]");
  return items && { is: "array", items, at };
}

/** Where a term is followed by `|`, it is read as a comprehension, never as a union; else the reader is where it was. */
function readComprehension(reader: Reader, makes: "array" | "set", at: number): Term | undefined {
  const start = reader.position;
  if (reader.is("]") || reader.is("}")) return undefined;
  const value = readTerm(reader);
  if (value === undefined || !reader.takeIf("|")) return back(reader, start);
  const body = readBody(reader, makes === "array" ? "]" : "}");
  return body && { is: "comprehension", makes, key: undefined, value, body, at };
}

/** To where something was tried. A flaw met on the way is met again by what is tried next. */
function back(reader: Reader, position: number): undefined {
  reader.return(position);
  return undefined;
}

function readSetOrObject(reader: Reader): Term | undefined {
  const { at } = reader.take();
  if (reader.takeIf("}")) return { is: "object", pairs: [], at };
  reader.takeIf(",");
  const comprehension = readComprehension(reader, "set", at);
  if (comprehension !== undefined || reader.flaw !== undefined) return comprehension;
  const first = readInfix(reader, false);
  if (first === undefined) return undefined;
  if (reader.takeIf(":")) return readObject(reader, first, at);
  if (!reader.is("}") && !reader.expect(",", "or `}` after the member")) return undefined;
  const items = readList(reader, "}", [first]);
  return items && { is: "set", items, at };
}

function readObject(reader: Reader, key: Term, at: number): Term | undefined {
  const start = reader.position;
  const shown = readTerm(reader);
  if (shown !== undefined && reader.takeIf("|")) {
    const body = readBody(reader, "}");
    return body && { is: "comprehension", makes: "object", key, value: shown, body, at };
  }
  reader.return(start);
  const pairs = readPairs(reader, key);
  return pairs && { is: "object", pairs, at };
}

function readPairs(reader: Reader, firstKey: Term): Pair[] | undefined {
  const pairs: Pair[] = [];
  for (let key: Term | undefined = firstKey; ; key = readInfix(reader, false)) {
    if (key === undefined || (pairs.length > 0 && !reader.expect(":", "after the key"))) return undefined;
    const value = readInfix(reader, false);
    if (value === undefined) return undefined;
    pairs.push([key, value]);
    if (reader.takeIf("}")) return pairs;
    if (!reader.expect(",", "or `}` after the value")) return undefined;
    if (reader.takeIf("}")) return pairs;
  }
}

function readTemplate(reader: Reader): Term | undefined {
  const { at } = reader.token;
  const parts: (string | Statement)[] = [];
  while (!reader.is("template-end")) {
    if (!reader.is("template")) return reader.fail("expected `}` after the expression in this string");
    parts.push(reader.take().text);
    const shown = readStatement(reader);
    if (shown === undefined) return undefined;
    if (shown.claim.is !== "term" || shown.negated)
      return reader.fail("only the value of an expression can be shown in a string", shown.at);
    parts.push(shown);
  }
  parts.push(reader.take().text);
  return { is: "template", parts: parts.filter((part) => part !== ""), at };
}

export function callOf(name: string, args: readonly Term[], at: number): Call {
  return { is: "call", operator: { is: "variable", name, at }, args, at };
}
