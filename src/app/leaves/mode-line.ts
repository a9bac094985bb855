/** The mode of a pane in one line, for status lines and for people who ask: `read`, or `write` and until when. */
import { once } from "../../base/once.ts";
import { statementsAtHand, type StatementPlace } from "./statements-at-hand.ts";
import { writingAt } from "./writing.ts";

export function modeLine(place: StatementPlace): string {
  const signed = writingAt(statementsAtHand(place), { session: undefined, pane: once(place.host.pane) });
  if (signed === undefined) return "read";
  const { until } = signed.statement;
  return until === null ? "write" : `write until ${new Date(until).toISOString().slice(0, 16)}Z`;
}
