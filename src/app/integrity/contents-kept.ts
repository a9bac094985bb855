/** What the signed files held, kept by hash, so that it can be shown and put back. */
import { done, fail, type Result } from "../../base/result.ts";
import { contentNow, hashOf, isThere, keepContent } from "../../hosts/node/node.ts";
import type { SignedEntry } from "../../proof/integrity/integrity.ts";

/** Programs are larger; `init` puts those back. */
const mostBytes = 4 * 1024 * 1024;

/** The paths whose content was too large to be kept. */
export function keepContents(store: string, entries: readonly SignedEntry[]): Result<readonly string[]> {
  const notKept: string[] = [];
  for (const { path, state } of entries) {
    if (state.kind !== "file" && state.kind !== "member") continue;
    if (isThere(`${store}/${state.sha256}`)) continue;
    if (state.kind === "file" && state.bytes > mostBytes) {
      notKept.push(path);
      continue;
    }
    const content = contentNow(path);
    if (content === null || hashOf(content) !== state.sha256) return fail(changing(path));
    const kept = keepContent(store, content);
    if (!kept.ok) return kept;
  }
  return done(notKept);
}

function changing(path: string): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "integrity.changing",
    what: `\`${path}\` changed while it was being signed`,
    follows: "nothing was signed",
    todo: "wait until nobody writes there, then run this again",
  };
}
