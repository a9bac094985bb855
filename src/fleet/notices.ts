/** Notices: one message for each incident, however often it happens; in the quiet hours alarms alone. The outbox sends them. */
import type { Draft } from "./draft.ts";
import type { Incident } from "./incident.ts";
import type { Urgency } from "./order.ts";

export type Telling = { readonly id: string; readonly text: string; readonly urgency: Urgency };

export function tell(draft: Draft, telling: Telling): void {
  const known = draft.get("incidents", telling.id);
  if (known !== undefined) {
    draft.put("incidents", { ...known, lastAt: draft.at, count: known.count + 1 });
    return;
  }
  const incident: Incident = { ...telling, openedAt: draft.at, lastAt: draft.at, count: 1, told: false };
  draft.put("incidents", incident);
  sendIfAllowed(draft, incident);
}

/** It is over: the next time is a new incident. */
export function resolve(draft: Draft, id: string): void {
  draft.drop("incidents", id);
}

const forgottenMs = 86_400_000;

/** With the clock: what waited for the end of the quiet hours is sent, what has not happened for a day is over. */
export function tendIncidents(draft: Draft): void {
  for (const incident of draft.rows("incidents")) {
    if (!incident.told) sendIfAllowed(draft, incident);
    else if (draft.at - incident.lastAt > forgottenMs) draft.drop("incidents", incident.id);
  }
}

function sendIfAllowed(draft: Draft, incident: Incident): void {
  if (incident.urgency !== "alarm" && isQuiet(draft)) return;
  draft.order({ do: "notify", incident: incident.id, text: incident.text, urgency: incident.urgency, at: incident.openedAt });
  draft.put("incidents", { ...incident, told: true });
}

const dayMinutes = 1440;

/** From 22:00 to 07:00 goes past midnight. */
export function isQuiet({ at, settings }: Pick<Draft, "at" | "settings">): boolean {
  const { quiet } = settings();
  if (quiet === null) return false;
  const minute = Math.floor(at / 60_000) % dayMinutes;
  const { fromMinute, toMinute } = quiet;
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}
