/** Changes one setting in its file and leaves every other byte as it is: people's comments and order are theirs. */
import { isMap, isScalar, LineCounter, parseDocument, stringify } from "yaml";
import { canonicalJson, type Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { type LayerText, readLayer, type Said } from "./layer.ts";
import { faultOf } from "./compiling.ts";
import { pairAt } from "./yaml-tree.ts";

export type Change = { readonly path: readonly string[]; readonly value: Json };

/** The new text; it was read again, and says what it said before and this. */
export function withSetting(before: LayerText, change: Change): Result<string> {
  const text = changed(before.text, change);
  const [was, is] = [readLayer(before), readLayer({ ...before, text: text ?? before.text })];
  if (is.layer === undefined) return fail(faultOf(is.flaws));
  const others = (said: readonly Said[]): string =>
    canonicalJson(said.filter(({ path }) => nameOf(path) !== nameOf(change.path)).map(plain));
  const now = is.layer.said.find(({ path }) => nameOf(path) === nameOf(change.path));
  const kept = was.layer !== undefined && others(was.layer.said) === others(is.layer.said);
  return text !== undefined && kept && canonicalJson(now?.written ?? null) === canonicalJson(change.value)
    ? done(text)
    : fail(unchangeable(change));
}

function nameOf(path: readonly string[]): string {
  return path.join(".");
}

function plain({ path, written }: Said): Json {
  return [nameOf(path), written];
}

function unchangeable({ path }: Change): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "settings.unchangeable",
    what: `\`${nameOf(path)}\` is written in a way that cannot be changed by itself`,
    follows: "the file was left as it is",
    todo: "change it with `sheepdog config edit`",
  };
}

function changed(text: string, { path, value }: Change): string | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const written = stringify(value, { lineWidth: 0 }).trim();
  const there = pairAt(document, path)?.value;
  if (isScalar(there) && there.range)
    return `${text.slice(0, there.range[0])}${padded(text, there.range[0], written)}${text.slice(there.range[1])}`;
  const depth = path.findLastIndex((_name, at) => pairAt(document, path.slice(0, at + 1)) !== undefined) + 1;
  if (depth === path.length) return undefined;
  const around = depth === 0 ? undefined : pairAt(document, path.slice(0, depth));
  if (around === undefined) return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${below(path, written, 0)}`;
  const { key, value: inner } = around;
  if (key.range === undefined || key.range === null || (isMap(inner) && inner.flow === true)) return undefined;
  const end = text.indexOf("\n", key.range[1]);
  const [head, tail] = end === -1 ? [`${text}\n`, ""] : [text.slice(0, end + 1), text.slice(end + 1)];
  const [first] = isMap(inner) ? inner.items : [];
  const column = isScalar(first?.key) && first.key.range ? lines.linePos(first.key.range[0]).col - 1 : lines.linePos(key.range[0]).col + 1;
  return `${head}${below(path.slice(depth), written, column)}${tail}`;
}

/** A value that was not there, as in `key:`, begins right behind the colon. */
function padded(text: string, at: number, written: string): string {
  return text[at - 1] === ":" ? ` ${written}` : written;
}

function below(path: readonly string[], written: string, column: number): string {
  return path.map((name, at) => `${" ".repeat(column + 2 * at)}${name}:${at === path.length - 1 ? ` ${written}` : ""}\n`).join("");
}
