/** sed's programs: what they write, read and run besides the text that passes through. */
import { literal, textValue, type Value } from "../../../shell/value.ts";
import { bounds } from "../bounds.ts";
import type { Around, CodeAct, CodeDeed, CodeReading, Unread } from "../deeds.ts";

type Found = { readonly deeds: CodeDeed[]; readonly unread: Unread[] };

/** A command that it does not know ends the reading: what stands behind it could be anything. */
export function readSed(code: string, around: Around): CodeReading {
  const found: Found = { deeds: [], unread: [] };
  if (code.length > bounds.codeChars) return { deeds: [], unread: [{ line: 1, what: "code that is too long", bound: true }] };
  let [at, line] = [0, 1];
  while (at < code.length) {
    const skipped = matched(code, at, between) ?? matched(code, at, addresses);
    const length = skipped === undefined ? command({ code, at, found, line, around }) : skipped.length;
    const isFull = found.deeds.length >= bounds.deeds;
    if (length === undefined || length === 0 || isFull) {
      found.unread.push({ line, what: isFull ? "more deeds than can be followed" : "a syntax that is not understood", bound: isFull });
      break;
    }
    for (let place = at; place < at + length; place += 1) if (code[place] === "\n") line += 1;
    at += length;
  }
  return found;
}

const between = /[\s;}]+|#[^\n]*/y;
const place = String.raw`(?:\d+(?:~\d+)?|\$|\/(?:\\[^]|\[[^\]\n]*\]|[^\\/\n[])*\/[IM]*|\\([^\n])(?:\\[^]|(?!\1)[^\n])*\1[IM]*|[+~]\d+)`;
/** `1,/x/`, `$`, `0~3`, `/a/I!`. */
const addresses = new RegExp(String.raw`${place}(?:\s*,\s*${place.replaceAll("\\1", "\\2")})?\s*!?\s*|!\s*`, "y");

/** The text at a place that a pattern with the flag `y` takes, unless it is empty. */
function matched(code: string, at: number, pattern: RegExp): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] || undefined;
}

type Reading = { readonly code: string; readonly at: number; readonly found: Found; readonly line: number; readonly around: Around };

const ofLine = /[^\n]*/y;
const ofText = /[aic](?:\\\n|[^\\\n]|\\[^])*/y;
const ofLabel = /[:btT][^\n;}]*/y;
const ofNumber = /[{=dDgGhHlLnNpPqQxzF]\s*\d*/y;

/** How much of the text the command takes; undefined when it is none. */
function command(reading: Reading): number | undefined {
  const { code, at } = reading;
  const name = code[at] ?? "";
  if (name === "s") return substitution(reading);
  if (name === "y") return partsOf(code, at)?.length;
  if ("aic".includes(name)) return matched(code, at, ofText)?.length;
  if (":btT".includes(name)) return matched(code, at, ofLabel)?.length;
  if ("{=dDgGhHlLnNpPqQxzF".includes(name)) return matched(code, at, ofNumber)?.length;
  const word = matched(code, at, ofLine) ?? "";
  if (name === "e") return said(reading, word, commandIn(word.slice(1), reading));
  if (name === "w" || name === "W") return said(reading, word, writeTo(word.slice(1)));
  if (name === "r" || name === "R")
    return said(reading, word, isInput(word.slice(1)) ? undefined : { does: "read", path: fileIn(word.slice(1)) });
  return name === "v" ? word.length : undefined;
}

function said({ found, line }: Reading, word: string, act: CodeAct | undefined): number {
  if (act !== undefined) found.deeds.push({ line, certainty: "possible", ...act });
  return word.length;
}

/** Without a text, `e` runs the line that passes through. */
function commandIn(written: string, { around }: Reading): CodeAct {
  const content = written.trim();
  return { does: "shell", text: content === "" ? throughput(around) : textValue(content) };
}

function throughput(around: Around): Value {
  return { text: "a line of the input", known: false, glob: false, ...(around.stdin === undefined ? {} : { flow: around.stdin }) };
}

function writeTo(written: string): CodeAct | undefined {
  const path = fileIn(written);
  return /^\/dev\/(?:stdout|stderr)$/.test(path.text)
    ? undefined
    : { does: "overwrite", path, flow: { from: "unread", origin: "what passes through" } };
}

function fileIn(written: string): Value {
  const path = written.trim();
  return path === "" ? literal("") : textValue(path);
}

const isInput = (written: string): boolean => written.trim() === "/dev/stdin";

/** `length` from the command's own letter on. */
type Parts = { readonly length: number; readonly first: string; readonly second: string };

/** `s/a/b/` with any mark for the slash; a mark inside brackets counts as none in the first half. */
function partsOf(code: string, start: number): Parts | undefined {
  const mark = code[start + 1];
  if (mark === undefined || mark === "\n" || mark === "\\") return undefined;
  const ends: number[] = [];
  for (let at = start + 2; at < code.length && ends.length < 2; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === mark) ends.push(at);
    else if (code[at] === "[" && ends.length === 0) at = behindBracket(code, at);
    else if (code[at] === "\n" && ends.length === 0) return undefined;
  }
  const [first, second] = ends;
  if (first === undefined || second === undefined) return undefined;
  return { length: second + 1 - start, first: code.slice(start + 2, first), second: code.slice(first + 1, second) };
}

/** A bracket without an end on its line is a plain character. */
function behindBracket(code: string, at: number): number {
  for (let end = at + (code[at + 1] === "^" ? 3 : 2); end < code.length && code[end] !== "\n"; end += 1) if (code[end] === "]") return end;
  return at;
}

const flagsOf = /[gpIiMm\d]*(?:e[gpIiMm\d]*)?/y;

function substitution(reading: Reading): number | undefined {
  const { code, at } = reading;
  const parts = partsOf(code, at);
  if (parts === undefined) return undefined;
  const flags = matched(code, at + parts.length, flagsOf) ?? "";
  const end = parts.length + flags.length;
  // What is run is the whole line after the change: only a change of everything says which it is.
  if (flags.includes("e")) said(reading, "", { does: "shell", text: replaced(parts, reading) });
  if (code[at + end] !== "w") return end;
  const word = matched(code, at + end, ofLine) ?? "";
  return end + said(reading, word, writeTo(word.slice(1)));
}

function replaced({ first, second }: Parts, { around }: Reading): Value {
  const isWhole = /^\^?\.\*\$?$/.test(first) && !/(?<!\\)&|\\[\w\n]/.test(second);
  return isWhole ? textValue(second.replace(/\\(.)/g, "$1")) : throughput(around);
}
