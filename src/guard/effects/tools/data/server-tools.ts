/** The table of programs around database servers that destroy, dump or bring back data with their own words. */
import { literal, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { holding } from "../../describing/flows.ts";
import { has, type Shape, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb, type Verbs, verbsOf } from "../../describing/verbs.ts";
import { databaseNamed, variablesOf } from "./database.ts";
import { type Loss, lossIn } from "./loss.ts";

const postgres: Shape = {
  short: "hpUdfFjnNtTSLIP",
  long: "host port username dbname file format jobs schema exclude-schema table exclude-table encoding superuser role maintenance-db tablespace owner template locale compress use-list section".split(
    " ",
  ),
};

const dropping: Shape = { short: "hpU", long: ["host", "port", "username", "maintenance-db"] };

function destroyed(use: Use, names: readonly Value[], loss: Loss): readonly Part[] {
  if (has(use.line, "help", "version", "?", "V")) return [];
  const hosts = [...valuesOf(use.line, "h", "host"), ...variablesOf(use, ["PGHOST", "MYSQL_HOST"])];
  return names.flatMap((name) => lossIn(use, databaseNamed(hosts, [name]), { ...loss, name: name.text }));
}

/** `dropdb NAME`, `dropuser NAME`. */
const dropdb: Tool = {
  names: ["dropdb"],
  shape: dropping,
  effects: (use) => destroyed(use, use.line.operands.slice(0, 1), { does: "drop", of: "database" }),
};

const dropuser: Tool = {
  names: ["dropuser"],
  shape: dropping,
  effects: (use) => destroyed(use, use.line.operands.slice(0, 1), { does: "drop", of: "account", whole: false }),
};

/** Only with `-d` it reaches a database; with `--clean` it drops there what it brings back. */
const pgRestore: Tool = {
  names: ["pg_restore"],
  shape: postgres,
  effects: (use) => {
    const named = valuesOf(use.line, "d", "dbname");
    const written = valuesOf(use.line, "f", "file").flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
    const restored = destroyed(use, named, { does: "restore", of: "database", whole: has(use.line, "c", "clean") });
    return [...use.line.operands.map((file) => fileRead(file, use.place)), ...written, ...restored];
  },
};

type Dump = { readonly names: readonly string[]; readonly short: string; readonly long: string; readonly files: readonly string[] };

const dumpRows: readonly Dump[] = [
  {
    names: ["pg_dump", "pg_dumpall"],
    short: "hpUdfFjnNtTESZel",
    long: `${postgres.long.join(" ")} extension`,
    files: ["f", "file"],
  },
  {
    names: ["mysqldump", "mariadb-dump"],
    short: "huPSrwT",
    long: "host user port socket result-file where tab ignore-table defaults-file defaults-extra-file default-character-set",
    files: ["r", "result-file", "T", "tab"],
  },
  {
    names: ["mongoexport", "mongodump"],
    short: "hdcupoqf",
    long: "host port db collection username password authenticationDatabase uri out archive query fields type",
    files: ["o", "out", "archive"],
  },
  {
    names: ["pg_basebackup"],
    short: "DFTrXZcldhpsUS",
    long: "pgdata format tablespace-mapping max-rate wal-method compress checkpoint label dbname host port username slot",
    files: ["D", "pgdata"],
  },
  { names: ["redis-dump", "sqlite3_rsync"], short: "", long: "", files: [] },
];

/** What they write holds the data: into a file, or on to the next command. */
const dumps: readonly Tool[] = dumpRows.map(({ names, short, long, files }) => ({
  names,
  shape: { short, long: long.split(" ") },
  effects: (use) => valuesOf(use.line, ...files).flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []),
  saves: (use) => valuesOf(use.line, ...files).map((path) => ({ path, flow: { from: "unread", holds: "file" }, append: false })),
  output: () => holding({ from: "unread" }, "file"),
}));

const mysqladminVerbs: Verbs = verbsOf({
  drop: (use) => destroyed(use, use.line.operands.slice(0, 1), { does: "drop", of: "database" }),
  "shutdown stop-replica stop-slave": (use) => destroyed(use, [literal("")], { does: "shutdown", of: "server" }),
});

const mysqladmin: Tool = {
  names: ["mysqladmin", "mariadb-admin"],
  verbs: 1,
  shape: { short: "uhPSi", long: "user host port socket sleep defaults-file defaults-extra-file protocol".split(" ") },
  effects: (use) => partsByVerb(use, mysqladminVerbs),
};

const mysqlimport: Tool = {
  names: ["mysqlimport", "mariadb-import"],
  shape: { short: "uhPS", long: "user host port socket columns".split(" ") },
  effects: (use) => (has(use.line, "D", "delete") ? destroyed(use, use.line.operands.slice(0, 1), { does: "delete", of: "rows" }) : []),
};

const mongorestore: Tool = {
  names: ["mongorestore", "mongoimport"],
  shape: {
    short: "hdcup",
    long: "uri host port db collection username password authenticationDatabase nsInclude nsExclude archive file type".split(" "),
  },
  effects: (use) => {
    const names = [...valuesOf(use.line, "d", "db", "uri"), literal("")].slice(0, 1);
    return has(use.line, "drop") && !has(use.line, "dryRun") ? destroyed(use, names, { does: "restore", of: "database" }) : [];
  },
};

/** `pg_ctl VERB -D FOLDER`; the server stops, and what is stored stays. */
const pgCtl: Tool = {
  names: ["pg_ctl", "pg_ctlcluster", "pg_dropcluster", "pg_resetwal"],
  shape: { short: "DlmoptU", long: "pgdata log mode options timeout".split(" ") },
  effects: (use) => {
    if (has(use.line, "help", "version", "?", "V", "n", "dry-run")) return [];
    if (use.name === "pg_dropcluster") return destroyed(use, use.line.operands.slice(-1), { does: "drop", of: "database" });
    if (use.name === "pg_resetwal") return destroyed(use, use.line.operands.slice(0, 1), { does: "truncate", of: "server" });
    const stops = use.line.operands.some((operand) => operand.text === "stop");
    return stops ? destroyed(use, [literal("")], { does: "shutdown", of: "server" }) : [];
  },
};

export const serverTools: readonly Tool[] = [dropdb, dropuser, pgRestore, ...dumps, mysqladmin, mysqlimport, mongorestore, pgCtl];
