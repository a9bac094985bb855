/** `["name"]`, which is written `.name` where the name is a word. */
import type { Group } from "./brackets.ts";

const keywords = new Set([
  "and",
  "as",
  "contains",
  "default",
  "else",
  "every",
  "false",
  "if",
  "import",
  "in",
  "not",
  "null",
  "or",
  "package",
  "some",
  "true",
  "with",
]);

export function namedStep({ kind, open, inner, close }: Group): string | undefined {
  const [only] = inner;
  if (kind !== "plain" || open.kind !== "[" || inner.length !== 1 || only === undefined || "open" in only) return undefined;
  if (only.kind !== "string" || only.remarks.length > 0 || close.remarks.length > 0 || open.remarks.length > 0) return undefined;
  const name = /^"([A-Za-z_]\w*)"$/.exec(only.text)?.[1];
  return name === undefined || keywords.has(name) ? undefined : name;
}
