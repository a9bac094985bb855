/** The front door of reading SQL: pure text in, what its statements do out. Total and bounded. */
import { clientCommand } from "./client-commands.ts";
import { isWord } from "./conditions.ts";
import type { Statement } from "./statement.ts";
import { statementsOf } from "./statements.ts";
import { type Dialect, splitSql, type Token } from "./tokens.ts";

export type { Statement } from "./statement.ts";
export type { Dialect } from "./tokens.ts";

/** SQL in the texts of SQL. Deeper it is not read. */
const depthRead = 4;

export function readSql(text: string, dialect: Dialect, depth = 0): readonly Statement[] {
  if (depth > depthRead) return [unread("SQL in SQL that is nested too deeply")];
  const { statements, whole } = splitSql(text, dialect);
  const inner = (code: string): readonly Statement[] => readSql(code, dialect, depth + 1);
  const single = dialect === "tsql" ? statements.flatMap(withoutSeparators) : statements;
  const found = withoutRoutines(single).map((tokens) => ({ tokens, read: readOne(tokens, dialect, inner) }));
  const kept = withoutOwn(withoutUndone(found, dialect)).flatMap(({ read }) => read);
  return whole ? kept : [...kept, unread("more SQL than is read")];
}

function unread(name: string): Statement {
  return { does: "unread", of: "database", name, whole: false };
}

/** In T-SQL nothing has to stand between two statements, so one begins wherever its first words stand. */
function withoutSeparators(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const starts = tokens.flatMap((_, at) => (at === 0 || beginsStatement(tokens, at) ? [at] : []));
  return starts.map((start, position) => tokens.slice(start, starts[position + 1]));
}

function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const [before, word, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (isWord(before, "ON", "FOR", "AFTER", "OF", "THEN", "EXPLAIN", "BEGIN")) return false;
  if (isWord(word, "EXEC", "EXECUTE")) return true;
  if (isWord(word, "DROP")) return isWord(next, "DATABASE", "TABLE", "SCHEMA", "LOGIN", "USER");
  return (isWord(word, "TRUNCATE") && isWord(next, "TABLE")) || (isWord(word, "DELETE") && isWord(next, "FROM"));
}

function readOne(tokens: readonly Token[], dialect: Dialect, inner: (code: string) => readonly Statement[]): readonly Statement[] {
  const [first] = tokens;
  if (first?.kind === "command") return clientCommand(first.text, dialect);
  return statementsOf(tokens, inner);
}

/** The body of a routine is stored and not run: it ends with the `END` that no block inside it takes. */
function withoutRoutines(statements: readonly (readonly Token[])[]): readonly (readonly Token[])[] {
  const kept: (readonly Token[])[] = [];
  let isInside = false;
  for (const tokens of statements) {
    if (isInside) {
      isInside = !(isWord(tokens[0], "END") && !isWord(tokens[1], "IF", "CASE", "LOOP", "WHILE", "REPEAT"));
      continue;
    }
    kept.push(tokens);
    const isRoutine =
      isWord(tokens[0], "CREATE", "ALTER") &&
      tokens.slice(0, 6).some((token) => isWord(token, "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "PROC"));
    isInside = isRoutine && tokens.some((token) => isWord(token, "BEGIN")) && !isWord(tokens.at(-1), "END");
  }
  return kept;
}

type Found = { readonly tokens: readonly Token[]; readonly read: readonly Statement[] };

/** What a transaction takes back did not happen; in some dialects a change of the schema cannot be taken back. */
function withoutUndone(found: readonly Found[], dialect: Dialect): readonly Found[] {
  const undone = new Set<Found>();
  let open: Found[] | undefined;
  for (const one of found) {
    const [first, second] = one.tokens;
    if (isWord(first, "BEGIN") || (isWord(first, "START") && isWord(second, "TRANSACTION"))) open = [];
    else if (isWord(first, "COMMIT", "END")) open = undefined;
    else if (isWord(first, "ROLLBACK") && !one.tokens.some((token) => isWord(token, "TO"))) {
      for (const earlier of open ?? []) undone.add(earlier);
      open = undefined;
    } else open?.push(one);
  }
  return found.filter((one) => !undone.has(one) || !one.read.every((statement) => isUndoable(statement, dialect)));
}

function isUndoable(statement: Statement, dialect: Dialect): boolean {
  if (statement.does === "delete" || statement.does === "update" || statement.does === "insert") return true;
  const keepsSchema = dialect === "postgres" || dialect === "sqlite" || dialect === "tsql";
  return keepsSchema && "of" in statement && statement.of !== "database" && statement.of !== "server";
}

/** A table that the same text made for itself is nobody's loss. */
function withoutOwn(found: readonly Found[]): readonly Found[] {
  const own = new Set<string>();
  return found.map(({ tokens, read }) => {
    const kept = read.filter((statement) => !("of" in statement) || !isTemporary(statement.name, own));
    const isNew = isWord(tokens[0], "CREATE") && !tokens.some((token) => isWord(token, "EXISTS", "REPLACE"));
    for (const statement of isNew ? read : []) if (statement.does === "create") own.add(statement.name.toUpperCase());
    return { tokens, read: kept };
  });
}

function isTemporary(name: string, own: ReadonlySet<string>): boolean {
  return own.has(name.toUpperCase()) || /^(#|temp\.|pg_temp)/i.test(name);
}
