/** An index of a ledger's records, in SQLite: it finds them quickly, can be built again from them at any time, and is never asked what they say. */
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { readJson } from "../../../base/json.ts";
import { isMembers, type Members } from "../../../base/read.ts";
import { done, type Result } from "../../../base/result.ts";
import { type Disk, type EntryPlace, type Search, type SegmentFile, segmentsThere, stretchesIn } from "../../../proof/ledger/ledger.ts";
import { systemFault } from "../fault.ts";

export type LedgerIndex = {
  /** Takes in what was written since, and forgets segments that are gone. */
  readonly update: () => Result<void>;
  /** The newest first. */
  readonly find: (search: Search, most: number) => Result<readonly EntryPlace[]>;
  /** Those behind a place, the oldest first. */
  readonly findAfter: (search: Search, place: EntryPlace) => Result<readonly EntryPlace[]>;
  readonly close: () => void;
};

/** A file that is damaged, or of another version, is thrown away: everything in it stands in the records. */
export function openLedgerIndex(path: string, disk: Disk, anew: boolean): Result<LedgerIndex> {
  const opened = openDatabase(path, anew);
  if (!opened.ok) return opened;
  const database = opened.value;
  const tried = <T>(act: () => T): Result<T> => {
    try {
      return done(act());
    } catch (error) {
      return systemFault("ledger.index", `the index \`${path}\` could not be used`, error);
    }
  };
  return done({
    update: () => {
      const updated = tried(() => updateAll(database, disk));
      return updated.ok ? updated.value : updated;
    },
    find: (search, most) => tried(() => placesOf(database, search, { order: "DESC", most })),
    findAfter: (search, place) => tried(() => placesOf(database, search, { order: "ASC", most: mostAtOnce, after: place })),
    close: () => database.close(),
  });
}

const indexVersion = 1;
const mostAtOnce = 10_000;

const schema = `
  CREATE TABLE entry (segment INTEGER, start INTEGER, "end" INTEGER, at INTEGER, agent TEXT, session TEXT, verdict TEXT, rules TEXT, text TEXT, cwd TEXT,
    PRIMARY KEY (segment, start)) WITHOUT ROWID;
  CREATE INDEX entry_at ON entry (at);
  CREATE TABLE reached (segment INTEGER PRIMARY KEY, "end" INTEGER);
  PRAGMA user_version = ${indexVersion};`;

function openDatabase(path: string, anew: boolean): Result<DatabaseSync> {
  try {
    if (anew) dropDatabase(path);
    return done(readyDatabase(path));
  } catch (error) {
    return anew ? systemFault("ledger.index", `the index \`${path}\` could not be opened`, error) : openDatabase(path, true);
  }
}

function dropDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
}

function readyDatabase(path: string): DatabaseSync {
  // Made here first: SQLite would make it readable for others, and would follow a link.
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === 0) database.exec(schema);
    else if (version !== indexVersion) throw new Error("it is of another version");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function updateAll(database: DatabaseSync, disk: Disk): Result<void> {
  const segments = segmentsThere(disk);
  if (!segments.ok) return segments;
  database.exec("BEGIN IMMEDIATE");
  try {
    forgetOthers(database, segments.value);
    for (const segment of segments.value) {
      const taken = takeIn(database, disk, segment);
      if (!taken.ok) return taken;
    }
    database.exec("COMMIT");
    return done(undefined);
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
  }
}

function forgetOthers(database: DatabaseSync, segments: readonly SegmentFile[]): void {
  const there = segments.map(({ segment }) => segment).join(",");
  for (const table of ["entry", "reached"]) database.exec(`DELETE FROM ${table} WHERE segment NOT IN (${there})`);
}

