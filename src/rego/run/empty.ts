/** Collections that nothing was put into yet: all start as these, and most rules never get further. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";

/** Never written to: who puts something in makes one of its own. */
export const emptyArray: readonly Value[] = [];
export const emptyObject = new RegoObject();
export const emptySet = new RegoSet();

/** By the statement that asks for one. */
export const empties = { "make-array": emptyArray, "make-object": emptyObject, "make-set": emptySet } as const;
