/** What the fleet counts, as Prometheus reads it: from the state of the moment. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "prom-client";
import { first, kennel, noon, plainTask } from "../../../test/fleet/faults/bench.ts";
import { newDisk } from "../../../test/fleet/simulation/disk.ts";
import { defaultSettings, type Event, type Happening, type Keeper, openKeeper } from "../../fleet/fleet.ts";
import { done } from "../../base/result.ts";
import { fleetMetrics } from "./fleet-metrics.ts";
import type { RunningFleet } from "./running-fleet.ts";
import { spendingOf } from "./spending.ts";

const event = (happening: Happening, steadyMs = 1): Event => ({ version: 1, at: noon, steadyMs, ...happening });

function fleetOn(keeper: Keeper): RunningFleet {
  return {
    state: keeper.state,
    tell: async () => done(undefined),
    journal: () => done([]),
    watch: () => assert.fail("nobody listens here"),
    spending: () => spendingOf(keeper.state()),
    health: () => ({ is: "well" }),
  };
}

test("tasks, sessions, lanes, quotas, money and tokens are told, and follow the state", async () => {
  const keeper = openKeeper(newDisk({ at: () => undefined, isFull: () => false }).store, () => undefined);
  assert.ok(keeper.ok);
  const registry = new Registry();
  const counted = fleetMetrics(registry, fleetOn(keeper.value), () => noon);
  const lines = async (): Promise<readonly string[]> => (await registry.metrics()).split("\n").filter((line) => !line.startsWith("#"));
  const take = (...events: readonly Event[]): void => assert.ok(keeper.value.take(events).ok);

  take(
    event({ is: "daemon-started" }, 0),
    event({ is: "configured", settings: { ...defaultSettings, agent: "collie", adoptMs: 0 } }),
    event({ is: "project-known", project: { ...kennel, worktrees: false } }),
    event({ is: "account-known", account: first }),
    event({ is: "task-arrived", ...plainTask }),
  );
  const session = "s2";
  take(
    event({ is: "session-started", session, process: { pid: 1, startedAt: "x" }, conversation: "c" }, 2),
    event({ is: "turn-moved", session, tool: null, microUsd: 1_500_000, tokens: 700 }, 3),
    event(
      {
        is: "quota-read",
        account: first.id,
        identity: null,
        scope: "all",
        window: "five_hour",
        value: 25,
        unit: "percent",
        resets: null,
        resetsIn: "nothing",
        source: "t",
      },
      4,
    ),
  );
  counted.noted("leased");
  const now = await lines();
  for (const line of [
    'sheepdog_fleet_tasks{state="leased"} 1',
    'sheepdog_fleet_tasks{state="queued"} 0',
    `sheepdog_fleet_sessions{account="${first.id}",phase="starting"} 1`,
    `sheepdog_fleet_used_share{account="${first.id}",scope="all",window="five_hour"} 0.25`,
    `sheepdog_fleet_spent_usd{of="account",id="${first.id}"} 1.5`,
    `sheepdog_fleet_spent_usd{of="project",id="${kennel.id}"} 1.5`,
    `sheepdog_fleet_tokens{of="account",id="${first.id}"} 700`,
    `sheepdog_fleet_tokens{of="project",id="${kennel.id}"} 700`,
    'sheepdog_fleet_notes_total{what="leased"} 1',
  ])
    assert.ok(now.includes(line), `${line}\n\n${now.join("\n")}`);
  assert.deepEqual(spendingOf(keeper.value.state()).tasks.get(plainTask.task), { microUsd: 1_500_000, tokens: 700 });

  take(event({ is: "session-gone", session, exit: 1, proof: "dead" }, 5));
  const later = await lines();
  assert.ok(
    later.includes('sheepdog_fleet_tasks{state="queued"} 1') && !later.some((line) => line.startsWith("sheepdog_fleet_sessions{")),
    later.join("\n"),
  );
  assert.ok(later.includes(`sheepdog_fleet_tokens{of="account",id="${first.id}"} 700`), "what was used stays used");
});
