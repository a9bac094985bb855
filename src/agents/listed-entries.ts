/** Our entries in plain lists of a JSON file that others write in, too: they go in and come out, and every other byte stays. */
import { canonicalJson, type Json, readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { placeAt, readDocument, type Way, withMember, withoutMember } from "./json-text.ts";

/** An entry and the way to the list that it belongs to: one key, or `hooks` and the name of an event. */
export type Listed = { readonly way: Way; readonly entry: Json };

/** How one product keeps its lists. */
export type Keeping = {
  readonly isOurs: (entry: Json) => boolean;
  /** The lists that could hold entries of ours, in this file. */
  readonly lists: (settings: Members) => readonly Way[];
  /** What a file holds that was made for us alone. */
  readonly bare: Members;
};

export type ListedStanding = { readonly way: Way; readonly position: number; readonly entry: Json };

/** The text with exactly these entries of ours; it has been read before as what the product takes. */
export function withListed(settings: string | null, wanted: readonly Listed[], keeping: Keeping): Result<string> {
  const start = settings === null || settings.trim() === "" ? `${JSON.stringify(keeping.bare, undefined, 2)}\n` : settings;
  const read = readDocument(start);
  if (!read.ok) return read;
  const before = read.value;
  if (!isMembers(before)) return fail({ code: "settings.shape", what: "the settings are not an object" });
  const taken = wanted.find(({ way }) => isTaken(before, way));
  if (taken !== undefined) return fail({ code: "settings.shape", what: `\`${taken.way.join(".")}\` in the settings is not a list` });
  if (holdsJust(before, wanted, keeping)) return done(start);
  const merged = wanted.reduce(withEntry, withoutOurs(start, keeping));
  const after = readDocument(merged);
  if (after.ok && isMembers(after.value) && holdsJust(after.value, wanted, keeping) && sameOutside(after.value, before, keeping))
    return done(merged);
  const what = "the guard could not be put into these settings without changing something else";
  return fail({ code: "settings.merge", what, todo: "look for a member that stands in them twice" });
}

/** The text without any entry of ours; `null` when nothing else is left than what was made for us. */
export function withoutListed(settings: string, keeping: Keeping): Result<string | null> {
  const read = readDocument(settings);
  if (!read.ok) {
    const todo = "mend the settings, then run `sheepdog uninstall` again";
    return fail({ ...read.fault, follows: "so our entry was not looked for", todo });
  }
  const without = withoutOurs(settings, keeping);
  if (without === settings) return done(settings);
  const left = readDocument(without);
  return done(left.ok && canonicalJson(left.value) === canonicalJson(keeping.bare) ? null : without);
}

export function listedOf(settings: Members, keeping: Keeping): readonly ListedStanding[] {
  return keeping.lists(settings).flatMap((way) => {
    const list = valueAt(settings, way);
    if (!Array.isArray(list)) return [];
    return (list as readonly Json[]).flatMap((entry, position) => (keeping.isOurs(entry) ? [{ way, position, entry }] : []));
  });
}

/** The lists below `hooks`, whatever their events are called. */
export function hookLists(settings: Members): readonly Way[] {
  return isMembers(settings["hooks"]) ? Object.keys(settings["hooks"]).map((event) => ["hooks", event]) : [];
}

/** The first in its list, where nobody stands before us. */
function withEntry(settings: string, { way, entry }: Listed): string {
  for (let depth = 1; depth <= way.length; depth += 1) {
    const key = String(way[depth - 1]);
    if (placeAt(settings, way.slice(0, depth)) !== undefined) continue;
    return withMember(settings, way.slice(0, depth - 1), { key, value: nested(way.slice(depth), [entry]) });
  }
  return withFirst(settings, way, entry);
}

function nested(way: Way, value: Json): Json {
  return way.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** Lists are read from the front, and where the first match counts ours has to be it. */
function withFirst(settings: string, way: Way, entry: Json): string {
  const first = placeAt(settings, way)?.members[0];
  if (first === undefined) return withMember(settings, way, { value: entry });
  const lead = settings.slice(settings.lastIndexOf("\n", first.start) + 1, first.start);
  const ownLine = /^[ \t]*$/.test(lead) && settings.lastIndexOf("\n", first.start) >= 0;
  const gap = ownLine ? `${settings.includes("\r\n") ? "\r\n" : "\n"}${lead}` : " ";
  return `${settings.slice(0, first.start)}${JSON.stringify(entry)},${gap}${settings.slice(first.start)}`;
}

/** Lists and folders that held nothing but our entry go with it. */
function withoutOurs(settings: string, keeping: Keeping): string {
  const read = readDocument(settings);
  const standing = read.ok && isMembers(read.value) ? listedOf(read.value, keeping).at(-1) : undefined;
  if (standing === undefined) return settings;
  let text = withoutMember(settings, [...standing.way, standing.position]);
  for (let depth = standing.way.length; depth >= 1; depth -= 1) {
    const way = standing.way.slice(0, depth);
    if (placeAt(text, way)?.members.length === 0) text = withoutMember(text, way);
  }
  return text === settings ? settings : withoutOurs(text, keeping);
}

function holdsJust(settings: Members, wanted: readonly Listed[], keeping: Keeping): boolean {
  const ours = listedOf(settings, keeping);
  if (ours.length !== wanted.length) return false;
  return wanted.every(({ way, entry }) =>
    ours.some((one) => one.position === 0 && same(one.way, way) && canonicalJson(one.entry) === canonicalJson(entry)),
  );
}

function same(one: Way, other: Way): boolean {
  return canonicalJson([...one]) === canonicalJson([...other]);
}

function sameOutside(one: Members, other: Members, keeping: Keeping): boolean {
  return canonicalJson(foreign(one, keeping)) === canonicalJson(foreign(other, keeping));
}

function foreign(settings: Members, keeping: Keeping): Json {
  const read = readJson(withoutOurs(JSON.stringify(settings), keeping));
  const left = read.ok && isMembers(read.value) ? read.value : settings;
  return filled(Object.fromEntries(Object.entries(left).map(([key, value]) => [key, isMembers(value) ? filled(value) : value])));
}

/** What is empty comes and goes with our entries. */
function filled(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).filter(([, one]) => (Array.isArray(one) ? one.length > 0 : !isMembers(one) || Object.keys(one).length > 0)),
  );
}

/** Something else stands where the list should be, or where the way to it leads through. */
function isTaken(settings: Members, way: Way): boolean {
  const steps = way.map((_, depth) => valueAt(settings, way.slice(0, depth + 1)));
  return steps.some((value, depth) => value !== undefined && !(depth === way.length - 1 ? Array.isArray(value) : isMembers(value)));
}

function valueAt(settings: Members, way: Way): Json | undefined {
  let value: Json | undefined = settings;
  for (const key of way) value = isMembers(value) ? value[key] : undefined;
  return value;
}
