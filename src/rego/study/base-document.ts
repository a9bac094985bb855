/** The base document, put together from files of JSON. */
import { done, fail, type Result } from "../../base/result.ts";
import { merge } from "../run/documents.ts";
import { RegoObject } from "../values/object.ts";
import { valueOfText } from "../values/read-json.ts";
import type { Value } from "../values/value.ts";

/** A document and where it belongs below `data`. */
export type Placed = { readonly file: string; readonly path: readonly string[]; readonly text: string };

export function baseDocument(placed: readonly Placed[]): Result<Value> {
  let document: Value = new RegoObject();
  for (const { file, path, text } of placed) {
    const value = valueOfText(text);
    if (value === undefined) return fail({ code: "rego.data", what: `\`${file}\` is not JSON, or nested too deeply` });
    if (path.length === 0 && !(value instanceof RegoObject))
      return fail({
        code: "rego.data",
        what: `\`${file}\` holds no object`,
        follows: "it has no place below `data`",
        todo: "put it into a folder",
      });
    const whole = path.reduceRight<Value>((inner, name) => RegoObject.of([[name, inner]]), value);
    const clash = clashOf(document, whole);
    if (clash !== undefined)
      return fail({ code: "rego.data", what: `\`${file}\` and another file both say what \`data.${clash.join(".")}\` is` });
    document = merge(document, whole);
  }
  return done(document);
}

/** A path at which both have a value and one of them is no object. */
function clashOf(one: Value, other: Value): readonly string[] | undefined {
  if (!(one instanceof RegoObject) || !(other instanceof RegoObject)) return [];
  for (const [key, value] of other.pairs()) {
    const before = one.get(key);
    const clash = before === undefined ? undefined : clashOf(before, value);
    if (clash !== undefined) return [String(key), ...clash];
  }
  return undefined;
}
