/** Adds lines to a TOML text and takes them out again; every line of ours says so at its end, and every other byte stays. */
import { parse, TomlDate } from "smol-toml";
import type { Json } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";

/** At the end of each line of ours, where a client that writes the file anew leaves it. */
const mark = " # sheepdog";

/** The value that the client sees in the text. */
export function readToml(text: string): Result<Members> {
  try {
    const value = jsonOf(parse(text, { integersAsBigInt: "asNeeded" }));
    return isMembers(value) ? done(value) : unreadable("it is no table");
  } catch (error) {
    // The library says what is wrong by throwing it.
    return unreadable(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

function unreadable(why: string): Result<never> {
  return fail({ code: "toml.unreadable", what: `it is not TOML: ${why}` });
}

/** Dates and large numbers as their text: they are only compared. */
function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, jsonOf(held)]));
}

/** A table with its lines: `["features"]` is `[features]`. */
export type Table = { readonly way: readonly string[]; readonly list?: true; readonly lines: readonly string[] };

/**
 * The lines stand in the table of that name where there is one, in place of what it says of the same; else in a new one at the end.
 * A list gets a new table always.
 */
export function withTable(text: string, { way, list, lines }: Table): string {
  const header = `${list === true ? "[[" : "["}${way.map(keyText).join(".")}${list === true ? "]]" : "]"}`;
  const own = lines.map((line) => `${line}${mark}`);
  const all = text.split("\n");
  const at = list === true ? -1 : all.findIndex((line) => headerIn(line) === header);
  if (at === -1) {
    const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    return `${start}${[`${header}${mark}`, ...own].join("\n")}\n`;
  }
  const end = endOf(all, at);
  const names = new Set(lines.map(nameIn));
  const held = all.slice(at + 1, end).filter((line) => !names.has(nameIn(line)));
  return [...all.slice(0, at + 1), ...own, ...held, ...all.slice(end)].join("\n");
}

/** Where the next table begins. */
function endOf(lines: readonly string[], header: number): number {
  const end = lines.findIndex((line, at) => at > header && headerIn(line) !== undefined);
  return end === -1 ? lines.length : end;
}

function nameIn(line: string): string | undefined {
  return /^\s*([A-Za-z0-9_-]+)\s*=/.exec(line)?.[1];
}

/** The text without our lines. A table that we began and others went on with keeps its name. */
export function withoutMarked(text: string): string {
  const lines = text.split("\n");
  return lines
    .flatMap((line, at) => {
      if (!line.trimEnd().endsWith(mark.trim()) || !line.includes(mark)) return [line];
      return headerIn(line) !== undefined && isShared(lines, at) ? [line.slice(0, line.lastIndexOf(mark))] : [];
    })
    .join("\n");
}

/** Somebody else's line stands between this header and the next. */
function isShared(lines: readonly string[], header: number): boolean {
  return lines.slice(header + 1, endOf(lines, header)).some((line) => !/^\s*(?:#.*)?$/.test(line) && !line.includes(mark));
}

/** The header of a table, without the blanks and comments that may stand around it. */
function headerIn(line: string): string | undefined {
  return /^\s*(\[\[?(?:[^\]"'#]|"(?:[^"\\]|\\.)*"|'[^']*')+\]\]?)\s*(?:#.*)?$/.exec(line)?.[1];
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
