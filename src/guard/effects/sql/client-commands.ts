/** Lines for the client of a database and not for its server: they run programs, read files and write them. */
import type { Statement } from "./statement.ts";
import type { Dialect } from "./tokens.ts";

type Row = readonly [RegExp, (rest: string) => readonly Statement[]];

function shell(text: string): readonly Statement[] {
  return [{ does: "shell", text, at: "client" }];
}

function include(path: string): readonly Statement[] {
  return [{ does: "include", path: unquoted(path) }];
}

function save(path: string): readonly Statement[] {
  const bare = unquoted(path);
  if (bare === "" || bare === "stdout") return [];
  return bare.startsWith("|") ? shell(bare.slice(1)) : [{ does: "save", path: bare, at: "client" }];
}

function load(path: string): readonly Statement[] {
  return path.startsWith("|") ? shell(path.slice(1)) : [{ does: "load", path: unquoted(path), at: "client" }];
}

function unquoted(text: string): string {
  return /^(['"])(.*)\1;?$/.exec(text)?.[2] ?? text.replace(/;$/, "");
}

/** `\copy t from program 'x'`, `\copy t to 'file'`. */
function copied(rest: string): readonly Statement[] {
  const [, way = "", program, quoted] = /\b(from|to)\s+(program\s+)?('(?:[^']|'')*'|\S+)/i.exec(rest) ?? [];
  if (quoted === undefined || /^std(in|out)$|^pstd/i.test(quoted)) return [];
  if (program !== undefined) return shell(unquoted(quoted).replaceAll("''", "'"));
  return way.toLowerCase() === "to" ? save(unquoted(quoted)) : load(unquoted(quoted));
}

/** Behind the options of a dot command: `.import --csv FILE TABLE`. */
function firstOperand(rest: string): string {
  return /^(?:--?\S+\s+)*("[^"]*"|'[^']*'|\S+)/.exec(rest)?.[1] ?? "";
}

const rows: Readonly<Record<Dialect, readonly Row[]>> = {
  postgres: [
    [/^\\!\s*/, shell],
    [/^\\(i|ir|include|include_relative)\s+/, include],
    [/^\\copy\s+/i, copied],
    // What a query answers is run as statements.
    [/^\\gexec/, () => [{ does: "unread", of: "database", name: "what a query answers", whole: false }]],
    [/^\\(o|out|w|write|g|gx|s)\s+/, (rest) => (rest.startsWith("(") ? [] : save(rest))],
  ],
  mysql: [
    [/^(\\!|system\s)\s*/i, shell],
    [/^(\\\.|source\s)\s*/i, include],
    [/^(\\P|pager\s)\s*/i, shell],
    [/^(\\T|tee\s)\s*/i, save],
  ],
  sqlite: [
    [/^\.(shell|system)\s+/, shell],
    [/^\.read\s+/, (rest) => (rest.startsWith("|") ? shell(rest.slice(1)) : include(rest))],
    [/^\.(output|once|log|trace|excel)\s+/, (rest) => save(firstOperand(rest))],
    [/^\.(backup|save|clone)\s+/, (rest) => save(rest.split(/\s+/).at(-1) ?? "")],
    [/^\.import\s+/, (rest) => (/^["']?\|/.test(rest) ? shell(unquoted(firstOperand(rest)).slice(1)) : load(firstOperand(rest)))],
    [/^\.(load|restore|open)\s+/, (rest) => load(firstOperand(rest))],
  ],
  tsql: [
    [/^:?!!\s*/, shell],
    [/^:r\s+/i, include],
  ],
  oracle: [
    [/^(!|\$|host\s|ho\s)\s*/i, shell],
    [/^(@@?|start\s)\s*/i, (rest) => include(rest.split(/\s/, 1)[0] ?? "")],
    [/^spool\s+/i, (rest) => (/^(off|out)\b/i.test(rest) ? [] : save(firstOperand(rest)))],
  ],
  other: [
    [/^!(system|shell)\s+/i, shell],
    [/^(!source|!load|source)\s+/i, include],
    [/^!spool\s+/i, save],
  ],
};

export function clientCommand(line: string, dialect: Dialect): readonly Statement[] {
  const row = rows[dialect].find(([pattern]) => pattern.test(line));
  return row === undefined ? [] : row[1](line.replace(row[0], "").trim());
}
