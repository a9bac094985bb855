/** Members: `a.b`, `a["b"]`, `a[1:2]`. */
import { flowOf, itemsOf, known, madeFrom, nothing, numberOf, object, text, textOf, valueOf, type Datum, type TextDatum } from "./datum.ts";
import { list, type Run } from "./run.ts";
import { unknownValue } from "../../shell/value.ts";

/** The type under which functions of a value are listed. */
export function typeOf(datum: Datum): string {
  return datum.kind === "object" ? datum.type : datum.kind === "either" ? "function" : datum.kind;
}

export function memberOf(run: Run, of: Datum, name: string): Datum {
  const own = ownMember(run, of, name);
  if (own !== undefined) return own;
  if (of.kind === "known") {
    const full = run.dialect.nameOf(`${of.name}.${name}`);
    if (run.dialect.apis.has(`<any>.${name}`) && !run.dialect.apis.has(full)) return { kind: "method", of, name };
    return run.dialect.properties.get(full)?.(run, of) ?? known(full);
  }
  if (of.kind === "either") return { kind: "either", options: of.options.map((option) => memberOf(run, option, name)) };
  const property = run.dialect.properties.get(`<${typeOf(of)}>.${name}`) ?? run.dialect.properties.get(`<any>.${name}`);
  return property?.(run, of) ?? entryOf(run, of, name) ?? { kind: "method", of, name };
}

/** Of something whose entries can be named both ways, such as the environment. */
function entryOf(run: Run, of: Datum, name: string): Datum | undefined {
  if (of.kind !== "object") return undefined;
  if (of.type === "chosen") return of;
  const api = run.dialect.apis.has(`<${of.type}>.${name}`) ? undefined : run.dialect.apis.get(`<${of.type}>[]`);
  return api?.({ run, line: 1, name: "[]", self: of, args: [text(name)], named: new Map() });
}

function ownMember(run: Run, of: Datum, name: string): Datum | undefined {
  if (of.kind === "class") return of.members.get(name) ?? inherited(run, of.bases, name);
  if (of.kind !== "table") return undefined;
  const found = of.entries.get(name);
  if (found !== undefined) return found.kind === "function" ? { ...found, self: of } : found;
  const fromClass = of.type === undefined ? undefined : ownMember(run, of.type, name);
  return fromClass?.kind === "function" ? { ...fromClass, self: of } : fromClass;
}

function inherited(run: Run, bases: readonly Datum[], name: string): Datum | undefined {
  for (const base of bases) {
    const found =
      base.kind === "class" ? ownMember(run, base, name) : base.kind === "known" ? apiOf(run, `${base.name}.${name}`) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function apiOf(run: Run, name: string): Datum | undefined {
  return run.dialect.apis.has(name) ? known(name) : undefined;
}

type Index = { readonly at: Datum; readonly line: number };

export function indexed(run: Run, of: Datum, { at, line }: Index): Datum {
  const index = numberOf(at);
  const content = textOf(of);
  if (of.kind === "list") return index === undefined ? byName(run, of, at) : itemAt(of, index);
  if (of.kind === "text" && index !== undefined) {
    if (content === undefined) return madeFrom([of]);
    const character = content.at(index) ?? "";
    return of.bytes === true && run.dialect.language === "python"
      ? { kind: "number", number: character.charCodeAt(0) }
      : same(of, character);
  }
  if (of.kind === "object" && of.parts !== undefined && index !== undefined) return of.parts[0] ?? nothing;
  if (of.kind === "object" && of.type === "chosen") return of;
  const owner = of.kind === "known" ? of.name : `<${typeOf(of)}>`;
  const api = run.dialect.apis.get(`${owner}[]`);
  if (api !== undefined) return api({ run, line, name: "[]", self: of, args: [at], named: new Map() });
  return byName(run, of, at);
}

/** A function of a strong library that nobody can name is something else than any other unknown value. */
function byName(run: Run, of: Datum, at: Datum): Datum {
  const name = valueOf(at);
  if (of.kind === "table" && name.known) return memberOf(run, of, name.text).kind === "method" ? missing(of) : memberOf(run, of, name.text);
  if (of.kind === "table") return madeFrom([...of.entries.values()]);
  if (name.known && at.kind === "text") return memberOf(run, of, name.text);
  if (of.kind === "known" && run.dialect.strong.test(of.name)) return object("chosen", unknownValue(of.name));
  return madeFrom([of]);
}

function missing(of: Datum): Datum {
  return of.kind === "table" && of.whole && of.type === undefined ? nothing : madeFrom([of]);
}

/** Of a list that may hold more or other items, only one that stands for any of them. */
export function itemAt(of: Extract<Datum, { kind: "list" }>, index: number): Datum {
  if (of.whole) return of.items.at(index) ?? nothing;
  const [first, ...more] = of.items;
  const isAny = first?.kind === "object" || (first?.kind === "text" && (first.value.glob || !first.value.known));
  return isAny && more.length === 0 && first !== undefined ? first : madeFrom([of], "one of them");
}

function same(of: TextDatum, content: string): TextDatum {
  const flow = flowOf([of]);
  const made = text(content);
  return { ...made, ...(of.bytes === true ? { bytes: true } : {}), value: flow === undefined ? made.value : { ...made.value, flow } };
}

type Bounds = readonly [Datum | undefined, Datum | undefined, Datum | undefined];

export function sliced(run: Run, of: Datum, bounds: Bounds): Datum {
  const numbers = bounds.map((bound) => (bound === undefined || bound.kind === "nothing" ? undefined : (numberOf(bound) ?? Number.NaN)));
  if (numbers.some(Number.isNaN)) return madeFrom([of]);
  const items = itemsOf(of);
  if (items !== undefined) return list(run, picked(items, numbers));
  const content = of.kind === "text" ? textOf(of) : undefined;
  if (content === undefined || of.kind !== "text") return madeFrom([of]);
  return same(of, picked(Array.from(content), numbers).join(""));
}

/** As Python does it, steps backwards included. */
function picked<T>(items: readonly T[], [from, to, step = 1]: readonly (number | undefined)[]): readonly T[] {
  const length = items.length;
  const place = (bound: number): number => (bound < 0 ? bound + length : bound);
  if (!Number.isInteger(step) || step === 0) return [];
  if (step > 0) return items.slice(from, to).filter((_, at) => at % step === 0);
  const first = Math.min(from === undefined ? length - 1 : place(from), length - 1);
  const last = to === undefined ? -1 : place(to);
  const found: T[] = [];
  for (let at = first; at > last && at >= 0; at += step) found.push(items[at] as T);
  return found;
}
