/** Answers to a query: values and variables, once for each way in which it holds; as OPA shows them. */
import type { Json } from "../../base/json.ts";
import { indentedText, type Layout } from "../builtins/json-layout.ts";
import { jsonOf, jsonText } from "../values/json.ts";
import { RegoObject } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { Expression } from "./query.ts";
import type { Results } from "./evaluator.ts";

export type Shown = {
  /** JSON with every digit of every number, on one line and over several. */
  readonly text: string;
  readonly lines: string;
  readonly value: Json;
};

export type Way = {
  /** One for each expression of the query. */
  readonly values: readonly Shown[];
  readonly bindings: { readonly [name: string]: Shown };
};

export type Answer = {
  readonly expressions: readonly Expression[];
  /** Empty where the query is undefined. */
  readonly ways: readonly Way[];
  readonly steps: number;
  /** The whole as OPA prints it. */
  readonly json: string;
};

const layout: Layout = { isPretty: true, prefix: "", indent: "  " };

export function answerOf({ results, steps }: Results, expressions: readonly Expression[]): Answer {
  const objects = results.filter((result) => result instanceof RegoObject);
  // A single `false` is an answer; among others it is a condition that does not hold.
  const kept =
    expressions.length === 1 ? objects : objects.filter((one) => expressions.every(({ variable }) => one.get(variable ?? "") !== false));
  const ways = kept.map((one) => ({ values: valuesIn(one, expressions), bindings: bindingsIn(one) }));
  const shown = RegoObject.of(kept.length === 0 ? [] : [["result", kept.map((one) => wayOf(one, expressions))]]);
  return {
    expressions,
    ways: ways.map(({ values, bindings }) => ({
      values: values.map(show),
      bindings: Object.fromEntries(bindings.map(([name, value]) => [name, show(value)])),
    })),
    steps,
    json: indentedText(shown, layout),
  };
}

function show(value: Value): Shown {
  return { text: jsonText(value), lines: indentedText(value, layout), value: jsonOf(value) };
}

/** What has no value of its own is true where the query holds. */
function valuesIn(one: RegoObject, expressions: readonly Expression[]): Value[] {
  return expressions.map(({ variable }) => {
    const value = variable === undefined ? undefined : one.get(variable);
    return value === undefined ? true : value;
  });
}

function bindingsIn(one: RegoObject): [name: string, value: Value][] {
  return one.sortedKeys().flatMap((key) => (typeof key === "string" && !key.includes(" ") ? [[key, one.get(key) as Value]] : []));
}

function wayOf(one: RegoObject, expressions: readonly Expression[]): RegoObject {
  const values = valuesIn(one, expressions);
  const shown = expressions.map(({ text, line, column }, index) =>
    RegoObject.of([
      ["value", values[index] as Value],
      ["text", text],
      [
        "location",
        RegoObject.of([
          ["row", line],
          ["col", column],
        ]),
      ],
    ]),
  );
  const bindings = bindingsIn(one);
  return RegoObject.of([["expressions", shown], ...(bindings.length === 0 ? [] : [["bindings", RegoObject.of(bindings)] as const])]);
}
