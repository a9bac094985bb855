/** Incident: something that a person should know once, however often it happens, and again only when it is over. */
import type { Instant } from "../base/instant.ts";
import type { Urgency } from "./order.ts";

/** Its id is `kind:about`. */
export type Incident = {
  readonly id: string;
  readonly text: string;
  readonly urgency: Urgency;
  readonly openedAt: Instant;
  readonly lastAt: Instant;
  readonly count: number;
  /** Told to people, or still waiting for the end of the quiet hours. */
  readonly told: boolean;
};
