/** The public conformance cases of OPA, as they lie in the folder handed over with them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BigNumber, numericOf } from "../../src/rego/values/number.ts";
import { RegoObject } from "../../src/rego/values/object.ts";
import type { Value } from "../../src/rego/values/value.ts";

export type Case = {
  readonly note: string;
  readonly query: string;
  readonly modules?: readonly string[];
  readonly data?: unknown;
  readonly input?: unknown;
  /** A term of Rego, where the input is not JSON. */
  readonly input_term?: string;
  readonly want_result?: readonly unknown[];
  readonly want_plan_result?: readonly unknown[];
  readonly want_error_code?: string;
  readonly want_error?: string;
  readonly strict_error?: boolean;
  readonly sort_bindings?: boolean;
  readonly entrypoints: readonly string[];
  readonly plan: unknown;
};

export type Group = { readonly folder: string; readonly cases: readonly Case[] };

const places = ["../shared/opa-conformance/v1"];

/** Nothing where the cases are not at hand. */
export function conformanceGroups(): Group[] {
  const root = places.find((place) => existsSync(place));
  if (root === undefined) return [];
  return readdirSync(root)
    .sort()
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => ({ folder, cases: readCases(join(root, folder, file)) })));
}

function readCases(path: string): readonly Case[] {
  return (readExactly(readFileSync(path, "utf8")) as { readonly cases: readonly Case[] }).cases;
}

/** JSON in which numbers that JavaScript would round are kept as written. */
export function readExactly(text: string): unknown {
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? numericOf(context?.source ?? String(value)) : value;
}

export function valueOfCase(json: unknown): Value {
  if (json === null || typeof json !== "object" || json instanceof BigNumber) return json as Value;
  if (Array.isArray(json)) return json.map(valueOfCase);
  return RegoObject.of(Object.entries(json).map(([key, value]) => [key, valueOfCase(value)]));
}
