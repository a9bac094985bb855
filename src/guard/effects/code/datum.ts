/** Datum: what an expression of code becomes, as far as that can be known. */
import { worstOf } from "../describing/flows.ts";
import { headOf, literal, textValue, unknownValue, type Flow, type Value } from "../../shell/value.ts";
import { bounds } from "./bounds.ts";
import type { Scope } from "./scope.ts";
import type { Parameter, Statement } from "./syntax.ts";

export type Datum =
  /** A text, and everything that is not known. Bytes are a text with one character for each. */
  | TextDatum
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "truth"; readonly truth: boolean }
  | { readonly kind: "nothing" }
  | ListDatum
  | TableDatum
  /** Something of the language or of a library, by its full name: `os.system`. */
  | { readonly kind: "known"; readonly name: string }
  /** A function taken from its object, not called yet. */
  | { readonly kind: "method"; readonly of: Datum; readonly name: string }
  | FunctionDatum
  | ClassDatum
  /** Any of several things that can be called. */
  | { readonly kind: "either"; readonly options: readonly Datum[] }
  /** An object of a known type, such as a path or an open file, and what it is made of. */
  | ObjectDatum;

export type TextDatum = { readonly kind: "text"; readonly value: Value; readonly bytes?: true };
/** `whole`: nothing else may be in it. `born`: the uncertain stretch of code that it was made in. */
export type ListDatum = { readonly kind: "list"; readonly items: Datum[]; whole: boolean; readonly born: number };
export type TableDatum = {
  readonly kind: "table";
  readonly entries: Map<string, Datum>;
  whole: boolean;
  readonly born: number;
  readonly type?: ClassDatum;
};
export type FunctionDatum = {
  readonly kind: "function";
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly scope: Scope;
  /** What the function's own object is called inside. */
  readonly self?: Datum;
};
export type ClassDatum = { readonly kind: "class"; readonly members: ReadonlyMap<string, Datum>; readonly bases: readonly Datum[] };
export type ObjectDatum = {
  readonly kind: "object";
  readonly type: string;
  readonly value: Value;
  readonly parts?: readonly Datum[];
  readonly mode?: string;
};

export const nothing: Datum = { kind: "nothing" };

export function text(content: string): TextDatum {
  return { kind: "text", value: content.length > bounds.valueChars ? unknownValue(`${content.slice(0, 40)}…`) : textValue(content) };
}

export function bytes(content: string): TextDatum {
  return { kind: "text", value: content.length > bounds.valueChars ? unknownValue("…") : literal(content), bytes: true };
}

export function number(value: number): Datum {
  return { kind: "number", number: value };
}

export function truth(value: boolean): Datum {
  return { kind: "truth", truth: value };
}

export function known(name: string): Datum {
  return { kind: "known", name };
}

export function unknown(what: string, flow?: Flow): TextDatum {
  return { kind: "text", value: unknownValue(what, flow) };
}

export function object(type: string, value: Value, parts?: readonly Datum[]): ObjectDatum {
  return { kind: "object", type, value, ...(parts === undefined ? {} : { parts }) };
}

/** The text that a program gets where it asks for one. */
export function valueOf(datum: Datum | undefined): Value {
  if (datum === undefined) return unknownValue("?");
  switch (datum.kind) {
    case "text":
    case "object":
      return datum.value;
    case "number":
      return literal(String(datum.number));
    case "truth":
      return literal(String(datum.truth));
    case "nothing":
      return literal("");
    case "list":
    case "table":
      return unknownValue("[…]", flowOf([datum]));
    case "known":
      return unknownValue(datum.name);
    case "method":
      return unknownValue(datum.name, flowOf([datum.of]));
    case "function":
    case "class":
    case "either":
      return unknownValue("a function");
  }
}

/** The text, where every character of it is known. */
export function textOf(datum: Datum | undefined): string | undefined {
  if (datum?.kind !== "text" && datum?.kind !== "object") return undefined;
  return datum.value.known ? datum.value.text : undefined;
}

export function numberOf(datum: Datum | undefined): number | undefined {
  if (datum?.kind === "truth") return datum.truth ? 1 : 0;
  return datum?.kind === "number" ? datum.number : undefined;
}

export function itemsOf(datum: Datum | undefined): readonly Datum[] | undefined {
  return datum?.kind === "list" && datum.whole ? datum.items : undefined;
}

