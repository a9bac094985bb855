/** The table of clients that send SQL to a database: psql, mysql, sqlite3 and their kin. */
import { headOf, literal, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { has, type Line, readLine, type Shape, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Dialect } from "../../sql/sql.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb } from "../../describing/verbs.ts";
import {
  isInMemory,
  partsOfStatements,
  queryAnswer,
  type Reached,
  reached,
  runsOfStatements,
  type Script,
  scriptFrom,
  scriptIn,
  type Unread,
} from "./carried-out.ts";
import { type Database, databaseNamed, variablesOf } from "./database.ts";
import { storeVerbs } from "./stores.ts";

type Row = {
  readonly names: string;
  readonly dialect: Dialect;
  readonly short?: string;
  readonly long?: string;
  /** The options that hold SQL, name a file of it, name the host, name the database, name a file that is written. */
  readonly texts: string;
  readonly files?: string;
  readonly hosts?: string;
  readonly databases?: string;
  readonly saves?: string;
  /** The first operand that has to be there, such as `sql` in `cockroach sql`. */
  readonly verb?: string;
  /** What the other operands are; left out, the first one names the database. `file`: first the file of the database, then SQL. */
  readonly operands?: "file" | "text" | "host";
  /** Its long options stand behind one dash. */
  readonly oneDash?: true;
  /** An option whose value is always joined to it. */
  readonly joined?: string;
  /** Variables that name host or database. */
  readonly variables?: string;
};

const rows: readonly Row[] = [
  {
    names: "psql pgcli usql",
    dialect: "postgres",
    short: "cdfFhLoPpRTUv",
    long: "command dbname file field-separator host log-file output port pset record-separator table-attr username set variable",
    texts: "c command",
    files: "f file",
    hosts: "h host",
    databases: "d dbname",
    saves: "o output L log-file",
    variables: "PGHOST PGDATABASE PGSERVICE",
  },
  {
    names: "mysql mariadb mycli mysqlsh",
    dialect: "mysql",
    short: "eDhPuS",
    long: "execute database host port user socket protocol default-character-set defaults-file defaults-extra-file defaults-group-suffix init-command delimiter pager tee file login-path ssl-ca ssl-cert ssl-key plugin-dir",
    texts: "e execute init-command",
    files: "file",
    hosts: "h host",
    databases: "D database",
    joined: "p",
    variables: "MYSQL_HOST MYSQL_DATABASE",
  },
  {
    names: "sqlite3 sqlite duckdb litecli sqlcipher",
    dialect: "sqlite",
    short: "cs",
    long: "cmd init separator newline nullvalue mmap vfs lookaside pagecache heap maxsize escape",
    texts: "cmd c s",
    files: "init",
    operands: "file",
    oneDash: true,
  },
  {
    names: "sqlcmd osql go-sqlcmd mssql-cli tsql",
    dialect: "tsql",
    short: "QqiSdoUPHvshwtlaK",
    long: "query initial-query input-file server database-name output-file user-name",
    texts: "Q q query initial-query",
    files: "i input-file",
    hosts: "S server",
    databases: "d database-name",
    saves: "o output-file",
    operands: "host",
  },
  { names: "sqlplus sqlplus64 sql sqlcl", dialect: "oracle", short: "CMRL", texts: "" },
  {
    names: "cqlsh",
    dialect: "other",
    short: "efkup",
    long: "execute file keyspace username password encoding cqlshrc cqlversion request-timeout connect-timeout",
    texts: "e execute",
    files: "f file",
    databases: "k keyspace",
    operands: "host",
  },
  {
    names: "clickhouse-client clickhouse ch",
    dialect: "mysql",
    short: "qdhu",
    long: "query queries-file database host port user password format config-file param output-format-json-quote-64bit-integers",
    texts: "q query",
    files: "queries-file",
    hosts: "h host",
    databases: "d database",
    operands: "host",
  },
  {
    names: "snowsql",
    dialect: "other",
    short: "qfdasruwoDc",
    long: "query filename dbname accountname schemaname rolename username warehouse host port region config option variable mfa-passcode connection",
    texts: "q query",
    files: "f filename",
    hosts: "a accountname h host c connection",
    databases: "d dbname",
  },
  {
    names: "snow",
    dialect: "other",
    verb: "sql",
    short: "qfc",
    long: "query filename connection",
    texts: "q query",
    files: "f filename",
    hosts: "c connection",
  },
  {
    names: "cockroach",
    dialect: "postgres",
    verb: "sql",
    short: "edfu",
    long: "execute database file user url host port certs-dir set format",
    texts: "e execute",
    files: "f file",
    hosts: "host",
    databases: "d database url",
  },
  {
    names: "bq",
    dialect: "other",
    verb: "query",
    long: "project_id dataset_id location format max_rows destination_table parameter label maximum_bytes_billed",
    texts: "",
    databases: "project_id dataset_id",
    operands: "text",
  },
  {
    names: "influx",
    dialect: "other",
    oneDash: true,
    long: "execute database host port username password format precision path org bucket token predicate start stop",
    texts: "execute",
    hosts: "host",
    databases: "database",
    operands: "host",
  },
  {
    names: "trino presto presto-cli hive beeline impala-shell spark-sql ksql",
    dialect: "other",
    short: "efuqihd",
    long: "execute file server catalog schema query query_file impalad database user hiveconf hivevar",
    texts: "e execute q query",
    files: "f file query_file",
    hosts: "server i impalad u",
    databases: "catalog schema database",
  },
  { names: "dolt", dialect: "mysql", verb: "sql", short: "qfr", long: "query file result-format", texts: "q query", files: "f file" },
  { names: "db2", dialect: "other", short: "fz", texts: "", files: "f", operands: "text" },
];

export const sqlClients: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: shapeOf(row),
  effects: (use) => effects(use, row),
  runs: (use) => runs(use, row),
  output: () => ({ from: "unread", origin: queryAnswer, holds: "file" }),
}));

