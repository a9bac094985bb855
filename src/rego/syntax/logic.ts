/** `and`, `or` and the wider `not`, which `import rego.v2` brings: statements made of bodies. */
import { finished, readBody, readClaim } from "./bodies.ts";
import type { Reader } from "./reader.ts";
import type { Body, Statement } from "./tree.ts";

/** The word that stands for "`not` takes a body" among the keywords of a reader. */
export const wideNot = "not {}";

/** Whether statements have to be read as operands here. Modules that do not import the words never pay for them. */
export function startsLogic(reader: Reader): boolean {
  return reader.keywords.has("and") || reader.keywords.has("or") || (reader.keywords.has(wideNot) && reader.isWord("not"));
}

export function readLogic(reader: Reader): Statement | undefined {
  const { at } = reader.token;
  const body = readChain(reader, "or");
  if (body === undefined) return undefined;
  const [only] = body as readonly [Statement];
  if (body.length > 1) return reader.fail("a body in braces stands only beside `and`, `or` and `not`", at);
  return only.with.length > 0 ? only : finished(reader, only.claim, { at, negated: only.negated });
}

/** Operands joined by one word, from the left; `and` binds tighter than `or`. */
function readChain(reader: Reader, word: "and" | "or"): Body | undefined {
  const { at } = reader.token;
  const readPart = (): Body | undefined => (word === "or" ? readChain(reader, "and") : readOperand(reader));
  let left = readPart();
  while (left !== undefined && reader.takeWord(word)) {
    const right: Body | undefined = readPart();
    left = right && [{ claim: { is: word, left, right }, negated: false, with: [], at }];
  }
  return left;
}

function readOperand(reader: Reader): Body | undefined {
  const { at } = reader.token;
  if (!reader.takeWord("not")) return readPlainOperand(reader);
  if (!reader.keywords.has(wideNot)) {
    const claim = readClaim(reader);
    return claim && [{ claim, negated: true, with: [], at }];
  }
  const body = readPlainOperand(reader);
  return body && [{ claim: { is: "not", body }, negated: false, with: [], at }];
}

/** A body in braces, a group in brackets, or a claim; what turns out to be only the start of a term is read as a claim. */
function readPlainOperand(reader: Reader): Body | undefined {
  const { at, kind } = reader.token;
  const start = reader.position;
  if (kind === "{" || kind === "(") {
    reader.take();
    const inner = kind === "{" ? readBody(reader, "}") : readGroup(reader);
    if (inner !== undefined && endsOperand(reader)) return inner;
    reader.return(start);
  }
  const claim = readClaim(reader);
  return claim && [{ claim, negated: false, with: [], at }];
}

function readGroup(reader: Reader): Body | undefined {
  const statement = readLogic(reader);
  return statement !== undefined && reader.takeIf(")") ? [statement] : undefined;
}

function endsOperand(reader: Reader): boolean {
  return (
    reader.token.newline ||
    ["end", "}", "]", ")", ";"].includes(reader.token.kind) ||
    ["and", "or", "with"].some((word) => reader.isWord(word))
  );
}
