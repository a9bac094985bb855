/** One file of policy: its package, imports, rules and annotations. */
import { readAnnotations } from "./annotations.ts";
import { lex } from "./lexer.ts";
import { wideNot } from "./logic.ts";
import { describe, Reader } from "./reader.ts";
import { readRules } from "./rules.ts";
import type { Flaw, Parsed } from "./source.ts";
import { readInfix } from "./infix.ts";
import { readStatement } from "./bodies.ts";
import type { Body, Dialect, Import, Module, Rule, Statement, Term } from "./tree.ts";
import { readTerm } from "./terms.ts";

const always = ["as", "default", "else", "false", "import", "null", "not", "package", "some", "true", "with"];
const sinceFirst = ["contains", "every", "if", "in"];
const sinceSecond = ["and", "or", wideNot];

export function parseModule(text: string, dialect: Dialect): Parsed<Module> {
  const lexed = lex(text);
  const reader = new Reader(lexed.tokens, dialect === "v1" ? [...always, ...sinceFirst] : always);
  const module = readModule(reader, dialect);
  const flaw = earlier(lexed.flaw, reader.flaw);
  if (module === undefined || flaw !== undefined) return { ok: false, flaw: flaw as Flaw };
  const annotations = readAnnotations(lexed.comments, lexed.tokens);
  return annotations.ok ? { ok: true, value: { ...module, annotations: annotations.value } } : annotations;
}

/** A query: statements without a rule around them. */
export function parseQuery(text: string, dialect: Dialect): Parsed<Body> {
  const lexed = lex(text);
  const reader = new Reader(lexed.tokens, dialect === "v1" ? [...always, ...sinceFirst] : always);
  const body: Statement[] = [];
  while (!reader.is("end") && reader.flaw === undefined) {
    const statement = readStatement(reader);
    if (statement !== undefined) body.push(statement);
    reader.takeIf(";");
  }
  const flaw = earlier(lexed.flaw, reader.flaw);
  return flaw === undefined ? { ok: true, value: body } : { ok: false, flaw };
}

/** A text that could not be cut into words ends early, and then the reader complains about that end. */
function earlier(lexed: Flaw | undefined, read: Flaw | undefined): Flaw | undefined {
  if (lexed === undefined || read === undefined) return lexed ?? read;
  return read.at < lexed.at ? read : lexed;
}

type Unannotated = Omit<Module, "annotations">;

function readModule(reader: Reader, asked: Dialect): Unannotated | undefined {
  const path = readPackage(reader);
  if (path === undefined) return undefined;
  const imports: Import[] = [];
  const rules: Rule[] = [];
  let dialect = asked;
  while (!reader.is("end") && reader.flaw === undefined) {
    if (reader.isWord("import")) {
      const one = readImport(reader);
      if (one !== undefined) imports.push(one);
      if (one?.path[0] === "rego") dialect = "v1";
      continue;
    }
    for (const rule of readRules(reader, dialect) ?? []) rules.push(rule);
    reader.takeIf(";");
  }
  return { package: path, imports, rules, dialect };
}

function readPackage(reader: Reader): readonly string[] | undefined {
  if (!reader.takeWord("package")) return reader.fail(`a policy starts with \`package\`, found ${describe(reader.token)}`);
  return readNames(reader, "a package");
}

/** `a.b["c"]` as a list of names. */
function readNames(reader: Reader, what: string): string[] | undefined {
  const { kind, at } = reader.token;
  const term = kind === "name" ? readKeywordTerm(reader) : undefined;
  if (term === undefined) return reader.fail(`expected the name of ${what}, found ${describe(reader.token)}`);
  const names = namesOf(term);
  return names ?? reader.fail(`the name of ${what} is words between dots`, at);
}

/** Here the first word may be a keyword. */
function readKeywordTerm(reader: Reader): Term | undefined {
  const { text } = reader.token;
  const wasKeyword = reader.keywords.delete(text);
  const term = readTerm(reader);
  if (wasKeyword) reader.keywords.add(text);
  return term;
}

function namesOf(term: Term): string[] | undefined {
  if (term.is === "variable") return [term.name];
  if (term.is !== "reference" || term.head.is !== "variable") return undefined;
  const names = [term.head.name];
  for (const step of term.path) {
    if (step.is !== "constant" || typeof step.value !== "string") return undefined;
    names.push(step.value);
  }
  return names;
}

function readImport(reader: Reader): Import | undefined {
  const { at } = reader.take();
  const path = readNames(reader, "an import");
  if (path === undefined) return undefined;
  if (!["data", "input", "future", "rego"].includes(path[0] as string))
    return reader.fail("an import starts with `data`, `input`, `rego` or `future`", at);
  if (path[0] === "rego" || path[0] === "future") return readFeature(reader, path, at);
  if (!reader.takeWord("as")) return { path, alias: undefined, at };
  const alias = readInfix(reader, false);
  return alias?.is === "variable" ? { path, alias: alias.name, at } : reader.fail("expected a name after `as`", at);
}

/** `import rego.v1` and its kind name no document but turn words into keywords. */
function readFeature(reader: Reader, path: readonly string[], at: number): Import | undefined {
  const words = featureWords(path);
  if (words === undefined) return reader.fail(`nothing is known of \`${path.join(".")}\``, at);
  for (const word of words) reader.keywords.add(word);
  return { path, alias: undefined, at };
}

function featureWords(path: readonly string[]): readonly string[] | undefined {
  const name = path.join(".");
  if (name === "rego.v1" || name === "future.keywords") return sinceFirst;
  if (name === "rego.v2") return [...sinceFirst, ...sinceSecond];
  const [, , word] = path;
  if (path.length !== 3 || path[1] !== "keywords" || word === undefined) return undefined;
  if (word === "every") return ["every", "in"];
  if (word === "not") return [wideNot];
  return [...sinceFirst, ...sinceSecond].includes(word) ? [word] : undefined;
}
