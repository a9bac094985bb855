/** Rego's equality and its total order: null, booleans, numbers, strings, arrays, objects, sets. */
import { BigNumber, compareNumbers, type Numeric } from "./number.ts";
import { RegoObject } from "./object.ts";
import { RegoSet } from "./set.ts";
import { kindOf, kinds, type Value } from "./value.ts";

export function equal(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || one === null)
    return other instanceof BigNumber && typeof one === "number" && compareNumbers(one, other) === 0;
  if (typeof other !== "object" || other === null)
    return one instanceof BigNumber && typeof other === "number" && compareNumbers(one, other) === 0;
  if (Array.isArray(one)) return Array.isArray(other) && equalArrays(one, other);
  if (one instanceof RegoObject) return other instanceof RegoObject && equalObjects(one, other);
  if (one instanceof RegoSet) return other instanceof RegoSet && equalSets(one, other);
  return other instanceof BigNumber && compareNumbers(one as BigNumber, other) === 0;
}

function equalArrays(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === other.length && one.every((item, index) => equal(item, other[index] as Value));
}

function equalObjects(one: RegoObject, other: RegoObject): boolean {
  if (one.size !== other.size) return false;
  for (const [key, value] of one.pairs()) {
    const found = other.get(key);
    if (found === undefined || !equal(value, found)) return false;
  }
  return true;
}

function equalSets(one: RegoSet, other: RegoSet): boolean {
  if (one.size !== other.size) return false;
  for (const member of one.values()) if (!other.has(member)) return false;
  return true;
}

export function compare(one: Value, other: Value): number {
  if (one === other) return 0;
  if (typeof one === "string" && typeof other === "string") return compareStrings(one, other);
  const kind = kindOf(one);
  const rank = kinds.indexOf(kind) - kinds.indexOf(kindOf(other));
  if (rank !== 0) return rank;
  switch (kind) {
    case "null":
      return 0;
    case "boolean":
      return one === false ? -1 : 1;
    case "number":
      return compareNumbers(one as Numeric, other as Numeric);
    case "string":
      return compareStrings(one as string, other as string);
    case "array":
      return compareArrays(one as readonly Value[], other as readonly Value[]);
    case "object":
      return compareObjects(one as RegoObject, other as RegoObject);
    case "set":
      return compareArrays((one as RegoSet).sorted(), (other as RegoSet).sorted());
  }
}

function compareArrays(one: readonly Value[], other: readonly Value[]): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) {
    const order = compare(one[index] as Value, other[index] as Value);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function compareObjects(one: RegoObject, other: RegoObject): number {
  const [keys, others] = [one.sortedKeys(), other.sortedKeys()];
  const shared = Math.min(keys.length, others.length);
  for (let index = 0; index < shared; index++) {
    const [key, otherKey] = [keys[index] as Value, others[index] as Value];
    const order = compare(key, otherKey) || compare(one.get(key) as Value, other.get(otherKey) as Value);
    if (order !== 0) return order;
  }
  return keys.length - others.length;
}

/** By code points, as UTF-8 bytes compare. JavaScript compares UTF-16 units, which differs once a surrogate meets a unit above it. */
export function compareStrings(one: string, other: string): number {
  if (one === other) return 0;
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) {
    const [unit, otherUnit] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (unit === otherUnit) continue;
    return codePointRank(unit) - codePointRank(otherUnit);
  }
  return one.length - other.length;
}

/** Moves surrogates, which stand for the highest code points, above all other units. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
