/** Entries as the body of a push to Loki (`POST /loki/api/v1/push`): few labels, so that there are few streams; the entry itself is the line. */
import { canonicalJson } from "../../../base/json.ts";
import type { Members } from "../../../base/read.ts";
import { verdictOf, wordOf } from "../entry-text.ts";

export function lokiText(entries: readonly Members[]): string {
  const streams = new Map<string, Stream>();
  for (const entry of entries) {
    const stream = { job: "sheepdog", kind: wordOf(entry, "is"), agent: wordOf(entry, "agent") || "none", verdict: verdictOf(entry) };
    const name = canonicalJson(stream);
    const known: Stream = streams.get(name) ?? { stream, values: [] };
    streams.set(name, known);
    known.values.push([nanoseconds(entry), canonicalJson(entry)]);
  }
  return `${JSON.stringify({ streams: [...streams.values()] })}\n`;
}

type Stream = { readonly stream: Members; readonly values: [string, string][] };

/** As text: a number of JSON is too small for it. */
export function nanoseconds(entry: Members): string {
  const at = entry["at"];
  return `${typeof at === "number" && Number.isSafeInteger(at) && at > 0 ? at : 0}000000`;
}