/** Of a text that is not known, this much is kept for people to read; what is certain is in its head. */
const shownChars = 400;

/** Several values one after the other in one text. */
export function joined(values: readonly Value[]): Value {
  const flow = flowOfValues(values);
  const made = flow === undefined ? {} : { flow };
  const length = values.reduce((sum, value) => sum + value.text.length, 0);
  if (length > bounds.valueChars) return { ...unknownValue(`${(values[0]?.text ?? "").slice(0, 40)}…`), ...made };
  const content = values.map((value) => value.text).join("");
  const at = values.findIndex((value) => !value.known);
  if (at < 0) return { ...literal(content), ...made };
  return {
    ...unknownValue(content.length > shownChars ? `${content.slice(0, shownChars)}…` : content),
    head: values
      .slice(0, at + 1)
      .map(headOf)
      .join(""),
    ...made,
  };
}

function flowOfValues(values: readonly Value[]): Flow | undefined {
  const flows = values.flatMap((value) => (value.flow === undefined ? [] : [value.flow]));
  return flows.length === 0 ? undefined : worstOf(flows);
}

/** Where these come from, when that is somewhere else than the code itself. */
export function flowOf(data: readonly Datum[], depth = 0): Flow | undefined {
  const flows = data.flatMap((datum): readonly (Flow | undefined)[] => {
    if (datum.kind === "text") return [datum.value.flow];
    if (datum.kind === "object") return [datum.value.flow, flowOf(datum.parts ?? [], depth + 1)];
    if (depth > 3) return [];
    if (datum.kind === "list") return [flowOf(datum.items.slice(0, 64), depth + 1)];
    if (datum.kind === "table") return [flowOf([...datum.entries.values()].slice(0, 64), depth + 1)];
    return datum.kind === "method" ? [flowOf([datum.of], depth + 1)] : [];
  });
  const there = flows.filter((flow) => flow !== undefined);
  return there.length === 0 ? undefined : worstOf(there);
}

/** What is unknown and made from these: as little trusted as they are. */
export function madeFrom(data: readonly Datum[], what = "?"): TextDatum {
  const flow = flowOf(data);
  if (flow === undefined) return unknown(what);
  const { text: _, ...rest } = flow;
  return unknown(what, rest);
}

/** Undefined where it depends on what is not known, or on the language. */
export function truthOf(datum: Datum): boolean | undefined {
  switch (datum.kind) {
    case "text":
      if (!datum.value.known) return (datum.value.head ?? "") === "" ? undefined : true;
      return datum.value.text === "0" ? undefined : datum.value.text !== "";
    case "number":
      return datum.number !== 0;
    case "truth":
      return datum.truth;
    case "nothing":
      return false;
    case "list":
      return datum.items.length > 0 ? true : undefined;
    case "table":
      return datum.entries.size > 0 ? true : undefined;
    case "known":
    case "method":
    case "function":
    case "class":
    case "either":
    case "object":
      return undefined;
  }
}

/** Any of these. Who calls or opens what is not there fails, so only those that are there count. */
export function eitherOf(data: readonly (Datum | undefined)[]): Datum {
  const [first, ...others] = data.filter((datum) => datum !== undefined && datum.kind !== "nothing") as Datum[];
  if (first === undefined) return nothing;
  const different = others.filter((other) => !isSame(first, other));
  if (different.length === 0) return first;
  const all = [first, ...different];
  if (all.some(mayRun)) return { kind: "either", options: all.flatMap((one) => (one.kind === "either" ? one.options : [one])).slice(0, 8) };
  const values = all.map(valueOf);
  const head = values.map(headOf).reduce(sharedHead);
  return { kind: "text", value: { ...unknownValue((values[0] as Value).text, flowOf(all)), head } };
}

function mayRun(datum: Datum): boolean {
  return ["known", "method", "function", "class", "either"].includes(datum.kind);
}

function isSame(one: Datum, other: Datum): boolean {
  if (one.kind === "text" && other.kind === "text") return one.value.known && other.value.known && one.value.text === other.value.text;
  if (one.kind === "number" && other.kind === "number") return one.number === other.number;
  if (one.kind === "truth" && other.kind === "truth") return one.truth === other.truth;
  if (one.kind === "known" && other.kind === "known") return one.name === other.name;
  return one === other;
}

function sharedHead(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
