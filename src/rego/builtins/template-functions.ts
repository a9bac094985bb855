/** The functions that Go's templates have, and how they show values. */
import { compareStrings } from "../values/order.ts";
import { TemplateFault } from "./template-tree.ts";
import { queryEncoded } from "./urlquery.ts";

/** Numbers of a document are texts for Go; numbers proper are what `len` gives and loops count. */
export type Shown = string | number | boolean | null | typeof missing | readonly Shown[] | ReadonlyMap<string, Shown>;

/** What an object does not have. All that is looked for in it is missing too. */
export const missing: unique symbol = Symbol("missing");

export function isTrue(value: Shown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return value !== null && value !== missing && value !== false && value !== 0 && value !== "";
}

/** As `%v` shows it: lists in brackets, objects by their keys in order. */
export function shownValue(value: Shown): string {
  if (value === null || value === missing) return "<nil>";
  if (Array.isArray(value)) return `[${(value as readonly Shown[]).map(shownValue).join(" ")}]`;
  if (!(value instanceof Map)) return String(value);
  const members = [...(value as ReadonlyMap<string, Shown>)].sort(([one], [other]) => compareStrings(one, other));
  return `map[${members.map(([name, member]) => `${name}:${shownValue(member)}`).join(" ")}]`;
}

type Call = (args: readonly Shown[]) => Shown | TemplateFault;

const functions: Readonly<Record<string, { readonly least: number; readonly most: number; readonly call: Call }>> = {
  and: { least: 1, most: Infinity, call: (args) => args.find((one) => !isTrue(one)) ?? (args.at(-1) as Shown) },
  or: { least: 1, most: Infinity, call: (args) => args.find(isTrue) ?? (args.at(-1) as Shown) },
  not: { least: 1, most: 1, call: ([one]) => !isTrue(one as Shown) },
  len: { least: 1, most: 1, call: ([one]) => lengthOf(one as Shown) },
  index: { least: 1, most: Infinity, call: ([of, ...keys]) => keys.reduce<Shown | TemplateFault>(memberOf, of as Shown) },
  slice: { least: 1, most: 3, call: ([of, from = 0, to]) => sliced(of as Shown, from, to) },
  print: { least: 0, most: Infinity, call: printed },
  println: { least: 0, most: Infinity, call: (args) => `${args.map(shownValue).join(" ")}\n` },
  printf: { least: 1, most: Infinity, call: ([format, ...args]) => formatted(format as Shown, args) },
  html: { least: 0, most: Infinity, call: (args) => escaped(args, htmlSigns) },
  urlquery: { least: 0, most: Infinity, call: (args) => queryEncoded(printed(args.map((one) => (one === missing ? noValue : one)))) },
  eq: { least: 2, most: Infinity, call: ([one, ...others]) => isAny(one as Shown, others) },
  ne: { least: 2, most: 2, call: ([one, other]) => negated(isAny(one as Shown, [other as Shown])) },
  lt: { least: 2, most: 2, call: ([one, other]) => ordered(one as Shown, other as Shown, (order) => order < 0) },
  le: { least: 2, most: 2, call: ([one, other]) => ordered(one as Shown, other as Shown, (order) => order <= 0) },
  gt: { least: 2, most: 2, call: ([one, other]) => ordered(one as Shown, other as Shown, (order) => order > 0) },
  ge: { least: 2, most: 2, call: ([one, other]) => ordered(one as Shown, other as Shown, (order) => order >= 0) },
};

export function callTemplate(name: string, args: readonly Shown[]): Shown | TemplateFault {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) return new TemplateFault(`there is no function \`${name}\``, name === "js" || name === "call");
  if (args.length < found.least || args.length > found.most) return new TemplateFault(`\`${name}\` takes another number of arguments`);
  return found.call(args);
}

function negated(answer: boolean | TemplateFault): boolean | TemplateFault {
  return answer instanceof TemplateFault ? answer : !answer;
}

