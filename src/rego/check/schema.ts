/** JSON schemas as types: the part that says what a value looks like. What they demand beyond that holds or not when there is a value. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { any, arrayOf, boolean, either, nothing, number, objectOf, string, tupleOf, type Type } from "./type.ts";

/** Schemas may speak of themselves; as far as this it is followed. */
const deepest = 16;

export function typeOfSchema(schema: Json): Type {
  return typeOf(schema, { root: schema, depth: 0 });
}

type Place = { readonly root: Json; readonly depth: number };

function typeOf(schema: Json | undefined, { root, depth }: Place): Type {
  if (!isMembers(schema) || depth > deepest) return any;
  const place = { root, depth: depth + 1 };
  const pointer = schema["$ref"];
  if (typeof pointer === "string") return typeOf(found(root, pointer), place);
  for (const word of ["anyOf", "oneOf"]) {
    const options = schema[word];
    if (Array.isArray(options)) return either(options.map((option: Json) => typeOf(option, place)));
  }
  // Each of several schemas may add what the others leave open: only what a single one says is certain.
  if (schema["allOf"] !== undefined || schema["if"] !== undefined || schema["patternProperties"] !== undefined) return any;
  const kinds = schema["type"];
  if (Array.isArray(kinds)) return either(kinds.map((kind: Json) => typeOfKind(kind, schema, place)));
  return typeOfKind(kinds ?? guessed(schema), schema, place);
}

function guessed(schema: Members): Json {
  if (schema["properties"] !== undefined) return "object";
  return schema["items"] === undefined ? null : "array";
}

function typeOfKind(kind: Json, schema: Members, place: Place): Type {
  switch (kind) {
    case "object":
      return typeOfObject(schema, place);
    case "array":
      return typeOfArray(schema["items"], place);
    case "string":
      return string;
    case "number":
    case "integer":
      return number;
    case "boolean":
      return boolean;
    case "null":
      return nothing;
    default:
      return any;
  }
}

/** As in OPA, members that are not listed are not there, unless the schema lists none, or says what others are like. */
function typeOfObject({ properties, additionalProperties }: Members, place: Place): Type {
  if (!isMembers(properties)) return objectOf(new Map(), any);
  const fields = Object.entries(properties).map(([name, schema]) => [name, typeOf(schema, place)] as const);
  const rest = isMembers(additionalProperties) ? typeOf(additionalProperties, place) : additionalProperties === true ? any : undefined;
  return objectOf(new Map(fields), rest);
}

function typeOfArray(items: Json | undefined, place: Place): Type {
  return Array.isArray(items) ? tupleOf(items.map((item: Json) => typeOf(item, place))) : arrayOf(typeOf(items, place));
}

/** `#/definitions/user`: the way from the root. Schemas elsewhere are not fetched. */
function found(root: Json, pointer: string): Json | undefined {
  if (!pointer.startsWith("#")) return undefined;
  const steps = pointer.split("/").slice(1);
  return steps.reduce<Json | undefined>((here, step) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    return isMembers(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  }, root);
}
