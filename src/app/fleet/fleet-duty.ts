/** The fleet as a duty of the daemon: begun with its settings, begun anew when its store has failed, and stopped without ending a session. */
import type { Fault } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { steadyMs } from "../../hosts/node/node.ts";
import type { Duty, DutyContext, RunningDuty } from "../daemon/duty.ts";
import type { Channel } from "./channel.ts";
import { fleetDoors } from "./fleet-doors.ts";
import { fleetMetrics } from "./fleet-metrics.ts";
import type { FleetPlan } from "./fleet-plan.ts";
import { type FleetGround, hostFleet } from "./host.ts";
import { planFromSettings } from "./plan-from-settings.ts";
import type { RunningFleet } from "./running-fleet.ts";
import { sessionTokens } from "./session-tokens.ts";
import { telegram } from "./telegram.ts";
import { vaultSecrets } from "./vault-secrets.ts";
import { webhook } from "./webhook.ts";

export const fleetDuty: Duty = { name: "fleet", start: (context) => Promise.resolve(startFleet(context)) };

/** Until the store is opened anew; longer each time would only let sessions wait. */
const reviveMs = 5_000;

function startFleet(context: DutyContext): Result<RunningDuty> {
  const { root, settings, timers, log, metrics, now } = context;
  let timer: unknown;
  const revive = (fault: Fault): void => {
    // Another daemon has it by now, and this one must not take it back.
    if (fault.code !== "store.superseded") timer = timers.start(again, reviveMs);
  };
  const ground = groundOf(context, { onBroken: revive, noted: (what) => counted.noted(what) });
  const first = hostFleet(ground);
  if (!first.ok) return first;
  let hosted = first.value;
  const again = (): void => {
    hosted.stop();
    const next = hostFleet(ground);
    if (next.ok) hosted = next.value;
    else revive(next.fault);
  };
  const fleet = throughout(() => hosted);
  const counted = fleetMetrics(metrics, fleet, now);
  log.info("the fleet is at work", { store: ground.store });
  const unsubscribe = settings.onChange(() => hosted.planned());
  return done({
    doors: fleetDoors({ fleet, root, now, timers }),
    health: () => hosted.health(),
    stop: () => {
      timers.stop(timer);
      unsubscribe();
      hosted.stop();
      return Promise.resolve();
    },
  });
}

/** The same fleet for whoever holds it, also after its store was opened anew. */
function throughout(hosted: () => RunningFleet): RunningFleet {
  return {
    state: () => hosted().state(),
    tell: (happening) => hosted().tell(happening),
    journal: (task) => hosted().journal(task),
    watch: () => hosted().watch(),
    spending: () => hosted().spending(),
    health: () => hosted().health(),
  };
}

function groundOf(context: DutyContext, watching: Pick<FleetGround, "onBroken" | "noted">): FleetGround {
  const { root, around, settings, log, record, now, timers } = context;
  const secretOf = vaultSecrets(around);
  const plan = (): FleetPlan => planFromSettings(settings.now(), around.home);
  const tokens = sessionTokens({ root, now, lifeMs: () => plan().settings.attemptMs });
  return {
    folder: `${root.folder}/fleet`,
    store: `${root.folder}/fleet.sqlite`,
    ledger: root.ledger,
    channels: () =>
      plan().channels.map((one): Channel => (one.is === "webhook" ? webhook(one, { secretOf, now }) : telegram(one, secretOf))),
    ...{ around, plan, secretOf, tokens, record, log, now, steadyMs, timers },
    ...watching,
  };
}