function lengthOf(value: Shown): Shown | TemplateFault {
  if (typeof value === "string") return utf8Length(value);
  if (Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : new TemplateFault("`len` takes texts, lists and objects");
}

function utf8Length(text: string): number {
  return Array.from(text).reduce((sum, point) => sum + (point < "\u0080" ? 1 : point < "\u0800" ? 2 : point.length === 2 ? 4 : 3), 0);
}

function memberOf(of: Shown | TemplateFault, key: Shown): Shown | TemplateFault {
  if (of instanceof TemplateFault) return of;
  if (of instanceof Map) return typeof key === "string" ? memberNamed(of as ReadonlyMap<string, Shown>, key) : wrongIndex;
  if (!Array.isArray(of) || typeof key !== "number") return wrongIndex;
  return (of as readonly Shown[])[key] ?? (key in of ? null : wrongIndex);
}

export function memberNamed(of: ReadonlyMap<string, Shown>, name: string): Shown {
  const member = of.get(name);
  return member === undefined ? missing : member;
}

const wrongIndex = new TemplateFault("`index` finds nothing there");

function sliced(of: Shown, from: Shown, to: Shown | undefined): Shown | TemplateFault {
  const isPlain = typeof of === "string" ? utf8Length(of) === of.length : Array.isArray(of);
  if (!isPlain) return new TemplateFault("`slice` takes lists and plain texts");
  const list = of as string | readonly Shown[];
  const end = to ?? list.length;
  const isWithin = typeof from === "number" && typeof end === "number" && from >= 0 && from <= end && end <= list.length;
  return isWithin ? list.slice(from, end) : new TemplateFault("`slice` goes beyond the end");
}

/** Blanks stand between two of which neither is text. */
function printed(args: readonly Shown[]): string {
  return args.reduce<string>((text, one, index) => {
    const before = args[index - 1];
    const isApart = index > 0 && typeof before !== "string" && typeof one !== "string";
    return text + (isApart ? " " : "") + shownValue(one);
  }, "");
}

/** The verbs that everybody uses; others show types of Go, which a document does not have. */
function formatted(format: Shown, args: readonly Shown[]): Shown | TemplateFault {
  if (typeof format !== "string") return new TemplateFault("`printf` takes a format first");
  const verbs = format.match(/%[^]?/g) ?? [];
  const shown = verbs.filter((verb) => verb !== "%%");
  const fits = shown.every(
    (verb, index) =>
      verb === "%v" || (verb === "%s" && typeof args[index] === "string") || (verb === "%d" && typeof args[index] === "number"),
  );
  if (!fits || shown.length !== args.length) return new TemplateFault("`printf` knows `%v`, `%s` for texts and `%d` for counts", true);
  let index = 0;
  return format.replace(/%[^]/g, (verb) => (verb === "%%" ? "%" : shownValue(args[index++] as Shown)));
}

/** What Go's templates show where there is nothing. */
export const noValue = "<no value>";

const htmlSigns: Readonly<Record<string, string>> = { "\0": "\ufffd", '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escaped(args: readonly Shown[], signs: Readonly<Record<string, string>>): string {
  return printed(args.map((one) => (one === missing ? noValue : one))).replace(/[\0"'&<>]/g, (sign) => signs[sign] as string);
}

const unlike = new TemplateFault("values of different kinds cannot be compared");

function isAny(one: Shown, others: readonly Shown[]): boolean | TemplateFault {
  if (isCollection(one)) return unlike;
  for (const other of others) {
    if (one !== null && other !== null && one !== missing && other !== missing && (isCollection(other) || typeof one !== typeof other))
      return unlike;
    if (one === other) return true;
  }
  return false;
}

function ordered(one: Shown, other: Shown, holds: (order: number) => boolean): boolean | TemplateFault {
  if (typeof one === "number" && typeof other === "number") return holds(one - other);
  return typeof one === "string" && typeof other === "string" ? holds(compareStrings(one, other)) : unlike;
}

function isCollection(value: Shown): boolean {
  return typeof value === "object" && value !== null;
}
