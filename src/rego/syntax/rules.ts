/** Rules: heads of every kind, bodies, `else` chains, defaults. */
import { readBody, readStatement } from "./bodies.ts";
import { readInfix } from "./infix.ts";
import { describe, type Reader } from "./reader.ts";
import { readList, readPathStep, readVariable } from "./terms.ts";
import type { Body, Dialect, Head, Rule, Statement, Term } from "./tree.ts";

/** One rule as written; in v0 further bodies in braces make further rules with the same head. */
export function readRules(reader: Reader, dialect: Dialect): Rule[] | undefined {
  const { at } = reader.token;
  if (reader.takeWord("default")) return readDefault(reader, at);
  const head = readHead(reader);
  if (head === undefined) return undefined;
  const first = readFirst(reader, head, dialect);
  if (first === undefined) return undefined;
  const rules = [first];
  while (reader.is("{") && first.otherwise === undefined) {
    const place = reader.take().at;
    const body = readBody(reader, "}");
    if (body === undefined) return undefined;
    rules.push({ ...first, body, at: place });
  }
  return rules;
}

function readDefault(reader: Reader, at: number): Rule[] | undefined {
  const head = readHead(reader);
  if (head === undefined) return undefined;
  if (head.member !== undefined) return reader.fail("a set has no default: it is empty where nothing is added", at);
  if (head.value === undefined) return reader.fail("a default rule needs a value, `default name := value`");
  return [{ head, body: [], isDefault: true, otherwise: undefined, at }];
}

function readHead(reader: Reader): Head | undefined {
  const { kind, text, at } = reader.token;
  if (kind !== "name" || isKeywordAlone(reader, text)) return reader.fail(`expected a rule, found ${describe(reader.token)}`);
  const name = readVariable(reader);
  const path = readPath(reader);
  if (path === undefined) return undefined;
  const args = reader.is("(") ? readArguments(reader) : undefined;
  if (reader.flaw !== undefined) return undefined;
  const head = { name, path, args, at };
  if (reader.takeWord("contains")) return readMember(reader, head);
  const isAssigned = reader.takeIf(":=");
  if (!isAssigned && !reader.takeIf("=")) return { ...head, member: undefined, value: undefined };
  const value = readInfix(reader, true);
  return value && { ...head, member: undefined, value, ...(isAssigned && { isAssigned }) };
}

function isKeywordAlone(reader: Reader, word: string): boolean {
  return reader.isWord(word) && word !== "contains";
}

function readPath(reader: Reader): Term[] | undefined {
  const path: Term[] = [];
  while (reader.isTight() && (reader.is(".") || reader.is("["))) {
    const step = readPathStep(reader);
    if (step === undefined) return undefined;
    path.push(step);
  }
  return path;
}

function readArguments(reader: Reader): Term[] | undefined {
  reader.take();
  return readList(reader, ")");
}

function readMember(reader: Reader, head: Pick<Head, "name" | "path" | "args" | "at">): Head | undefined {
  if (head.args !== undefined) return reader.fail("a function has one value and no members that it `contains`");
  const member = readInfix(reader, true);
  return member && { ...head, member, value: undefined };
}

function readFirst(reader: Reader, head: Head, dialect: Dialect): Rule | undefined {
  const { at } = head;
  const hasIf = reader.takeWord("if");
  const hasBody = hasIf || reader.is("{");
  const adjusted = hasIf ? head : adjustOldHead(head);
  const complaint = dialect === "v1" ? complaintOf(head, hasIf, hasBody) : undefined;
  if (complaint !== undefined) return reader.fail(complaint, at);
  if (!hasBody) return { head: adjusted, body: [], isDefault: false, otherwise: undefined, at };
  const body = readRuleBody(reader, hasIf);
  if (body === undefined) return undefined;
  if (!reader.isWord("else")) return { head: adjusted, body, isDefault: false, otherwise: undefined, at };
  if (adjusted.member !== undefined) return reader.fail("a rule that adds to a set has no `else`");
  const otherwise = readElse(reader, adjusted);
  return otherwise && { head: adjusted, body, isDefault: false, otherwise, at };
}

function complaintOf(head: Head, hasIf: boolean, hasBody: boolean): string | undefined {
  if (hasBody) return hasIf ? undefined : "a rule's body needs `if` before it";
  if (head.member !== undefined || head.value !== undefined) return undefined;
  return head.path.length > 0 ? "a rule that adds to a set is written `name contains member`" : "this rule has neither a value nor a body";
}

/** Before `if` and `contains`, `p[x]` alone added x to the set p. */
function adjustOldHead(head: Head): Head {
  const [member] = head.path;
  if (member === undefined || head.path.length > 1 || head.value !== undefined || head.member !== undefined || head.args !== undefined)
    return head;
  return { ...head, path: [], member };
}

/** After `if`: a body in braces, or one statement, which may itself start with a brace. */
function readRuleBody(reader: Reader, hasIf: boolean): Body | undefined {
  const start = reader.position;
  if (!hasIf || reader.is("{")) {
    reader.take();
    const body = readBody(reader, "}");
    if (!hasIf || (body !== undefined && endsRule(reader) && !mayBeComprehension(body))) return body;
    const flaw = reader.flaw;
    const position = reader.position;
    reader.return(start);
    const statement = readStatement(reader);
    if (statement !== undefined) return [statement];
    reader.return(position);
    reader.flaw = flaw;
    return body;
  }
  const statement = readStatement(reader);
  return statement && [statement];
}

function endsRule(reader: Reader): boolean {
  return reader.is("end") || reader.is("{") || reader.token.newline || reader.isWord("else");
}

/** `{x | …}` reads as a comprehension before it reads as a body that starts with a union. */
function mayBeComprehension([first]: Body): boolean {
  const claim = (first as Statement).claim;
  const leading = claim.is === "term" ? claim.term : claim.is === "assign" || claim.is === "unify" ? claim.left : undefined;
  return leading?.is === "call" && leading.operator.is === "variable" && leading.operator.name === "or";
}

function readElse(reader: Reader, head: Head): Rule | undefined {
  const { at } = reader.take();
  const isAssigned = reader.takeIf(":=");
  const hasValue = isAssigned || reader.takeIf("=");
  const value = hasValue ? readInfix(reader, true) : undefined;
  if (hasValue && value === undefined) return undefined;
  const hasIf = reader.takeWord("if");
  const hasBody = hasIf || reader.is("{");
  if (!hasValue && !hasBody) return reader.fail(`expected a value or a body after \`else\`, found ${describe(reader.token)}`);
  const body = hasBody ? readRuleBody(reader, hasIf) : [];
  if (body === undefined) return undefined;
  const otherwise = reader.isWord("else") ? readElse(reader, head) : undefined;
  if (reader.flaw !== undefined) return undefined;
  const { isAssigned: _, ...named } = head;
  return { head: { ...(hasValue ? named : head), value, ...(isAssigned && { isAssigned }), at }, body, isDefault: false, otherwise, at };
}
