/** Infix operators, from the loosest to the tightest: `in`, comparisons, `|`, `&`, sums, products. */
import type { Reader } from "./reader.ts";
import { callOf, readTerm } from "./terms.ts";
import type { Call, Term } from "./tree.ts";

/** By how tightly they bind; all of one level group from the left. */
const levels: readonly ReadonlyMap<string, string>[] = [
  new Map([
    ["==", "equal"],
    ["!=", "neq"],
    ["<", "lt"],
    ["<=", "lte"],
    [">", "gt"],
    [">=", "gte"],
  ]),
  new Map([["|", "or"]]),
  new Map([["&", "and"]]),
  new Map([
    ["+", "plus"],
    ["-", "minus"],
  ]),
  new Map([
    ["*", "mul"],
    ["/", "div"],
    ["%", "rem"],
  ]),
];

export const member = "internal.member_2";
export const memberWithKey = "internal.member_3";

/** A term with the operators around it. In lists a comma ends the term; elsewhere it may belong to `key, value in domain`. */
export function readInfix(reader: Reader, mayHaveKey: boolean): Term | undefined {
  let term = readLevel(reader, 0);
  if (term === undefined) return undefined;
  if (mayHaveKey && reader.is(",")) term = readMemberWithKey(reader, term) ?? term;
  while (reader.takeWord("in")) {
    const domain = readLevel(reader, 0);
    if (domain === undefined) return undefined;
    term = callOf(member, [term, domain], term.at);
  }
  return term;
}

/** `value in domain` after `key,`; `undefined`, and the reader where it was, if that is not what follows. */
function readMemberWithKey(reader: Reader, key: Term): Call | undefined {
  const start = reader.position;
  reader.take();
  const value = readLevel(reader, 0);
  if (value === undefined || !reader.takeWord("in")) {
    reader.return(start);
    return undefined;
  }
  const domain = readLevel(reader, 0);
  return domain && callOf(memberWithKey, [key, value, domain], key.at);
}

function readLevel(reader: Reader, level: number): Term | undefined {
  const operators = levels[level];
  if (operators === undefined) return readTerm(reader);
  let term = readLevel(reader, level + 1);
  for (let name = operators.get(reader.token.kind); term !== undefined && name !== undefined; name = operators.get(reader.token.kind)) {
    reader.take();
    const right: Term | undefined = readLevel(reader, level + 1);
    term = right && callOf(name, [term, right], term.at);
  }
  return term;
}
