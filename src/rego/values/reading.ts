/** Input as values: what no rule looks at is never turned into one. */
import type { Json } from "../../base/json.ts";
import { deepestValue } from "./json.ts";
import { numericOfDouble } from "./number.ts";
import { RegoObject, type Given, type Reading } from "./object.ts";
import type { Value } from "./value.ts";

export class InputReading implements Reading {
  /** Somebody looked further into the input than values may be nested. Whatever was found there, there is no answer. */
  isTooDeep = false;

  readonly valueOf = (json: Json, depth: number): Value => {
    if (json === null || typeof json === "string" || typeof json === "boolean") return json;
    if (typeof json === "number") return numericOfDouble(json);
    if (depth >= deepestValue) {
      this.isTooDeep = true;
      return null;
    }
    if (!Array.isArray(json)) return RegoObject.given(json as Given, this, depth);
    const values: Value[] = [];
    for (let index = 0; index < json.length; index++) values.push(this.valueOf(json[index] as Json, depth + 1));
    return values;
  };
}
