/** When something happened, as a transcript tells it: `2026-11-20T15:45:35.096Z`. */
import type { Instant } from "../base/instant.ts";
import type { Json } from "../base/json.ts";

/** Nothing where it is not told, or not in this form. */
export function toldAt(timestamp: Json | undefined): { readonly at?: Instant } {
  const at = typeof timestamp === "string" ? new Date(timestamp).getTime() : Number.NaN;
  return Number.isNaN(at) ? {} : { at };
}
