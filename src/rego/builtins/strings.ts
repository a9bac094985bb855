/** Strings: searching, cutting, joining, replacing. */
import type { RegoObject } from "../values/object.ts";
import type { RegoSet } from "../values/set.ts";
import type { Numeric } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { itemsOf } from "./aggregates.ts";
import { builtin, notWhole, Refusal, wholeNumber, wrongItem, type Answer, type Apply, type Builtin } from "./builtin.ts";
import { fillTemplate } from "./template.ts";
import { formatOf, sprintf, type Format } from "./sprintf.ts";
import { codePointsBefore, lengthOf, slice } from "./text.ts";

type Texts = readonly [string, string, string];
type List = readonly Value[] | RegoSet;

const [aText, aList, textOrList] = ["string", "array|set", "string|array|set"];

const formatting = builtin("sprintf", [aText, "array"], ([format, values]: readonly [string, readonly Value[]]) =>
  sprintf(formatOf(format), values),
);

export const strings: readonly Builtin[] = [
  withKnown("startswith", (one, start) => one.startsWith(start)),
  withKnown("endswith", (one, end) => one.endsWith(end)),
  withKnown("contains", (one, part) => one.includes(part)),
  builtin("strings.any_prefix_match", [textOrList, textOrList], ([texts, starts]: readonly [Value, Value]) =>
    anyMatch("strings.any_prefix_match", [texts, starts], (one, start) => one.startsWith(start)),
  ),
  builtin("strings.any_suffix_match", [textOrList, textOrList], ([texts, ends]: readonly [Value, Value]) =>
    anyMatch("strings.any_suffix_match", [texts, ends], (one, end) => one.endsWith(end)),
  ),
  builtin("lower", [aText], ([one]: Texts) => eachPoint(one.replaceAll("\u0130", "i"), (point) => point.toLowerCase())),
  builtin("upper", [aText], ([one]: Texts) => eachPoint(one, (point) => point.toUpperCase())),
  builtin("split", [aText, aText], ([one, at]: Texts) => (at === "" ? [...one] : one.split(at))),
  builtin("strings.split_n", [aText, aText, "number"], ([one, at, count]: readonly [string, string, Numeric]) =>
    splitSome(one, at, wholeNumber(count)),
  ),
  builtin("concat", [aText, aList], ([between, parts]: readonly [string, List]) => joined(between, parts)),
  builtin("replace", [aText, aText, aText], ([one, old, other]: Texts) => one.replaceAll(old, () => other)),
  builtin("strings.replace_n", ["object", aText], ([patterns, one]: readonly [RegoObject, string]) => replaceMany(patterns, one)),
  builtin("indexof", [aText, aText], ([one, part]: Texts) => indexOf(one, part)),
  builtin("indexof_n", [aText, aText], ([one, part]: Texts) => allIndexes(one, part)),
  builtin("substring", [aText, "number", "number"], ([one, start, length]: readonly [string, Numeric, Numeric]) =>
    substring(one, wholeNumber(start), wholeNumber(length)),
  ),
  builtin("strings.reverse", [aText], ([one]: Texts) => [...one].toReversed().join("")),
  builtin("strings.count", [aText, aText], ([one, part]: Texts) => (part === "" ? lengthOf(one) + 1 : one.split(part).length - 1)),
  builtin("trim", [aText, aText], ([one, set]: Texts) => trimEnd(trimStart(one, set), set)),
  builtin("trim_left", [aText, aText], ([one, set]: Texts) => trimStart(one, set)),
  builtin("trim_right", [aText, aText], ([one, set]: Texts) => trimEnd(one, set)),
  builtin("trim_prefix", [aText, aText], ([one, start]: Texts) => (one.startsWith(start) ? one.slice(start.length) : one)),
  builtin("trim_suffix", [aText, aText], ([one, end]: Texts) => (end !== "" && one.endsWith(end) ? one.slice(0, -end.length) : one)),
  builtin("trim_space", [aText], ([one]: Texts) => one.replace(/^[\s\u0085]+|[\s\u0085]+$/g, "")),
  builtin("strings.render_template", [aText, "object"], ([template, values]: readonly [string, RegoObject], work) => {
    const text = fillTemplate(template, values, work);
    return typeof text === "string"
      ? text
      : new Refusal(`\`strings.render_template\`: ${text.what}`, text.isUnsupported ? "rego.unsupported" : "rego.builtin");
  }),
  { ...formatting, prepare: ([format]) => (typeof format === "string" ? formattingBy(formatOf(format)) : undefined) },
];

