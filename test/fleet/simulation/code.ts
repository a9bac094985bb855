/** The fleet's code as a simulation runs it: the one in the house, or another in which somebody has made a mistake. */
import { eventVersion } from "../../../src/fleet/event.ts";
import { openKeeper } from "../../../src/fleet/keeper.ts";
import { emptyState } from "../../../src/fleet/state.ts";
import { step } from "../../../src/fleet/step.ts";
import { why } from "../../../src/fleet/why.ts";

export type FleetCode = {
  readonly eventVersion: typeof eventVersion;
  readonly openKeeper: typeof openKeeper;
  readonly emptyState: typeof emptyState;
  readonly step: typeof step;
  readonly why: typeof why;
};

export const ourFleet: FleetCode = { eventVersion, openKeeper, emptyState, step, why };
