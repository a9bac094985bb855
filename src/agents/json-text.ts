/** Adds and takes out single values of a JSON text and leaves every other byte as it was: people keep these files by hand. */
import { readJson, type Json } from "../base/json.ts";
import { fail, type Result } from "../base/result.ts";

/** A value's place in the text, the end not included. */
export type Place = {
  readonly start: number;
  readonly end: number;
  readonly kind: "object" | "list" | "plain";
  readonly members: readonly Member[];
};

/** `start` is where its key begins, or the value itself in a list. */
export type Member = { readonly key: string | number; readonly start: number; readonly value: Place };

export type Way = readonly (string | number)[];

const deepest = 200;
const byteOrderMark = "\uFEFF";

/** The value that a strict reader sees in the text. */
export function readDocument(text: string): Result<Json> {
  const document = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (nesting(document) > deepest) return fail({ code: "json.deep", what: `it is nested more than ${deepest} levels deep` });
  return readJson(document);
}

/** Where the value at the end of the way stands, if it is there; of two members with one name the last counts. */
export function placeAt(text: string, way: Way): Place | undefined {
  let place: Place | undefined = placesIn(text);
  for (const key of way) place = place?.members.findLast((member) => member.key === key)?.value;
  return place;
}

/** The text with one more member at the end of the object or list that the way leads to. */
export function withMember(text: string, way: Way, member: { readonly key?: string; readonly value: Json }): string {
  const holder = placeAt(text, way);
  if (holder === undefined) return text;
  const style = styleOf(text);
  const first = holder.members[0];
  const last = holder.members.at(-1);
  if (first !== undefined && last !== undefined) {
    const lead = text.slice(holder.start + 1, first.start);
    const at = last.value.end;
    if (!lead.includes("\n")) return splice(text, { start: at, end: at }, `,${lead}${memberText(member, undefined)}`);
    const indent = lead.slice(lead.lastIndexOf("\n") + 1);
    return splice(text, { start: at, end: at }, `,${style.newline}${indent}${memberText(member, { ...style, indent })}`);
  }
  const outer = indentAt(text, holder.start);
  const inner = outer + style.unit;
  const inside = { start: holder.start + 1, end: holder.end - 1 };
  return splice(text, inside, `${style.newline}${inner}${memberText(member, { ...style, indent: inner })}${style.newline}${outer}`);
}

/** The text without the value at the end of the way, and without the comma that went with it. */
export function withoutMember(text: string, way: Way): string {
  const holder = placeAt(text, way.slice(0, -1));
  const position = holder?.members.findLastIndex((member) => member.key === way.at(-1)) ?? -1;
  const member = holder?.members[position];
  if (holder === undefined || member === undefined) return text;
  const before = holder.members[position - 1];
  const after = holder.members[position + 1];
  if (before !== undefined) return splice(text, { start: before.value.end, end: member.value.end }, "");
  if (after !== undefined) return splice(text, { start: member.start, end: after.start }, "");
  return splice(text, { start: holder.start + 1, end: holder.end - 1 }, "");
}

type Style = { readonly newline: string; readonly unit: string };

function styleOf(text: string): Style {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1];
  return { newline: text.includes("\r\n") ? "\r\n" : "\n", unit: unit ?? "  " };
}

function memberText(
  member: { readonly key?: string; readonly value: Json },
  layout: (Style & { readonly indent: string }) | undefined,
): string {
  const gap = layout === undefined ? undefined : layout.unit;
  const flat = JSON.stringify(member.value, undefined, gap);
  const value = layout === undefined ? flat : flat.replaceAll("\n", `${layout.newline}${layout.indent}`);
  return member.key === undefined ? value : `${JSON.stringify(member.key)}: ${value}`;
}

function indentAt(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf("\n", position - 1) + 1, position);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

function splice(text: string, span: { readonly start: number; readonly end: number }, put: string): string {
  return text.slice(0, span.start) + put + text.slice(span.end);
}

/** Counted before anything recurses. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === "[" || mark === "{") depth += 1;
    else if (mark === "]" || mark === "}") depth -= 1;
    if (depth > most) most = depth;
  }
  return most;
}

/** Invariant: the text has been read as JSON before, so only places are looked for here and nothing is checked. */
function placesIn(text: string): Place {
  const scan: Scan = { text, at: text.startsWith(byteOrderMark) ? 1 : 0 };
  skipBlanks(scan);
  return valueAt(scan);
}

type Scan = { readonly text: string; at: number };

function valueAt(scan: Scan): Place {
  const start = scan.at;
  const opening = scan.text[start];
  if (opening === "{") return { start, kind: "object", members: membersOf(scan, "}"), end: scan.at };
  if (opening === "[") return { start, kind: "list", members: membersOf(scan, "]"), end: scan.at };
  if (opening === '"') stringAt(scan);
  else skip(scan, /[^\s,\]}]*/y);
  return { start, kind: "plain", members: [], end: scan.at };
}

function membersOf(scan: Scan, closing: "}" | "]"): readonly Member[] {
  const members: Member[] = [];
  scan.at += 1;
  skipBlanks(scan);
  while (scan.text[scan.at] !== closing) {
    const start = scan.at;
    const key = closing === "}" ? stringAt(scan) : members.length;
    if (closing === "}") skip(scan, /\s*:\s*/y);
    members.push({ key, start, value: valueAt(scan) });
    skip(scan, /\s*,?\s*/y);
  }
  scan.at += 1;
  return members;
}

function stringAt(scan: Scan): string {
  const start = scan.at;
  skip(scan, /"(?:[^"\\]|\\.)*"/y);
  return JSON.parse(scan.text.slice(start, scan.at)) as string;
}

function skipBlanks(scan: Scan): void {
  skip(scan, /\s*/y);
}

function skip(scan: Scan, pattern: RegExp): void {
  pattern.lastIndex = scan.at;
  scan.at += pattern.exec(scan.text)?.[0].length ?? 0;
}
