/** Reads a whole number that is not negative, as sizes and places are. */
import type { Reader } from "../../base/read.ts";
import { done, fail } from "../../base/result.ts";

export const wholeNumber: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not a whole number` });
