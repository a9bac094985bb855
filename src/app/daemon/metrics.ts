/** What the daemon counts of itself, in the form that Prometheus reads. */
import { Counter, Gauge, Registry } from "prom-client";
import type { DutyHealth } from "./roster.ts";

export type Metrics = {
  /** A new one for each time that a duty begins: what it counted before it fell is gone with it. */
  readonly registryFor: (duty: string) => Registry;
  readonly text: () => Promise<string>;
  readonly requested: (door: string, status: number) => void;
  readonly lineLost: () => void;
  readonly rang: () => void;
};

/** `health` is asked whenever somebody reads. */
export function metricsOf(health: () => readonly DutyHealth[]): Metrics {
  const registry = new Registry();
  const ofDuties = new Map<string, Registry>();
  const registers = [registry];
  const requests = new Counter({
    name: "sheepdog_http_requests_total",
    help: "requests that got past the gate, by door and status",
    labelNames: ["door", "status"],
    registers,
  });
  const lost = new Counter({ name: "sheepdog_log_lines_lost_total", help: "log lines that could not be written", registers });
  const news = new Counter({ name: "sheepdog_news_total", help: "calls that hooks told of", registers });
  // Registered by being made.
  void new Gauge({
    name: "sheepdog_duty_health",
    help: "1 well, 0.5 waiting, 0 failed",
    labelNames: ["duty"],
    registers,
    collect() {
      for (const one of health()) this.set({ duty: one.duty }, levels[one.health.is]);
    },
  });
  return {
    registryFor: (duty) => {
      const fresh = new Registry();
      ofDuties.set(duty, fresh);
      return fresh;
    },
    text: () => Registry.merge([registry, ...ofDuties.values()]).metrics(),
    requested: (door, status) => requests.inc({ door, status: String(status) }),
    lineLost: () => lost.inc(),
    rang: () => news.inc(),
  };
}

const levels = { well: 1, waiting: 0.5, failed: 0 } as const;
