/** Points in time as people give them: a date, or how long ago. */
import type { Instant } from "../../base/instant.ts";

/** `7d`, `12h`, `30m`, `2026-11-01` or `2026-11-01T10:00Z`; without a zone it is UTC. Undefined for anything else. */
export function momentFrom(text: string, now: Instant): Instant | undefined {
  const [, many, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (many !== undefined && unit !== undefined) return now - Number(many) * (unitMs[unit] ?? 0);
  const [, date, time = "T00:00", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(?:([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const at = new Date(`${date}${time.replace(" ", "T")}${zone}`).getTime();
  return Number.isNaN(at) ? undefined : at;
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
