/** Entries as OpenTelemetry logs: the body of a request of OTLP over HTTP, in JSON (`POST /v1/logs`). */
import { canonicalJson, type Json } from "../../../base/json.ts";
import type { Members } from "../../../base/read.ts";
import { aboutOf, verdictOf, wordOf } from "../entry-text.ts";
import { nanoseconds } from "./loki-text.ts";

export function otlpText(entries: readonly Members[]): string {
  const scopeLogs = [{ scope: { name: "sheepdog.ledger" }, logRecords: entries.map(logRecord) }];
  const resource = { attributes: [attribute("service.name", "sheepdog")] };
  return `${JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] })}\n`;
}

function logRecord(entry: Members): Json {
  const { number, text } = severityOf(verdictOf(entry));
  return {
    timeUnixNano: nanoseconds(entry),
    severityNumber: number,
    severityText: text,
    eventName: `sheepdog.${wordOf(entry, "is")}`,
    body: { stringValue: aboutOf(entry) },
    attributes: Object.keys(entry)
      .filter((name) => !leftOut.includes(name))
      .map((name) => attribute(`sheepdog.${name}`, entry[name] ?? null)),
  };
}

/** What stands elsewhere in the record. */
const leftOut = ["at", "is", "text"];

function attribute(key: string, value: Json): Json {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
    return { key, value: { arrayValue: { values: value.map((one) => ({ stringValue: one })) } } };
  }
  if (typeof value === "number" && Number.isSafeInteger(value)) return { key, value: { intValue: String(value) } };
  return { key, value: { stringValue: typeof value === "string" ? value : canonicalJson(value) } };
}

/** Numbers of the log data model: 9 is INFO, 13 WARN, 17 ERROR. */
function severityOf(verdict: string): { readonly number: number; readonly text: string } {
  switch (verdict) {
    case "deny":
    case "refused":
      return { number: 17, text: "ERROR" };
    case "ask":
    case "warn":
      return { number: 13, text: "WARN" };
    default:
      return { number: 9, text: "INFO" };
  }
}
