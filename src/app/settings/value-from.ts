/** A value as somebody writes it on a command line: the text itself where the setting takes texts, else what YAML makes of it. */
import { parse } from "yaml";
import type { Json } from "../../base/json.ts";
import { placeAt } from "./schema-walk.ts";

export function valueFrom(path: readonly string[], text: string): Json {
  const place = placeAt(path);
  const takes = (value: Json): boolean => place?.is === "setting" && place.schema.safeParse(value).success;
  const read = yamlOf(text);
  return read !== undefined && takes(read) ? read : text;
}

function yamlOf(text: string): Json | undefined {
  try {
    return parse(text, { version: "1.2", schema: "core", maxAliasCount: 0 }) as Json;
  } catch {
    // Then it can only be meant as it stands.
    return undefined;
  }
}
