/** What one statement of SQL does, by its first words. */
import { isSign, isWord, outsideBrackets, takesAll } from "./conditions.ts";
import type { DataObject } from "../../effect.ts";
import type { DataStatement, Statement } from "./statement.ts";
import type { Token } from "./tokens.ts";

type Inner = (code: string) => readonly Statement[];
type Reader = (tokens: readonly Token[], inner: Inner) => readonly Statement[];

/** `inner` reads SQL that stands in a text of the statement. */
export function statementsOf(tokens: readonly Token[], inner: Inner): readonly Statement[] {
  const [first] = tokens;
  const read = first?.kind === "word" ? readers.get(first.text) : undefined;
  return [...(read?.(tokens, inner) ?? []), ...besides(tokens)];
}

const objects: readonly (readonly [DataObject, string])[] = [
  ["database", "DATABASE SCHEMA KEYSPACE TABLESPACE CATALOG OWNED BUCKET"],
  ["table", "TABLE COLLECTION MEASUREMENT SERIES STREAM TOPIC STAGE DICTIONARY"],
  ["column", "COLUMN PARTITION"],
  ["account", "USER ROLE LOGIN"],
];

function objectNamed(word: string): DataObject {
  return objects.find(([, names]) => names.split(" ").includes(word))?.[0] ?? "code";
}

/** Words between a verb and the kind of object. */
const adjectives =
  "OR REPLACE TEMP TEMPORARY UNLOGGED EXTERNAL FOREIGN TRANSIENT VIRTUAL GLOBAL LOCAL MATERIALIZED UNIQUE RECURSIVE EXTERNAL DYNAMIC HYBRID".split(
    " ",
  );

type Headed = { readonly of: DataObject; readonly kind: string; readonly names: readonly string[]; readonly temporary: boolean };

/** `VERB adjectives KIND [IF [NOT] EXISTS] [ONLY] name, name`. */
function headOf(tokens: readonly Token[]): Headed {
  let at = 1;
  while (isWord(tokens[at], ...adjectives)) at += 1;
  const temporary = tokens.slice(1, at).some((token) => isWord(token, "TEMP", "TEMPORARY"));
  const isView = tokens.slice(1, at).some((token) => isWord(token, "MATERIALIZED"));
  const kind = tokens[at]?.kind === "word" ? (tokens[at]?.text ?? "") : "";
  at += 1;
  while (isWord(tokens[at], "IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY", "BY")) at += 1;
  return { of: isView ? "code" : objectNamed(kind), kind, names: namesAt(tokens, at), temporary };
}

const namesRead = 16;

function namesAt(tokens: readonly Token[], start: number): readonly string[] {
  const names: string[] = [];
  for (let at = start; names.length < namesRead;) {
    const { name, end } = nameAt(tokens, at);
    if (name === "") break;
    names.push(name);
    if (!isSign(tokens[end], ",")) break;
    at = end + 1;
  }
  return names;
}

/** `database.schema.table`, each part quoted or not. */
function nameAt(tokens: readonly Token[], start: number): { readonly name: string; readonly end: number } {
  let name = "";
  let end = start;
  for (; end < tokens.length; end += 1) {
    const token = tokens[end] as Token;
    const isDot = isSign(token, ".");
    const isPart = token.kind === "word" || token.kind === "name" || token.kind === "text";
    if (isDot ? name === "" : !isPart || (name !== "" && !name.endsWith("."))) break;
    name += isDot ? "." : token.kind === "word" ? token.text.toLowerCase() : token.text;
  }
  return { name, end };
}

function data(does: DataStatement["does"], of: DataObject, named: { readonly name: string; readonly whole: boolean }): DataStatement {
  return { does, of, ...named };
}

const drop: Reader = (tokens) => {
  const { of, names, temporary } = headOf(tokens);
  return temporary ? [] : names.map((name) => data("drop", of, { name, whole: of === "database" || of === "table" }));
};

const truncate: Reader = (tokens) => {
  let at = 1;
  while (isWord(tokens[at], "TABLE", "ONLY", "IF", "EXISTS", "DATABASE", "ALL", "TABLES", "FROM")) at += 1;
  return namesAt(tokens, at).map((name) => data("truncate", "table", { name, whole: true }));
};

/** The target may stand before `FROM` as well; after it there may be `ONLY`. */
const remove: Reader = (tokens) => {
  const from = tokens.findIndex((token) => isWord(token, "FROM"));
  let at = from < 0 ? 1 : from + 1;
  while (isWord(tokens[at], "ONLY")) at += 1;
  const [name = ""] = namesAt(tokens, at);
  return name === "" ? [] : [data("delete", "rows", { name, whole: takesAll(tokens) })];
};

