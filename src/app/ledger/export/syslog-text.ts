/** Entries as lines of syslog (RFC 5424): what a filter asks for is structured data, what a person reads is the message. */
import type { Members } from "../../../base/read.ts";
import { aboutOf, verdictOf, wordOf } from "../entry-text.ts";
import { instantText } from "../instant-text.ts";

export function syslogText(entries: readonly Members[]): string {
  return entries.map((entry) => `${lineOf(entry)}\n`).join("");
}

/** Facility "log audit". */
const facility = 13;
/** The number that RFC 5612 sets aside for whoever has none. */
const enterprise = 32_473;
const mostMessage = 1_024;

function lineOf(entry: Members): string {
  const priority = facility * 8 + severityOf(verdictOf(entry));
  const rules = Array.isArray(entry["rules"]) ? entry["rules"].join(",") : "";
  const fields = {
    agent: wordOf(entry, "agent"),
    verdict: verdictOf(entry),
    rules,
    session: wordOf(entry, "session"),
    cwd: wordOf(entry, "cwd"),
  };
  const data = Object.entries(fields)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ` ${name}="${onOneLine(value).replace(/[\\"\]]/g, "\\$&")}"`);
  const message = onOneLine(aboutOf(entry)).slice(0, mostMessage);
  return `<${priority}>1 ${instantText(Number(entry["at"]))} - sheepdog - ${wordOf(entry, "is") || "-"} [sheepdog@${enterprise}${data.join("")}] ${message}`;
}

function onOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

/** 3 is an error, 4 a warning, 6 information. */
function severityOf(verdict: string): number {
  switch (verdict) {
    case "deny":
    case "refused":
      return 3;
    case "ask":
    case "warn":
      return 4;
    default:
      return 6;
  }
}