/** Most rules ask about a text that is written out in them. */
function withKnown(name: string, holds: (one: string, part: string) => boolean): Builtin {
  const any = builtin(name, [aText, aText], ([one, part]: Texts) => holds(one, part));
  const known =
    (part: string): Apply =>
    (args, work) =>
      typeof args[0] === "string" ? holds(args[0], part) : any.apply(args, work);
  return { ...any, prepare: ([, part]) => (typeof part === "string" ? known(part) : undefined) };
}

function formattingBy(format: Format): Apply {
  return (args, work) => (Array.isArray(args[1]) ? sprintf(format, args[1] as readonly Value[]) : formatting.apply(args, work));
}

/** Go maps code point by code point, so that ß stays ß, and an İ, which would become two, a plain i. */
function eachPoint(text: string, map: (point: string) => string): string {
  if (/^[\0-\x7f]*$/.test(text)) return map(text);
  return Array.from(text, (point) => (lengthOf(map(point)) === 1 ? map(point) : point)).join("");
}

function anyMatch(name: string, lists: readonly [Value, Value], matches: (one: string, part: string) => boolean): Answer {
  const [texts, parts] = lists.map((one) => (typeof one === "string" ? [one] : itemsOf(one as List))) as [
    readonly Value[],
    readonly Value[],
  ];
  const wrong = [...texts, ...parts].find((one) => typeof one !== "string");
  if (wrong !== undefined) return wrongItem(name, wrong, "strings only");
  return (texts as readonly string[]).some((one) => (parts as readonly string[]).some((part) => matches(one, part)));
}

/** The first parts, or the last ones for a negative number. */
function splitSome(text: string, at: string, count: number | undefined): Answer {
  if (count === undefined) return notWhole("strings.split_n");
  const parts = at === "" ? [...text] : text.split(at);
  return count >= 0 ? parts.slice(0, count) : parts.slice(count);
}

function joined(between: string, parts: List): Answer {
  const items = itemsOf(parts);
  const wrong = items.find((item) => typeof item !== "string");
  return wrong === undefined ? items.join(between) : wrongItem("concat", wrong, "strings only");
}

/** At each place the first pattern, in the order of keys, that stands there; an empty one stands everywhere, but not twice at one place. */
function replaceMany(patterns: RegoObject, text: string): Answer {
  const pairs = patterns.sortedKeys().map((key) => [key, patterns.get(key)] as const);
  const wrong = pairs.flat().find((side) => typeof side !== "string");
  if (wrong !== undefined) return wrongItem("strings.replace_n", wrong, "strings only");
  let [result, at, wasEmpty] = ["", 0, false];
  while (at <= text.length) {
    const pair = (pairs as readonly (readonly [string, string])[]).find(([old]) => (old === "" ? !wasEmpty : text.startsWith(old, at)));
    const [old, other] = pair ?? [undefined, String.fromCodePoint(...codeAt(text, at))];
    result += other;
    at += old === undefined ? Math.max(1, other.length) : old.length;
    wasEmpty = old === "";
  }
  return result;
}

/** Nothing behind the end. */
function codeAt(text: string, at: number): readonly number[] {
  const code = text.codePointAt(at);
  return code === undefined ? [] : [code];
}

function indexOf(text: string, part: string): Answer {
  if (part === "") return new Refusal("`indexof`: an empty text is found everywhere");
  const found = text.indexOf(part);
  return found === -1 ? -1 : codePointsBefore(text, found);
}

function allIndexes(text: string, part: string): Answer {
  if (part === "") return new Refusal("`indexof_n`: an empty text is found everywhere");
  const found: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found.push(codePointsBefore(text, at));
  return found;
}

/** A negative length means up to the end. */
function substring(text: string, start: number | undefined, length: number | undefined): Answer {
  if (start === undefined || length === undefined) return notWhole("substring");
  if (start < 0) return new Refusal("`substring`: the start is negative");
  return slice(text, start, length < 0 ? Infinity : start + length);
}

function trimStart(text: string, set: string): string {
  const points = [...text];
  const first = points.findIndex((point) => !set.includes(point));
  return first === -1 ? "" : points.slice(first).join("");
}

function trimEnd(text: string, set: string): string {
  const points = [...text];
  const last = points.findLastIndex((point) => !set.includes(point));
  return points.slice(0, last + 1).join("");
}