const update: Reader = (tokens) => {
  let at = 1;
  while (isWord(tokens[at], "ONLY", "LOW_PRIORITY", "IGNORE", "OR", "ROLLBACK", "ABORT", "REPLACE", "FAIL")) at += 1;
  const [name = ""] = namesAt(tokens, at);
  const isUpdate = name !== "" && tokens.some((token) => isWord(token, "SET"));
  return isUpdate ? [data("update", "rows", { name, whole: takesAll(tokens) })] : [];
};

const alter: Reader = (tokens) => {
  const { of, kind, names } = headOf(tokens);
  const [name = kind.toLowerCase()] = names;
  const at = tokens.findIndex((token) => isWord(token, "DROP"));
  const next = tokens[at + 1];
  if (of === "table" && at >= 0 && !isWord(next, "CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "DEFAULT", "NOT", "CHECK"))
    return [data("drop", "column", { name, whole: true })];
  // ClickHouse deletes and updates rows with `ALTER TABLE`.
  const rows = tokens.findIndex((token) => isWord(token, "DELETE", "UPDATE"));
  if (of === "table" && rows >= 0 && !isWord(tokens[rows - 1], "ON"))
    return [data(isWord(tokens[rows], "DELETE") ? "delete" : "update", "rows", { name, whole: takesAll(tokens.slice(rows)) })];
  return [data("alter", kind === "SYSTEM" ? "server" : of, { name, whole: false })];
};

const create: Reader = (tokens) => {
  const { of, names, temporary } = headOf(tokens);
  const replaces = isWord(tokens[1], "OR") && (of === "table" || of === "database") && !temporary;
  return names.slice(0, 1).map((name) => data(replaces ? "drop" : "create", of, { name, whole: replaces }));
};

/** Statements that change data may stand in brackets in front of the one that ends it. */
const withNamed: Reader = (tokens, inner) => {
  const outside = new Set(outsideBrackets(tokens));
  const main = tokens.findIndex((token) => outside.has(token) && isWord(token, "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"));
  const inBrackets = bracketed(main < 0 ? tokens : tokens.slice(0, main)).filter((group) => isWord(group[0], "UPDATE", "DELETE", "INSERT"));
  return [...inBrackets, ...(main < 0 ? [] : [tokens.slice(main)])].flatMap((one) => statementsOf(one, inner));
};

/** What stands between brackets of the outermost level. */
function bracketed(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const groups: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, ")")) depth = Math.max(0, depth - 1);
    if (depth > 0) groups.at(-1)?.push(token);
    if (isSign(token, "(") && (depth += 1) === 1) groups.push([]);
  }
  return groups;
}