function shapeOf({ short = "", long = "" }: Row): Shape {
  return { short, long: long.split(" ") };
}

function effects(use: Use, row: Row): readonly Part[] {
  const line = lineOf(use, row);
  const verbs = storeVerbs.get(use.name);
  const others = verbs === undefined ? [] : partsByVerb(use, verbs);
  if (line === undefined || others.length > 0) return others;
  const database = databaseOf(use, line, row);
  const found = statementsIn(use, line, row);
  const isReadOnly = has(line, "dry_run", "dry-run") || (row.operands === "file" && has(line, "readonly", "read_only"));
  const parts = isReadOnly ? [] : partsOfStatements(found, use, database);
  const saved = valuesOf(line, ...split(row.saves)).filter((file) => !file.text.startsWith("|"));
  return [...parts, ...fileParts(use, database, parts), ...saved.flatMap((file) => fileWrite(file, use.place, "overwrite") ?? [])];
}

function split(names: string | undefined): readonly string[] {
  return names === undefined || names === "" ? [] : names.split(" ");
}

/** A database that is a file is read with it, and written where a statement changes it. */
function fileParts(use: Use, { file }: Database, parts: readonly Part[]): readonly Part[] {
  if (file === undefined || isInMemory(file)) return [];
  const changes = parts.some((part) => part.kind === "data");
  const written = changes ? fileWrite(file, use.place, "write") : undefined;
  return [fileRead(file, use.place), ...(written === undefined ? [] : [written])];
}

/** Options as the tool reads them; nothing where it was not asked to speak SQL. */
function lineOf(use: Use, row: Row): Line | undefined {
  const words = use.words.map((word) => normal(word, row));
  const line = readLine(words, shapeOf(row));
  if (row.verb === undefined) return line;
  const [verb, ...operands] = line.operands;
  return verb?.text === row.verb ? { ...line, operands } : undefined;
}

function normal(word: Value, { oneDash, joined }: Row): Value {
  const head = headOf(word);
  if (oneDash === true && /^-[a-z]{2,}/.test(head))
    return { ...word, text: `-${word.text}`, ...(word.head === undefined ? {} : { head: `-${head}` }) };
  return joined !== undefined && head.startsWith(`-${joined}`) ? literal(`-${joined}`) : word;
}

function databaseOf(use: Use, line: Line, row: Row): Database {
  const [first] = line.operands;
  if (row.operands === "file") return { ...databaseNamed([], first === undefined ? [] : [first]), file: first ?? literal("") };
  const hosts = [...valuesOf(line, ...split(row.hosts)), ...(row.operands === "host" && first !== undefined ? [first] : [])];
  const named = row.operands === undefined && first !== undefined ? [first] : [];
  return databaseNamed([...hosts, ...variablesOf(use, split(row.variables))], [...valuesOf(line, ...split(row.databases)), ...named]);
}

function statementsIn(use: Use, line: Line, row: Row): Reached {
  return reached(use, { scripts: scripts(use, line, row), dialect: row.dialect });
}

/** What stands in options and files; only without any of it what flows in. */
function scripts(use: Use, line: Line, row: Row): readonly (Script | Unread)[] {
  const texts = [...valuesOf(line, ...split(row.texts)), ...textOperands(line, row)].flatMap((value) => scriptIn(value, use) ?? []);
  const files = [...valuesOf(line, ...split(row.files)), ...scriptOperands(line, row)];
  const inFiles = files.flatMap((file) => scriptFrom(file.text === "-" ? (use.stdin ?? { from: "unread" }) : use.content(file), use) ?? []);
  const isGiven = files.length > 0 || valuesOf(line, ...split(row.texts)).length > 0 || textOperands(line, row).length > 0;
  const input = isGiven || use.stdin === undefined ? undefined : scriptFrom(use.stdin, use);
  return [...texts, ...inFiles, ...(input === undefined ? [] : [input])];
}

function textOperands(line: Line, { operands }: Row): readonly Value[] {
  if (operands === "text") return line.operands.filter((value) => !value.text.startsWith("@"));
  return operands === "file" ? line.operands.slice(1) : [];
}

/** `sqlplus user@host @script.sql`. */
function scriptOperands(line: Line, { dialect }: Row): readonly Value[] {
  if (dialect !== "oracle") return [];
  return line.operands.filter((value) => value.text.startsWith("@")).map((value) => literal(value.text.slice(1)));
}

/** `-o '|program'` and `--pager` run programs as well. */
function runs(use: Use, row: Row): readonly Run[] {
  const line = lineOf(use, row);
  if (line === undefined) return [];
  const piped = valuesOf(line, ...split(row.saves)).filter((file) => file.text.startsWith("|"));
  const programs = [...piped.map((file) => ({ ...file, text: file.text.slice(1) })), ...valuesOf(line, "pager")];
  const started = programs.map((text): Run => ({ as: "shell", text, via: use.name }));
  return [...started, ...runsOfStatements(statementsIn(use, line, row), use.name, databaseOf(use, line, row))];
}
