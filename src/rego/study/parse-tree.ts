/** The tree of a policy as JSON, with the line and column of everything in it. */
import type { Json } from "../../base/json.ts";
import { parseModule } from "../syntax/module.ts";
import { faultIn, placeIn, type RegoFault, type Source } from "../syntax/source.ts";
import type { Dialect } from "../syntax/tree.ts";
import { jsonOf } from "../values/json.ts";
import type { Value } from "../values/value.ts";

export type ParsedTree = { readonly ok: true; readonly tree: Json } | { readonly ok: false; readonly fault: RegoFault };

export function parseTree(source: Source, dialect: Dialect = "v1"): ParsedTree {
  const parsed = parseModule(source.text, dialect);
  if (!parsed.ok) return { ok: false, fault: faultIn(source, parsed.flaw) };
  return { ok: true, tree: treeJson(source, parsed.value) };
}

/** The tree holds nothing but lists, plain objects and the values of constants. */
function treeJson(source: Source, node: unknown): Json {
  if (Array.isArray(node)) return node.map((item) => treeJson(source, item));
  if (typeof node !== "object" || node === null) return (node ?? null) as Json;
  const members: [string, Json][] = [];
  for (const [name, value] of Object.entries(node)) {
    if (value === undefined) continue;
    if (name === "at" || name === "about") members.push([name, placeIn(source, value as number)]);
    else if (name === "says") members.push([name, value as Json]);
    else if (isConstant(node, name)) members.push([name, jsonOf(value as Value)]);
    else members.push([name, treeJson(source, value)]);
  }
  return Object.fromEntries(members);
}

function isConstant(node: object, name: string): boolean {
  return name === "value" && "is" in node && node.is === "constant";
}
