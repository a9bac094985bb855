/** What is known of a value before there is one. Whoever is unsure says `any`, which fits everywhere. */
import type { RegoObject } from "../values/object.ts";
import type { RegoSet } from "../values/set.ts";
import { keyOf, kindOf, type Key, type Value } from "../values/value.ts";

type Scalar = "null" | "boolean" | "number" | "string";

/** `items` are those known by their place, `rest` what all others are: without a `rest` there are no others. */
type ArrayType = { readonly is: "array"; readonly items: readonly Type[]; readonly rest: Type | undefined };

/** `fields` are the members known by their key; all others, if there may be others, are `rest`. */
export type ObjectType = { readonly is: "object"; readonly fields: ReadonlyMap<Key, Type>; readonly rest: Type | undefined };

export type Type =
  | { readonly is: "any" }
  | { readonly is: Scalar }
  | ArrayType
  | ObjectType
  | { readonly is: "set"; readonly of: Type }
  | { readonly is: "or"; readonly options: readonly Type[] };

export const any: Type = { is: "any" };
const scalars: Readonly<Record<Scalar, Type>> = {
  null: { is: "null" },
  boolean: { is: "boolean" },
  number: { is: "number" },
  string: { is: "string" },
};
export const { number, string, boolean } = scalars;
export const nothing = scalars.null;

export function arrayOf(rest: Type, items: readonly Type[] = []): Type {
  return { is: "array", items, rest };
}

export function tupleOf(items: readonly Type[]): Type {
  return { is: "array", items, rest: undefined };
}

export function setOf(of: Type): Type {
  return { is: "set", of };
}

/** What the argument of a function is, and what the members of an empty set are: for OPA of no kind, unlike what may be of any. */
export const unknown: Type = { is: "any" };
export const emptySet = setOf(unknown);

/** As for OPA, what has something of no kind in it is of no kind itself. */
export function isOfNoKind(type: Type): boolean {
  if (type === unknown) return true;
  switch (type.is) {
    case "set":
      return isOfNoKind(type.of);
    case "array":
      return type.items.some(isOfNoKind) || (type.rest !== undefined && isOfNoKind(type.rest));
    case "object":
      return [...type.fields.values()].some(isOfNoKind) || (type.rest !== undefined && isOfNoKind(type.rest));
    default:
      return false;
  }
}

export function objectOf(fields: ReadonlyMap<Key, Type>, rest: Type | undefined): Type {
  return { is: "object", fields, rest };
}

export function typeOfValue(value: Value): Type {
  const kind = kindOf(value);
  if (kind === "array") return tupleOf((value as readonly Value[]).map(typeOfValue));
  if (kind === "set") return (value as RegoSet).size === 0 ? emptySet : setOf(either([...(value as RegoSet).values()].map(typeOfValue)));
  if (kind === "object")
    return objectOf(new Map([...(value as RegoObject).pairs()].map(([key, member]) => [keyOf(key), typeOfValue(member)])), undefined);
  return scalars[kind];
}

/** So many that a person can still read them; beyond, nothing is known. */
const mostOptions = 8;

/** Any of these; none of them at all means that nothing is known. */
export function either(types: readonly Type[]): Type {
  const options: Type[] = [];
  for (const type of types) {
    if (type.is === "any") return any;
    for (const option of type.is === "or" ? type.options : [type])
      if (!options.some((one) => isSameScalar(one, option))) options.push(option);
  }
  const [only] = options;
  if (only === undefined || options.length > mostOptions) return any;
  return options.length === 1 ? only : { is: "or", options };
}

function isSameScalar(one: Type, other: Type): boolean {
  return one === other || (one.is === other.is && one.is in scalars);
}

/** Whether some value is of both types. */
export function canMeet(one: Type, other: Type): boolean {
  if (one.is === "any" || other.is === "any") return true;
  if (one.is === "or") return one.options.some((option) => canMeet(option, other));
  if (other.is === "or") return other.options.some((option) => canMeet(one, option));
  if (one.is === "array" && other.is === "array") return canArraysMeet(one, other);
  if (one.is === "object" && other.is === "object") return canObjectsMeet(one, other);
  return one.is === other.is;
}

function canArraysMeet(one: ArrayType, other: ArrayType): boolean {
  const longest = Math.max(one.items.length, other.items.length);
  for (let index = 0; index < longest; index++) {
    const [left, right] = [one.items[index] ?? one.rest, other.items[index] ?? other.rest];
    if (left === undefined || right === undefined || !canMeet(left, right)) return false;
  }
  return true;
}

function canObjectsMeet(one: ObjectType, other: ObjectType): boolean {
  for (const [key, left] of one.fields) {
    const right = other.fields.get(key) ?? other.rest;
    if (right === undefined || !canMeet(left, right)) return false;
  }
  for (const [key, right] of other.fields) {
    const left = one.fields.get(key) ?? one.rest;
    if (left === undefined || !canMeet(left, right)) return false;
  }
  return true;
}

/** What stands at this place in a value of this type; `undefined` if nothing can. A key that is known is given as a value beside its type. */
export function memberOf(type: Type, key: Type, value?: Value): Type | undefined {
  switch (type.is) {
    case "any":
      return any;
    case "or": {
      const found = type.options.flatMap((option) => memberOf(option, key, value) ?? []);
      return found.length === 0 ? undefined : either(found);
    }
    case "array":
      return itemOf(type, key, value);
    case "object":
      return fieldOf(type, value);
    case "set":
      return canMeet(type.of, key) ? type.of : undefined;
    default:
      return undefined;
  }
}

function itemOf({ items, rest }: ArrayType, key: Type, value: Value | undefined): Type | undefined {
  if (!canMeet(key, number)) return undefined;
  if (typeof value === "number") return items[value] ?? rest;
  return either(rest === undefined ? items : [...items, rest]);
}

function fieldOf({ fields, rest }: ObjectType, value: Value | undefined): Type | undefined {
  if (value !== undefined) return fields.get(keyOf(value)) ?? rest;
  return either(rest === undefined ? [...fields.values()] : [...fields.values(), rest]);
}

/** The type in words. */
export function described(type: Type): string {
  switch (type.is) {
    case "any":
      return "anything";
    case "or":
      return [...new Set(type.options.map(described))].join(" or ");
    case "array":
      return type.rest === undefined ? `an array of ${type.items.length}` : "an array";
    case "object":
      return "an object";
    case "set":
      return "a set";
    case "null":
      return "`null`";
    default:
      return `a ${type.is}`;
  }
}