/** Only with `ANALYZE` the statement behind it is run. */
const explain: Reader = (tokens, inner) => {
  const at = tokens.findIndex((token) => isWord(token, "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "REPLACE"));
  const runs = at > 0 && tokens.slice(0, at).some((token) => isWord(token, "ANALYZE", "ANALYSE"));
  return runs ? statementsOf(tokens.slice(at), inner) : [];
};

/** `COPY t FROM PROGRAM 'x'`; a query in brackets may come first. */
const copy: Reader = (tokens) => {
  const outside = outsideBrackets(tokens);
  const at = outside.findIndex((token) => isWord(token, "FROM", "TO"));
  const isProgram = isWord(outside[at + 1], "PROGRAM");
  const text = outside[at + (isProgram ? 2 : 1)];
  if (at < 0 || text?.kind !== "text") return [];
  if (isProgram) return [{ does: "shell", text: text.text, at: "server" }];
  return [{ does: isWord(outside[at], "TO") ? "save" : "load", path: text.text, at: "server" }];
};

/** A text that is run as SQL: `EXECUTE IMMEDIATE 'x'`, `EXEC('x')`, `PREPARE p FROM 'x'`; `PREPARE p AS …` holds it as it is. */
const execute: Reader = (tokens, inner) => {
  const shell = tokens.findIndex((token) => isWord(token, "XP_CMDSHELL") || /xp_cmdshell$/i.test(token.text));
  const text = tokens.find((token) => token.kind === "text")?.text;
  if (shell >= 0) return [{ does: "shell", text: text ?? "", at: "server" }];
  const as = tokens.findIndex((token) => isWord(token, "AS"));
  if (isWord(tokens[0], "PREPARE") && as >= 0) return statementsOf(tokens.slice(as + 1), inner);
  return text === undefined ? [] : inner(text);
};

/** A block that is run at once: its statements stand behind the words that open it. */
const block: Reader = (tokens, inner) => {
  const body = tokens.find((token) => token.kind === "text")?.text;
  return body === undefined ? [] : inner(body);
};

/** `BEGIN DELETE …`, `IF x THEN DROP …`, `DECLARE … BEGIN …`: the statement begins behind the last of these words. */
const opened: Reader = (tokens, inner) => {
  const at = tokens.findLastIndex((token) => isWord(token, "BEGIN", "THEN", "ELSE", "LOOP", "DO"));
  const rest = tokens.slice(at < 0 ? 1 : at + 1);
  const first = rest.findIndex((token) => isWord(token, "DROP", "TRUNCATE", "DELETE", "EXECUTE", "EXEC"));
  return first < 0 ? [] : statementsOf(rest.slice(first), inner);
};

/** `LOAD DATA LOCAL INFILE 'x'`: without `LOCAL` it is the server's file. */
const load: Reader = (tokens) => {
  const path = tokens.find((token) => token.kind === "text")?.text;
  const isData = isWord(tokens[1], "DATA", "XML");
  return path === undefined || !isData
    ? []
    : [{ does: "load", path, at: tokens.some((token) => isWord(token, "LOCAL")) ? "client" : "server" }];
};

const restore: Reader = (tokens) => {
  const { of, names } = headOf(tokens);
  return names.slice(0, 1).map((name) => data("restore", of, { name, whole: tokens.some((token) => isWord(token, "REPLACE")) }));
};

const shutdown: Reader = () => [data("shutdown", "server", { name: "", whole: true })];
const grant: Reader = (tokens) => [data("grant", "account", { name: namesAfter(tokens, "TO", "FROM"), whole: false })];
const insert: Reader = (tokens) => [data("insert", "rows", { name: namesAfter(tokens, "INTO"), whole: false })];
const removeLogs: Reader = (tokens) =>
  tokens.some((token) => isWord(token, "MASTER", "BINARY", "LOGS"))
    ? [data("truncate", "server", { name: "the binary log", whole: true })]
    : [];

function namesAfter(tokens: readonly Token[], ...words: readonly string[]): string {
  return nameAt(tokens, tokens.findIndex((token) => isWord(token, ...words)) + 1).name;
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["DROP", drop],
  ["TRUNCATE", truncate],
  ["DELETE", remove],
  ["UPDATE", update],
  ["ALTER", alter],
  ["CREATE", create],
  ["INSERT", insert],
  ["REPLACE", insert],
  ["WITH", withNamed],
  ["EXPLAIN", explain],
  ["COPY", copy],
  ["EXECUTE", execute],
  ["EXEC", execute],
  ["PREPARE", execute],
  ["CALL", execute],
  ["DO", block],
  ["DECLARE", opened],
  ["BEGIN", opened],
  ["IF", opened],
  ["ELSE", opened],
  ["LOOP", opened],
  ["FOR", opened],
  ["LOAD", load],
  ["RESTORE", restore],
  ["SHUTDOWN", shutdown],
  ["GRANT", grant],
  ["REVOKE", grant],
  ["RESET", removeLogs],
  ["PURGE", removeLogs],
]);

/** Functions and clauses that touch files and programs, wherever they stand in a statement. */
function besides(tokens: readonly Token[]): readonly Statement[] {
  return tokens.flatMap((token, at): readonly Statement[] => {
    if (token.kind !== "word") return [];
    if (token.text === "OUTFILE" || token.text === "DUMPFILE") return textsOf(tokens.slice(at + 1, at + 2)).map(savedThere);
    if (!isSign(tokens[at + 1], "(")) return [];
    const made = functions.get(token.text);
    return made === undefined
      ? []
      : textsOf(tokens.slice(at + 2, at + 6))
          .slice(0, 1)
          .map(made);
  });
}

function textsOf(tokens: readonly Token[]): readonly string[] {
  return tokens.filter((token) => token.kind === "text").map((token) => token.text);
}

type ByText = (text: string) => Statement;

const savedThere: ByText = (path) => ({ does: "save", path, at: "server" });
const loadedThere: ByText = (path) => ({ does: "load", path, at: "server" });
const loadedHere: ByText = (path) => ({ does: "load", path, at: "client" });
const runThere: ByText = (text) => ({ does: "shell", text, at: "server" });

const functions: ReadonlyMap<string, ByText> = new Map<string, ByText>([
  ["LOAD_FILE", loadedThere],
  ["PG_READ_FILE", loadedThere],
  ["PG_READ_BINARY_FILE", loadedThere],
  ["LO_IMPORT", loadedThere],
  ["READFILE", loadedHere],
  ["READ_TEXT", loadedHere],
  ["WRITEFILE", (path) => ({ does: "save", path, at: "client" })],
  ["LO_EXPORT", savedThere],
  ["SYS_EXEC", runThere],
  ["SYS_EVAL", runThere],
]);
