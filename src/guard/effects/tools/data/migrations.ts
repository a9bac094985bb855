/** The table of migration tools and object mappers: which of their commands throw data away. */
import type { Flow } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import { type Database, databaseNamed, environmentIn, variablesOf } from "./database.ts";
import { type Loss, lossIn } from "./loss.ts";

const database: Loss = { does: "drop", of: "database" };
const tables: Loss = { does: "drop", of: "table" };
const columns: Loss = { does: "drop", of: "column" };
const rowsOnly: Loss = { does: "truncate", of: "table" };
const someRows: Loss = { does: "delete", of: "rows", whole: false };

/** One command that throws data away; of its options one has to be there. */
type Command = {
  readonly words: readonly string[];
  /** Tools that run several tasks in one line have it anywhere. */
  readonly anywhere: boolean;
  readonly options: readonly string[];
  readonly loss: Loss;
};

/** `*` is any word. */
function begins(words: string, loss: Loss, ...options: readonly string[]): readonly Command[] {
  return [{ words: words.split(" "), anywhere: false, options, loss }];
}

function task(names: string, loss: Loss): readonly Command[] {
  return names.split(" ").map((name) => ({ words: [name], anywhere: true, options: [], loss }));
}

type Row = { readonly names: string; readonly long?: string; readonly commands: readonly (readonly Command[])[] };

const rows: readonly Row[] = [
  {
    names: "prisma",
    long: "schema config name file url",
    commands: [begins("migrate reset", tables), begins("db push", tables, "force-reset"), begins("db push", columns, "accept-data-loss")],
  },
  {
    names: "rails rake",
    commands: [
      task("db:drop db:drop:all db:drop:_unsafe", database),
      task("db:reset db:migrate:reset db:schema:load db:structure:load db:purge db:purge:all", tables),
      task("db:truncate_all db:seed:replant", rowsOnly),
    ],
  },
  {
    names: "manage.py django-admin",
    long: "settings database pythonpath",
    commands: [
      begins("flush", rowsOnly),
      begins("reset_db", database),
      task("reset_schema drop_tables", tables),
      begins("migrate * zero", tables),
    ],
  },
  { names: "alembic", commands: [begins("downgrade base", tables)] },
  { names: "flask", commands: [begins("db downgrade base", tables)] },
  {
    names: "sequelize sequelize-cli",
    long: "env url config",
    commands: [begins("db:drop", database), begins("db:migrate:undo:all", tables)],
  },
  { names: "typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm", commands: [begins("schema:drop", tables)] },
  { names: "knex", long: "env knexfile", commands: [begins("migrate:rollback", tables, "all")] },
  { names: "drizzle-kit", commands: [begins("push", columns, "force")] },
  { names: "mikro-orm", commands: [task("schema:drop schema:fresh migration:fresh", tables), begins("database:drop", database)] },
  { names: "flyway", commands: [task("clean", tables)] },
  { names: "liquibase", commands: [task("dropAll drop-all", tables)] },
  {
    names: "artisan",
    long: "env database",
    commands: [task("migrate:fresh migrate:refresh migrate:reset db:wipe", tables), task("queue:flush queue:clear", someRows)],
  },
  { names: "mix", commands: [begins("ecto.drop", database), begins("ecto.reset", tables)] },
  { names: "dbmate", long: "url env", commands: [begins("drop", database)] },
  {
    names: "dotnet-ef",
    long: "connection project startup-project context",
    commands: [begins("database drop", database), begins("database update 0", tables)],
  },
  { names: "sqitch", long: "target", commands: [begins("revert", tables)] },
  { names: "goose", commands: [task("reset", tables), [{ words: ["down-to", "0"], anywhere: true, options: [], loss: tables }]] },
  { names: "migrate", long: "path database source", commands: [begins("drop", tables), begins("down", tables, "all")] },
  { names: "diesel", commands: [begins("database reset", tables)] },
  { names: "sqlx", commands: [begins("database drop", database), begins("database reset", tables)] },
  {
    names: "sea-orm-cli",
    commands: [begins("migrate fresh", tables), begins("migrate reset", tables), begins("migrate refresh", tables)],
  },
  {
    names: "console doctrine",
    long: "env connection em",
    commands: [
      begins("doctrine:database:drop", database, "force"),
      begins("doctrine:schema:drop", tables, "force"),
      begins("orm:schema-tool:drop", tables, "force"),
    ],
  },
  {
    names: "wp",
    long: "path url",
    commands: [begins("db drop", database), begins("db reset", tables), begins("db clean", tables), begins("site empty", rowsOnly)],
  },
  { names: "drush", commands: [task("sql:drop sql-drop site:install site-install si", tables)] },
  {
    names: "atlas",
    long: "url dev-url to",
    commands: [begins("schema clean", tables), begins("schema apply", columns, "auto-approve")],
  },
  { names: "phinx", long: "environment", commands: [begins("rollback", tables, "target")] },
];

export const migrations: readonly Tool[] = rows.map(({ names, long, commands }) => ({
  names: names.split(" "),
  verbs: 1,
  shape: { ...noValues, short: "e", long: (long ?? "env").split(" ") },
  effects: (use) => effects(use, commands.flat()),
  output: printed,
}));

/** `sqlflush` and their kin print what empties the tables, for whoever carries it out. */
function printed({ line }: Use): Flow {
  return /^(sqlflush|sqlclear|sqlreset)$/.test(line.operands[0]?.text ?? "")
    ? { from: "installed", text: "TRUNCATE every_table;\n" }
    : { from: "unread" };
}

function effects(use: Use, commands: readonly Command[]): readonly Part[] {
  if (has(use.line, "help", "h", "dry-run", "pretend", "sql", "version")) return [];
  const words = use.line.operands.map((operand) => operand.text);
  return commands.flatMap((command) => (isCommand(use, words, command) ? lossIn(use, databaseOf(use), command.loss) : []));
}

function isCommand(use: Use, given: readonly string[], { words, anywhere, options }: Command): boolean {
  if (options.length > 0 && !has(use.line, ...options)) return false;
  const starts = anywhere ? given.map((_, position) => position) : [0];
  return starts.some((start) => words.every((word, position) => word === "*" || taskIn(given[start + position]) === word));
}

/** `db:drop[x]` is the task `db:drop` with an argument. */
function taskIn(word: string | undefined): string | undefined {
  return word?.replace(/\[.*$/, "");
}

/** Only what names it says where it runs: an option, or a variable of the call. */
function databaseOf(use: Use): Database {
  const named = valuesOf(use.line, "env", "e", "environment", "settings", "database", "url", "connection", "schema", "endpoint");
  const said = [...named, ...variablesOf(use, environmentVariables)];
  return { ...databaseNamed([], named), environment: environmentIn(said), name: "the application's database" };
}

const environmentVariables =
  "RAILS_ENV RACK_ENV NODE_ENV APP_ENV MIX_ENV FLASK_ENV DJANGO_SETTINGS_MODULE DATABASE_URL FLYWAY_URL GOOSE_DBSTRING".split(" ");
