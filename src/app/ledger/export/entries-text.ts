/** Entries in the forms that other systems take. */
import { canonicalJson } from "../../../base/json.ts";
import type { Members } from "../../../base/read.ts";
import { entryText } from "../entry-text.ts";
import { lokiText } from "./loki-text.ts";
import { otlpText } from "./otlp-text.ts";
import { syslogText } from "./syslog-text.ts";

export const entryFormats = ["text", "jsonl", "loki", "otlp", "syslog"] as const;
export type EntryFormat = (typeof entryFormats)[number];

export function entriesText(entries: readonly Members[], format: EntryFormat): string {
  switch (format) {
    case "text":
      return entries.map((entry) => `${entryText(entry)}\n`).join("");
    case "jsonl":
      return entries.map((entry) => `${canonicalJson(entry)}\n`).join("");
    case "loki":
      return lokiText(entries);
    case "otlp":
      return otlpText(entries);
    case "syslog":
      return syslogText(entries);
  }
}
