/** JSON over several lines, as `json.marshal_with_options` is asked for it. */
import { jsonText } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { Refusal } from "./builtin.ts";

export type Layout = { readonly isPretty: boolean; readonly prefix: string; readonly indent: string };

export function readLayout(options: RegoObject): Layout | Refusal {
  for (const [key, value] of options.pairs()) {
    const kind = key === "pretty" ? "boolean" : key === "indent" || key === "prefix" ? "string" : undefined;
    if (typeof value !== kind)
      return new Refusal(
        "`json.marshal_with_options`: the options are `pretty`, true or false, and the texts `indent` and `prefix`",
        "rego.type",
      );
  }
  const [prefix, indent, pretty] = ["prefix", "indent", "pretty"].map((name) => options.get(name));
  const isPretty = pretty === undefined ? prefix !== undefined || indent !== undefined : pretty === true;
  return { isPretty, prefix: (prefix as string | undefined) ?? "", indent: (indent as string | undefined) ?? "\t" };
}

export function indentedText(value: Value, layout: Layout): string {
  return layout.isPretty ? layout.prefix + shown(value, layout, 0) : jsonText(value);
}

function shown(value: Value, layout: Layout, depth: number): string {
  if (value instanceof RegoSet) return shown(value.sorted(), layout, depth);
  if (Array.isArray(value))
    return lines(
      "[]",
      (value as readonly Value[]).map((item) => shown(item, layout, depth + 1)),
      { ...layout, depth },
    );
  if (!(value instanceof RegoObject)) return jsonText(value);
  const members = value.sortedKeys().map((key) => `${nameText(key)}: ${shown(value.get(key) as Value, layout, depth + 1)}`);
  return lines("{}", members, { ...layout, depth });
}

function nameText(key: Value): string {
  return jsonText(typeof key === "string" ? key : jsonText(key));
}

function lines(brackets: string, items: readonly string[], { prefix, indent, depth }: Layout & { readonly depth: number }): string {
  if (items.length === 0) return brackets;
  const inner = `\n${prefix}${indent.repeat(depth + 1)}`;
  return `${brackets[0]}${inner}${items.join(`,${inner}`)}\n${prefix}${indent.repeat(depth)}${brackets[1]}`;
}
