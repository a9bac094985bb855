/** A question in Rego: statements whose variables and values are the answer. */
import { orderBody } from "../check/safety.ts";
import { lowerQuery } from "../check/lower.ts";
import type { CoreBody, Operator } from "../check/reduced.ts";
import { arityOf, type Names } from "../check/names.ts";
import { piecesOf, type Piece } from "../format/pieces.ts";
import { parseQuery } from "../syntax/module.ts";
import { faultIn, placeIn, type Flaw, type RegoFault, type Source } from "../syntax/source.ts";
import type { Call, Dialect, Statement } from "../syntax/tree.ts";

export type Expression = {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The variable that gets its value; without one it has no value but only holds. */
  readonly variable: string | undefined;
};

export type Query =
  | { readonly ok: true; readonly body: CoreBody; readonly expressions: readonly Expression[] }
  | { readonly ok: false; readonly faults: readonly RegoFault[] };

/** What a question knows of the policies. */
export type Context = { readonly dialect: Dialect; readonly functions: Names["functions"] };

export function readQuery(text: string, { dialect, functions }: Context): Query {
  const source = { file: "query", text };
  const parsed = parseQuery(text, dialect);
  if (!parsed.ok) return { ok: false, faults: [faultIn(source, parsed.flaw)] };
  const [first] = parsed.value;
  if (first === undefined) return { ok: false, faults: [faultIn(source, { code: "rego.parse", at: 0, what: "the query is empty" })] };
  const names: Names = { dialect, package: [], globals: new Map(), functions, values: new Set<string>() };
  const body = parsed.value.map((statement, index) => (hasValue(statement, names) ? withVariable(statement, index) : statement));
  const flaws: Flaw[] = [];
  const lowering = { names, source, flaws, next: 0 };
  const lowered = lowerQuery(lowering, body);
  const ordered = flaws.length > 0 ? lowered : orderBody(lowered, new Set(), flaws);
  if (flaws.length > 0) return { ok: false, faults: flaws.map((flaw) => faultIn(source, flaw)) };
  return { ok: true, body: ordered, expressions: expressionsIn(source, parsed.value, names) };
}

/** A name that nobody can write. */
function variableOf(index: number): string {
  return `expression ${index}`;
}

/** A call that gives its result to one more argument only holds. */
function hasValue({ claim, negated }: Statement, names: Names): boolean {
  if (claim.is !== "term" || negated) return false;
  const { term } = claim;
  return term.is !== "call" || term.args.length === arityOf(names, operatorIn(term));
}

/** In a query a function of rules is called by its whole path. */
function operatorIn({ operator }: Call): Operator {
  const head = operator.is === "variable" ? operator : operator.head;
  const steps = operator.is === "variable" ? [] : operator.path.map((step) => (step.is === "constant" ? String(step.value) : "?"));
  const name = head.is === "variable" ? head.name : "?";
  return name === "data" ? { is: "rule", path: steps } : { is: "builtin", name: [name, ...steps].join(".") };
}

/** A term gives a variable its value, so that `false` is an answer too. */
function withVariable(statement: Statement, index: number): Statement {
  const { claim, at } = statement;
  if (claim.is !== "term") return statement;
  return { ...statement, claim: { is: "unify", left: { is: "variable", name: variableOf(index), at }, right: claim.term } };
}

function expressionsIn(source: Source, statements: readonly Statement[], names: Names): Expression[] {
  const pieces = piecesOf(source.text);
  return statements.flatMap((statement, index): Expression[] => {
    if (statement.claim.is === "declare") return [];
    const text = textOf(pieces, statement.at, statements[index + 1]?.at ?? source.text.length);
    return [{ text, ...placeIn(source, statement.at), variable: hasValue(statement, names) ? variableOf(index) : undefined }];
  });
}

/** As it is written, on one line. */
function textOf(pieces: readonly Piece[], start: number, end: number): string {
  const own = pieces.filter(({ at, kind }) => at >= start && at < end && kind !== "end");
  if (own.at(-1)?.kind === ";") own.pop();
  return own.map(({ text, tight }, index) => (tight || index === 0 ? text : ` ${text}`)).join("");
}
