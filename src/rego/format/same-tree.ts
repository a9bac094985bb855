/** Whether two modules say the same, wherever it stands in their texts. */
import type { Module } from "../syntax/tree.ts";
import { BigNumber } from "../values/number.ts";

export function isSameTree(one: Module, other: Module): boolean {
  return shapeOf(one) === shapeOf(other);
}

/** A head says the same with `=` as with `:=`. Wildcards are numbered in the order in which they were read, and some text is read more than once. */
function shapeOf(module: Module): string {
  const wildcards = new Map<string, string>();
  return JSON.stringify(module, (key, value: unknown) => {
    if (key === "at" || key === "about" || key === "isAssigned") return undefined;
    if (value instanceof BigNumber) return { number: value.text };
    if (key !== "name" || typeof value !== "string" || !/^_\d+$/.test(value)) return value;
    if (!wildcards.has(value)) wildcards.set(value, `_ ${wildcards.size}`);
    return wildcards.get(value);
  });
}