function takeIn(database: DatabaseSync, disk: Disk, { segment, name }: SegmentFile): Result<void> {
  const size = disk.size(name);
  if (!size.ok) return size;
  const length = size.value ?? 0;
  let from = Number(database.prepare('SELECT "end" FROM reached WHERE segment = ?').get(segment)?.["end"] ?? 0);
  // A file that became shorter is another one: what is known of it is worth nothing.
  if (length < from) {
    for (const table of ["entry", "reached"]) database.prepare(`DELETE FROM ${table} WHERE segment = ?`).run(segment);
    from = 0;
  }
  for (let room = pieceBytes; from < length;) {
    const piece = disk.read(name, { from, bytes: Math.min(room, length - from) });
    if (!piece.ok) return piece;
    const taken = takePiece(database, { segment, from, bytes: piece.value }, from + piece.value.length >= length);
    if (taken === 0 && from + piece.value.length >= length) break;
    room = taken === 0 ? room * 2 : pieceBytes;
    from += taken;
  }
  database.prepare('INSERT OR REPLACE INTO reached (segment, "end") VALUES (?, ?)').run(segment, from);
  return done(undefined);
}

const pieceBytes = 16 * 1024 * 1024;

type Piece = { readonly segment: number; readonly from: number; readonly bytes: Uint8Array };

function takePiece(database: DatabaseSync, { segment, from, bytes }: Piece, isLast: boolean): number {
  const insert = database.prepare("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const stretches = stretchesIn(bytes);
  const last = stretches.at(-1);
  const finished = last !== undefined && (last.leaf === undefined || !isLast) ? stretches.slice(0, -1) : stretches;
  for (const { start, end, leaf } of finished) {
    if (leaf === undefined) continue;
    const columns = columnsOf(Buffer.from(bytes.buffer, bytes.byteOffset + leaf.start, leaf.end - leaf.start).toString("latin1"));
    insert.run(segment, from + start, from + end, ...columns);
  }
  return finished.at(-1)?.end ?? 0;
}

/** What entries of all kinds have in common; a leaf of a later version may say more, and is found by what is known of it. */
function columnsOf(leaf: string): readonly SQLInputValue[] {
  const json = readJson(leaf);
  const entry: Members = json.ok && isMembers(json.value) ? json.value : {};
  const text = [entry["text"], entry["about"], entry["reason"]].find((one) => typeof one === "string");
  const verdict = entry["verdict"] ?? (entry["is"] === "refusal" ? "refused" : null);
  const rules = Array.isArray(entry["rules"]) ? ` ${entry["rules"].join(" ")} ` : "";
  return [entry["at"], entry["agent"], entry["session"], verdict, rules, text ?? "", entry["cwd"]].map(columnOf);
}

function columnOf(value: unknown): SQLInputValue {
  return typeof value === "string" || typeof value === "number" ? value : null;
}

type Window = { readonly order: "ASC" | "DESC"; readonly most: number; readonly after?: EntryPlace };

function placesOf(database: DatabaseSync, search: Search, { order, most, after }: Window): readonly EntryPlace[] {
  const terms = termsOf(search);
  if (after !== undefined) terms.push(["(segment, start) > (?, ?)", after.segment, after.start]);
  const where = terms.length === 0 ? "" : `WHERE ${terms.map(([condition]) => condition).join(" AND ")}`;
  const query = `SELECT segment, start, "end" FROM entry ${where} ORDER BY segment ${order}, start ${order} LIMIT ${most}`;
  const rows = database.prepare(query).all(...terms.flatMap(([, ...values]) => values));
  return rows.map((row) => ({ segment: Number(row["segment"]), start: Number(row["start"]), end: Number(row["end"]) }));
}

type Term = [condition: string, ...values: SQLInputValue[]];

function termsOf({ since, until, agent, session, verdict, rule, text, cwd }: Search): Term[] {
  const terms: Term[] = [];
  if (since !== undefined) terms.push(["at >= ?", since]);
  if (until !== undefined) terms.push(["at < ?", until]);
  if (agent !== undefined) terms.push(["agent = ?", agent]);
  if (session !== undefined) terms.push(["session = ?", session]);
  if (verdict !== undefined) terms.push(["verdict = ?", verdict]);
  if (rule !== undefined) terms.push(["(instr(rules, ?) > 0 OR instr(rules, ?) > 0)", ` ${rule} `, ` ${rule}.`]);
  if (text !== undefined) terms.push(["instr(lower(text), lower(?)) > 0", text]);
  if (cwd !== undefined) terms.push(["(cwd = ? OR substr(cwd, 1, ?) = ?)", cwd, cwd.length + 1, `${cwd}/`]);
  return terms;
}
