/** The built-ins for globs. */
import { builtin, wrongItem, type Builtin } from "./builtin.ts";
import type { Value } from "../values/value.ts";
import { globPattern } from "./glob.ts";

export const globs: readonly Builtin[] = [
  builtin("glob.match", ["string", "null|array", "string"], ([pattern, delimiters, text]: readonly [string, null | readonly Value[], string]) => {
    const wrong = delimiters?.find((one) => typeof one !== "string");
    if (wrong !== undefined) return wrongItem("glob.match", wrong, "strings only");
    const separators = delimiters === null ? "" : delimiters.length === 0 ? "." : delimiters.join("");
    return globPattern(pattern, separators).test(text);
  }),
  builtin("glob.quote_meta", ["string"], ([pattern]: readonly [string]) => pattern.replace(/[*?\\[\]{}]/g, "\\$&")),
];
