/** The daemon's log: one line of JSON for each happening, without secrets, for as long as the disk has room. */
import { configureSync, getLogger, type LogRecord } from "@logtape/logtape";
import { canonicalJson, type Json } from "../../base/json.ts";
import { redact, redactId } from "../../proof/ledger/ledger.ts";
import type { Facts, Log } from "./duty.ts";

export type LogLevel = "error" | "warn" | "info";

export type Logging = {
  /** Where a line goes; `false` when it is lost. */
  readonly add: (line: string) => boolean;
  readonly level: () => LogLevel;
  readonly lost: () => void;
};

const ranks = { info: 0, warn: 1, error: 2 } as const;

/** Once for a process: from then on `logOf` speaks to it. */
export function beginLog({ add, level, lost }: Logging): void {
  configureSync({
    reset: true,
    sinks: {
      file: (record) => {
        if (ranks[levelOf(record)] >= ranks[level()] && !add(lineOf(record))) lost();
      },
    },
    loggers: [
      { category: "sheepdog", sinks: ["file"], lowestLevel: "info" },
      { category: ["logtape", "meta"], sinks: ["file"], lowestLevel: "error" },
    ],
  });
}

export function logOf(duty: string): Log {
  const logger = getLogger(["sheepdog", duty]);
  const say = (how: "info" | "warn" | "error") => (what: string, facts?: Facts) => {
    logger[how](what, facts === undefined ? {} : { facts });
  };
  return { info: say("info"), warn: say("warn"), error: say("error") };
}

function levelOf({ level }: LogRecord): LogLevel {
  if (level === "fatal" || level === "error") return "error";
  return level === "warning" ? "warn" : "info";
}

/** What was said is one text: it is not a template, whatever braces it holds. */
function lineOf(record: LogRecord): string {
  const { category, timestamp, rawMessage, properties } = record;
  const what = typeof rawMessage === "string" ? rawMessage : rawMessage.join("");
  const facts = properties["facts"] as Facts | undefined;
  const line: Json = {
    at: new Date(timestamp).toISOString(),
    level: levelOf(record),
    duty: category.at(-1) ?? "",
    what: redact(what),
    ...(facts === undefined ? {} : { facts: withoutSecrets(facts) }),
  };
  return `${canonicalJson(line)}\n`;
}

/** Ids are what a log is searched by, and look random. */
function withoutSecrets(facts: Facts): Json {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      return [name, /(?:^|[a-z])(?:id|task|session|trace|account|project|token)$/i.test(name) ? redactId(value) : redact(value)];
    }),
  );
}
