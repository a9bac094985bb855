/** Statements: what a body claims, one after the other. */
import { member, memberWithKey, readInfix } from "./infix.ts";
import { readLogic, startsLogic } from "./logic.ts";
import { describe, type Reader } from "./reader.ts";
import { readTerm, readVariable } from "./terms.ts";
import type { Body, Claim, Statement, Term, Variable, With } from "./tree.ts";

/** Statements up to a closing bracket, which is stepped over. */
export function readBody(reader: Reader, end: string): Body | undefined {
  if (reader.is(end)) return reader.fail("a body needs at least one statement");
  return reader.nested(() => readStatements(reader, end));
}

function readStatements(reader: Reader, end: string): Body | undefined {
  const body: Statement[] = [];
  while (!reader.takeIf(end)) {
    const statement = readStatement(reader);
    if (statement === undefined) return undefined;
    body.push(statement);
    if (reader.takeIf(";") || reader.is(end) || reader.token.newline) continue;
    return reader.fail(`expected a new line, \`;\` or \`${end}\` after the statement, found ${describe(reader.token)}`);
  }
  return body;
}

export function readStatement(reader: Reader): Statement | undefined {
  const { at } = reader.token;
  if (reader.isWord("some")) return finished(reader, readSome(reader), { at, negated: false });
  if (reader.isWord("every")) return finished(reader, readEvery(reader), { at, negated: false });
  if (startsLogic(reader)) return readLogic(reader);
  const negated = reader.takeWord("not");
  return finished(reader, readClaim(reader), { at, negated });
}

/** With the modifiers that follow a claim. */
export function finished(reader: Reader, claim: Claim | undefined, start: Pick<Statement, "at" | "negated">): Statement | undefined {
  if (claim === undefined) return undefined;
  const modifiers = readWiths(reader);
  return modifiers && { ...start, claim, with: modifiers };
}

export function readClaim(reader: Reader): Claim | undefined {
  const left = readInfix(reader, true);
  if (left === undefined) return undefined;
  const is = reader.is("=") ? "unify" : reader.is(":=") ? "assign" : "term";
  if (is === "term") return { is, term: left };
  reader.take();
  const right = readInfix(reader, true);
  return right && { is, left, right };
}

function readWiths(reader: Reader): With[] | undefined {
  const modifiers: With[] = [];
  while (reader.isWord("with")) {
    const { at } = reader.take();
    const target = readTerm(reader);
    if (target === undefined) return undefined;
    if (target.is !== "variable" && target.is !== "reference")
      return reader.fail("`with` replaces a path under `input` or `data`, or a function", at);
    if (!reader.takeWord("as")) return reader.fail(`expected \`as\` after what is replaced, found ${describe(reader.token)}`);
    const value = readInfix(reader, true);
    if (value === undefined) return undefined;
    modifiers.push({ target, value, at });
  }
  return modifiers;
}

function readSome(reader: Reader): Claim | undefined {
  const { at } = reader.take();
  const start = reader.position;
  const term = readInfix(reader, true);
  const parts = term && membership(term);
  if (parts !== undefined) return { is: "some-in", ...parts };
  reader.return(start);
  const names: Variable[] = [];
  do {
    if (!reader.is("name") || reader.keywords.has(reader.token.text))
      return reader.fail(`expected a variable after \`some\`, found ${describe(reader.token)}`);
    names.push(readVariable(reader));
  } while (reader.takeIf(","));
  if (reader.isTight() && (reader.is("[") || reader.is("."))) return reader.fail("expected `some x in xs` or `some x`", at);
  return { is: "declare", names };
}

function readEvery(reader: Reader): Claim | undefined {
  const { at } = reader.take();
  const term = readInfix(reader, true);
  if (term === undefined) return undefined;
  const parts = membership(term);
  const isSound = parts !== undefined && parts.value.is === "variable" && (parts.key === undefined || parts.key.is === "variable");
  if (!isSound) return reader.fail("expected `every x in xs { … }` or `every key, x in xs { … }`", at);
  if (!reader.expect("{", "before what must hold for every member")) return undefined;
  const body = readBody(reader, "}");
  return body && { is: "every", key: parts.key as Variable | undefined, value: parts.value as Variable, domain: parts.domain, body };
}

type Membership = { readonly key: Term | undefined; readonly value: Term; readonly domain: Term };

function membership(term: Term): Membership | undefined {
  if (term.is !== "call" || term.operator.is !== "variable") return undefined;
  const [one, two, three] = term.args as [Term, Term, Term];
  if (term.operator.name === member) return { key: undefined, value: one, domain: two };
  return term.operator.name === memberWithKey ? { key: one, value: two, domain: three } : undefined;
}
