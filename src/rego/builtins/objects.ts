/** Objects: looking into them, and making new ones from their members. */
import { lookUp } from "../run/documents.ts";
import { equal } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { builtin, wrongItem, type Answer, type Builtin } from "./builtin.ts";

type Keys = readonly Value[] | RegoSet | RegoObject;

const keyed = "array|set|object";

export const objects: readonly Builtin[] = [
  builtin(
    "object.get",
    ["object", "any", "any"],
    ([object, key, otherwise]: readonly [RegoObject, Value, Value]) => found(object, key) ?? otherwise,
  ),
  builtin("object.keys", ["object"], ([object]: readonly [RegoObject]) => RegoSet.of(object.sortedKeys())),
  builtin("object.union", ["object", "object"], ([one, other]: readonly [RegoObject, RegoObject]) => united(one, other)),
  builtin("object.union_n", ["array"], ([all]: readonly [readonly Value[]]) => unitedAll(all)),
  builtin("object.remove", ["object", keyed], ([object, keys]: readonly [RegoObject, Keys]) => filtered(object, keys, false)),
  builtin("object.filter", ["object", keyed], ([object, keys]: readonly [RegoObject, Keys]) => filtered(object, keys, true)),
  builtin("object.subset", [keyed, keyed], ([whole, part]: readonly [Value, Value]) => isSubset(whole, part)),
];

/** An array is a path, each item the key of the next step. */
function found(object: RegoObject, key: Value): Value | undefined {
  if (!Array.isArray(key)) return object.get(key);
  let value: Value | undefined = object;
  for (const step of key as readonly Value[]) value = value === undefined ? undefined : lookUp(value, step);
  return value;
}

/** The second wins, except that objects under one key are united in turn. */
function united(one: RegoObject, other: RegoObject): RegoObject {
  const result = one.copy();
  for (const [key, value] of other.pairs()) {
    const before = result.get(key);
    result.set(key, before instanceof RegoObject && value instanceof RegoObject ? united(before, value) : value);
  }
  return result;
}

function unitedAll(all: readonly Value[]): Answer {
  const wrong = all.find((one) => !(one instanceof RegoObject));
  if (wrong !== undefined) return wrongItem("object.union_n", wrong, "objects only");
  return (all as readonly RegoObject[]).reduce(united, new RegoObject());
}

function filtered(object: RegoObject, keys: Keys, keeps: boolean): RegoObject {
  const named = keys instanceof RegoSet ? keys : RegoSet.of(keys instanceof RegoObject ? keys.sortedKeys() : keys);
  return RegoObject.of([...object.pairs()].filter(([key]) => named.has(key) === keeps));
}

function isSubset(whole: Value, part: Value): Answer {
  if (whole instanceof RegoObject && part instanceof RegoObject) return isObjectSubset(whole, part);
  if (whole instanceof RegoSet && part instanceof RegoSet) return [...part.values()].every((member) => whole.has(member));
  if (Array.isArray(whole) && Array.isArray(part)) return isRun(whole as readonly Value[], part as readonly Value[]);
  if (Array.isArray(whole) && part instanceof RegoSet) return meetsMembers(whole as readonly Value[], part);
  return wrongItem("object.subset", part, "two values of one kind");
}

/** OPA goes through the array until it has met as many members as the set has: an item that stands twice counts twice, and an empty array meets none. */
function meetsMembers(whole: readonly Value[], part: RegoSet): boolean {
  let missing = part.size;
  return whole.some((item) => {
    if (part.has(item)) missing -= 1;
    return missing === 0;
  });
}

/** Members must be equal, or, where they are collections, contained in turn. */
function isObjectSubset(whole: RegoObject, part: RegoObject): boolean {
  for (const [key, value] of part.pairs()) {
    const other = whole.get(key);
    if (other === undefined || !(equal(other, value) || isSubset(other, value) === true)) return false;
  }
  return true;
}

/** Whether the items of one array stand in the other one after the other. */
function isRun(whole: readonly Value[], part: readonly Value[]): boolean {
  for (let start = 0; start + part.length <= whole.length; start++) {
    if (part.every((item, index) => equal(item, whole[start + index] as Value))) return true;
  }
  return false;
}
