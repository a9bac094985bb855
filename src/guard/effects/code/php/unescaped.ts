/** Backslashes in PHP's texts, which depend on the quotes around them. */
import { unescaped } from "../unescaped.ts";

export function unescapedPhp(written: string, quote: string): string {
  if (quote === "'") return written.replace(/\\([\\'])/g, "$1");
  const doubled = written.replace(/\\([$`])/g, "$1");
  return unescaped(doubled.replace(/\\(?=[abdgh-mo-qsu-zA-Z](?!\{))(?![nrtvefx])/g, "\\\\"));
}
