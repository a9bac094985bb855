/** Unknown data to typed data, once, at the door: readers that say where something is not what it should be. */
import type { Json } from "./json.ts";
import { done, fail, type Result } from "./result.ts";

/** `at` is the way to the value, for the sentence about it. */
export type Reader<T> = (value: Json | undefined, at: string) => Result<T>;

export type Members = { readonly [key: string]: Json };

export function isMembers(value: Json | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const anything: Reader<Json> = (value, at) => (value === undefined ? wrong(at, "something") : done(value));
export const text: Reader<string> = (value, at) => (typeof value === "string" ? done(value) : wrong(at, "a text"));
/** A path from the root: a relative one would mean something else for everybody who reads it. */
export const absolute: Reader<string> = (value, at) =>
  typeof value === "string" && value.startsWith("/") ? done(value) : wrong(at, "an absolute path");
export const truth: Reader<boolean> = (value, at) => (typeof value === "boolean" ? done(value) : wrong(at, "true or false"));

export function exactly<const Words extends readonly (string | number | boolean)[]>(...words: Words): Reader<Words[number]> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    return found === undefined ? wrong(at, `one of ${words.map((word) => `\`${word}\``).join(", ")}`) : done(found);
  };
}

export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return wrong(at, "a list");
    const items: T[] = [];
    for (const [position, item] of value.entries()) {
      const read = reader(item as Json, `${at}[${position}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return done(items);
  };
}

/** A member that may be missing; when it is there it must be right. */
export type Maybe<T> = { readonly maybe: Reader<T> };

export function maybe<T>(reader: Reader<T>): Maybe<T> {
  return { maybe: reader };
}

type Fields = { readonly [name: string]: Reader<unknown> | Maybe<unknown> };
type Shape<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Maybe<unknown> ? never : K]: F[K] extends Reader<infer T> ? T : never;
} & {
  readonly [K in keyof F as F[K] extends Maybe<unknown> ? K : never]?: F[K] extends Maybe<infer T> ? T : never;
};

/** An object with these members; others are left aside, since newer writers add some. */
export function object<F extends Fields>(fields: F): Reader<Shape<F>> {
  const members = Object.entries(fields).map(([name, field]) =>
    typeof field === "function" ? { name, reader: field, isNeeded: true } : { name, reader: field.maybe, isNeeded: false },
  );
  return (value, at) => {
    if (!isMembers(value)) return wrong(at, "an object");
    const found: { [key: string]: unknown } = {};
    for (const { name, reader, isNeeded } of members) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (!isNeeded && member === undefined) continue;
      const read = reader(member, `${at}.${name}`);
      if (!read.ok) return read;
      found[name] = read.value;
    }
    return done(found as Shape<F>);
  };
}

/** One of several objects, told apart by the member `tag`. */
export function tagged<T>(tag: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value, at) => {
    const word = isMembers(value) && Object.hasOwn(value, tag) ? value[tag] : undefined;
    const reader = typeof word === "string" && Object.hasOwn(readers, word) ? readers[word] : undefined;
    return reader === undefined
      ? wrong(
          `${at}.${tag}`,
          `one of ${Object.keys(readers)
            .map((name) => `\`${name}\``)
            .join(", ")}`,
        )
      : reader(value, at);
  };
}

function wrong(at: string, wanted: string): Result<never> {
  return fail({ code: "read.shape", what: `\`${at}\` is not ${wanted}` });
}
