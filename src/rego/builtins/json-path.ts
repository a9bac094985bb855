/** Paths into documents: JSON pointers, or arrays of keys. */
import type { Value } from "../values/value.ts";
import { Refusal } from "./builtin.ts";

export type Path = readonly Value[];

export function pathOf(written: Value): Path | Refusal {
  if (Array.isArray(written)) return written as readonly Value[];
  if (typeof written !== "string") return new Refusal("a path is a text with slashes, or an array of keys", "rego.type");
  if (written === "") return [];
  return written
    .replace(/^\/+/, "")
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
