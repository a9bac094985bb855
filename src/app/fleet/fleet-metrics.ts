/** What the fleet counts, in the form that Prometheus reads: read from its state whenever somebody asks, so that nothing is counted twice. */
import { Counter, Gauge, type Registry } from "prom-client";
import { rowsOf, viewOf } from "../../fleet/fleet.ts";
import type { RunningFleet } from "./running-fleet.ts";

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };
type Measure = {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: () => readonly Sample[];
};

/** Notes are counted by what they say: `leased`, `done`, `dead`, `limit`, `moved`, `stale-result`, … */
export function fleetMetrics(registry: Registry, fleet: RunningFleet, now: () => number): { readonly noted: (what: string) => void } {
  for (const measure of measuresOf(fleet, now)) gauge(registry, measure);
  const notes = new Counter({
    name: "sheepdog_fleet_notes_total",
    help: "what was noted of tasks and accounts, by what it was",
    labelNames: ["what"],
    registers: [registry],
  });
  return { noted: (what) => notes.inc({ what }) };
}

function gauge(registry: Registry, { name, help, labels, samples }: Measure): void {
  // Registered by being made.
  void new Gauge({
    name: `sheepdog_fleet_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels: of, value } of samples()) this.set(of, value);
    },
  });
}

function measuresOf(fleet: RunningFleet, now: () => number): readonly Measure[] {
  const view = (): ReturnType<typeof viewOf> => viewOf(fleet.state(), now());
  return [
    {
      name: "tasks",
      help: "tasks at hand, by state",
      labels: ["state"],
      samples: () => Object.entries(view().tasks).map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: "oldest_waiting_seconds",
      help: "age of the oldest task that waits",
      labels: [],
      samples: () => single(view().oldestWaitingMs / 1_000),
    },
    { name: "unanswered_orders", help: "orders that no host has answered yet", labels: [], samples: () => single(view().unanswered) },
    { name: "incidents", help: "what a person should know and is not over", labels: [], samples: () => single(view().incidents.length) },
    { name: "sessions", help: "sessions, by account and phase", labels: ["account", "phase"], samples: () => sessionSamples(fleet) },
    {
      name: "lane",
      help: "1 for the state of each account and scope",
      labels: ["account", "scope", "state"],
      samples: () => laneSamples(view()),
    },
    {
      name: "used_share",
      help: "used share of a window of a quota, 0 to 1; what is not fresh is left out",
      labels: ["account", "scope", "window"],
      samples: () => readingSamples(view()),
    },
    {
      name: "spent_usd",
      help: "money spent, by account or project",
      labels: ["of", "id"],
      samples: () => costSamples(fleet, "microUsd", 1e-6),
    },
    {
      name: "tokens",
      help: "tokens used by the tasks at hand, by account or project",
      labels: ["of", "id"],
      samples: () => costSamples(fleet, "tokens", 1),
    },
  ];
}

function single(value: number): readonly Sample[] {
  return [{ labels: {}, value }];
}

function sessionSamples(fleet: RunningFleet): readonly Sample[] {
  const counts = new Map<string, Sample>();
  for (const session of rowsOf(fleet.state().sessions)) {
    const labels = { account: session.account, phase: session.kind === "human" ? "human" : session.phase };
    const key = `${labels.account} ${labels.phase}`;
    counts.set(key, { labels, value: (counts.get(key)?.value ?? 0) + 1 });
  }
  return [...counts.values()];
}

function laneSamples({ accounts }: ReturnType<typeof viewOf>): readonly Sample[] {
  return accounts.flatMap(({ lanes }) =>
    lanes.map(({ account, scope, state }) => ({ labels: { account, scope, state: state.is }, value: 1 })),
  );
}

function readingSamples({ accounts }: ReturnType<typeof viewOf>): readonly Sample[] {
  const fresh = accounts.flatMap(({ readings }) => readings.filter(({ stale }) => !stale));
  return fresh.map(({ reading: { account, scope, window, usedShare } }) => ({ labels: { account, scope, window }, value: usedShare }));
}

function costSamples(fleet: RunningFleet, kind: "microUsd" | "tokens", unit: number): readonly Sample[] {
  const { accounts, projects } = fleet.spending();
  return [
    ...[...accounts].map(([id, cost]) => ({ labels: { of: "account", id }, value: cost[kind] * unit })),
    ...[...projects].map(([id, cost]) => ({ labels: { of: "project", id }, value: cost[kind] * unit })),
  ];
}
