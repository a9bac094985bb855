/** What statements do that reach a database: effects on its data, and what they do beside it. */
import { limits } from "../../../limits.ts";
import { type Flow, headOf, literal, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import type { Run } from "../../running/run.ts";
import { type Dialect, readSql, type Statement } from "../../sql/sql.ts";
import { pathTarget } from "../../places/targets.ts";
import type { Use } from "../../describing/tool.ts";
import type { Database } from "./database.ts";

/** SQL on its way to a database. `known`: every stretch of it is. */
export type Script = { readonly text: string; readonly known: boolean };
export type Unread = { readonly unread: string };

/** SQL that stands in a word. Where only the start is known, the rest is a name or a value as a rule. */
export function scriptIn(value: Value, use: Use): Script | Unread | undefined {
  if (value.known) return { text: value.text, known: true };
  if (headOf(value).trim() !== "" && value.flow?.from !== "download") return { text: value.text, known: false };
  return value.flow === undefined ? { unread: value.text } : (scriptFrom(value.flow, use) ?? { unread: value.text });
}

/** SQL that flows in or lies in a file. What is absent, or what another client writes, is not looked into. */
export function scriptFrom(flow: Flow, use: Use): Script | Unread | undefined {
  if (flow.from === "download") return { unread: flow.origin ?? "a download" };
  if (flow.text !== undefined) return { text: flow.text, known: true };
  if (flow.origin === queryAnswer) return { unread: queryAnswer };
  if (flow.pieces !== undefined) return joinedFrom(flow.pieces, use);
  if (flow.file === undefined) return undefined;
  const found = use.place.ground.world.text(flow.file, limits.shellBytes);
  if (!found.known) return undefined;
  return { text: found.value.text, known: true };
}

/** Several files one behind the other; one of them that is not read leaves the rest as it is. */
function joinedFrom(pieces: readonly Flow[], use: Use): Script | Unread | undefined {
  const scripts = pieces.map((piece) => scriptFrom(piece, use));
  const texts = scripts.flatMap((script) => (script !== undefined && "text" in script ? [script.text] : []));
  return texts.length === 0 ? scripts[0] : { text: texts.join("\n"), known: texts.length === scripts.length };
}

/** Where a client's output comes from: whoever runs it as statements runs what stands in the tables. */
export const queryAnswer = "what a query answers";

const includesRead = 4;

export type Reached = { readonly statements: readonly Statement[]; readonly known: boolean };

type Sent = { readonly scripts: readonly (Script | Unread)[]; readonly dialect: Dialect; readonly depth?: number };

/** The statements of some scripts, with those of the files that they take in. */
export function reached(use: Use, { scripts, dialect, depth = 0 }: Sent): Reached {
  const read = scripts.map((script): Reached => {
    if ("unread" in script) return { statements: [{ does: "unread", of: "database", name: script.unread, whole: false }], known: false };
    const statements = readSql(script.text, dialect).flatMap((statement) => {
      if (statement.does !== "include") return [statement];
      const inner = depth < includesRead ? scriptFrom(use.content(literal(statement.path)), use) : undefined;
      return inner === undefined ? [] : reached(use, { scripts: [inner], dialect, depth: depth + 1 }).statements;
    });
    return { statements, known: script.known };
  });
  return { statements: read.flatMap((one) => one.statements), known: read.every((one) => one.known) };
}

export function partsOfStatements({ statements, known }: Reached, use: Use, database: Database): readonly Part[] {
  return statements.flatMap((statement): readonly Part[] => {
    switch (statement.does) {
      case "save":
        return present(fileWrite(literal(statement.path), use.place, "overwrite"));
      case "load":
        return [fileRead(literal(statement.path), use.place)];
      case "shell":
      case "include":
        return [];
      default:
        return present(dataPart(statement, use, { ...database, known: database.known && known }));
    }
  });
}

function present(part: Part | undefined): readonly Part[] {
  return part === undefined ? [] : [part];
}

type DataStatement = Extract<Statement, { of: unknown }>;

/** What lies in memory alone is nobody's loss. */
export function dataPart({ does, of, name, whole }: DataStatement, use: Use, database: Database): Part | undefined {
  const { file, environment } = database;
  if (file !== undefined && isInMemory(file)) return undefined;
  const target =
    file === undefined
      ? ({
          name: name === "" ? database.name : `${database.name}: ${name}`,
          scope: "remote",
          known: database.known && !/[${]/.test(name),
        } as const)
      : pathTarget(file, use.place, "through");
  const takes = does === "drop" || does === "truncate" || does === "delete" || does === "update";
  const loss = target.scope === "temp" ? "nothing" : takes ? (of === "code" || of === "account" ? "unknown" : "forever") : "nothing";
  return { kind: "data", statement: does, of, whole, environment, target, loss };
}

export function isInMemory({ text, known }: Value): boolean {
  return known && (text === "" || /^(file)?:{1,2}memory:|^:|[?&]mode=memory/.test(text));
}

/** Programs that the client or the server starts. */
export function runsOfStatements({ statements }: Reached, via: string, { host }: Database): readonly Run[] {
  return statements.flatMap((statement): readonly Run[] => {
    if (statement.does !== "shell") return [];
    const there = statement.at === "server" && host !== undefined ? { on: { kind: "host", name: host } as const } : {};
    return [{ as: "shell", text: literal(statement.text), via, ...there }];
  });
}
