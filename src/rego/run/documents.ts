/** Looking into values, and values made from others with a part replaced or laid over. */
import { wholeNumber } from "../builtins/builtin.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";

/** `value[key]`; `undefined` where there is no such member, and for values without members. */
export function lookUp(value: Value, key: Value): Value | undefined {
  if (value instanceof RegoObject) return value.get(key);
  if (Array.isArray(value)) return (value as readonly Value[])[typeof key === "number" ? key : (wholeNumber(key) ?? -1)];
  return value instanceof RegoSet && value.has(key) ? key : undefined;
}

/** Paths of documents are made of texts: a number is looked for as text too. */
export function lookUpInDocument(value: Value, key: Value): Value | undefined {
  const found = lookUp(value, key);
  return found === undefined && typeof key === "number" ? lookUp(value, String(key)) : found;
}

export function sizeOf(value: Value): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (value instanceof RegoObject || value instanceof RegoSet) return value.size;
  return typeof value === "string" ? [...value].length : undefined;
}

/** Two objects member by member; where they cannot be, the first one, which is the base document. */
export function merge(base: Value, made: Value): Value {
  if (!(base instanceof RegoObject) || !(made instanceof RegoObject)) return base;
  const merged = base.copy();
  for (const [key, value] of made.pairs()) {
    const before = merged.get(key);
    merged.set(key, before === undefined ? value : merge(before, value));
  }
  return merged;
}

/** The document with the value at the path; objects on the way are made where there is anything else. */
export function patched(document: Value | undefined, path: readonly string[], value: Value | undefined): Value | undefined {
  const [name, ...rest] = path;
  if (name === undefined || value === undefined) return value;
  const copy = document instanceof RegoObject ? document.copy() : new RegoObject();
  copy.set(name, patched(copy.get(name), rest, value) as Value);
  return copy;
}
