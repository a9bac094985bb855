/** The daemon's own doors: how it is, what it counts, what holds, and its end. */
import { createRoute, z } from "@hono/zod-openapi";
import { sentenceOf } from "../../base/fault.ts";
import type { Instant } from "../../base/instant.ts";
import { type Door, door, jsonAs } from "./door.ts";
import type { TcpState } from "./front.ts";
import type { Following } from "./live-settings.ts";
import type { Metrics } from "./metrics.ts";
import type { DutyHealth } from "./roster.ts";

export type Self = {
  readonly engine: string;
  readonly startedAt: Instant;
  readonly process: string;
  readonly settings: Following;
  readonly metrics: Metrics;
  readonly health: () => readonly DutyHealth[];
  readonly stop: () => void;
};

const dutySchema = z.object({ duty: z.string(), is: z.enum(["well", "waiting", "failed"]), about: z.string().nullable() });
const statusSchema = z
  .object({
    engine: z.string(),
    process: z.string(),
    startedAt: z.number(),
    settings: z.string().nullable().openapi({ description: "why the settings files do not count as they are; null when they do" }),
    port: z.number().nullable(),
    duties: z.array(dutySchema),
  })
  .openapi("Status");

type Loopback = ReturnType<TcpState>;
export type Status = z.output<typeof statusSchema>;

export function daemonDoors(self: Self, tcp: TcpState): readonly Door[] {
  return [
    door(createRoute({ method: "get", path: "/v1/status", responses: { 200: jsonAs(statusSchema, "how it is") } }), "viewer", (c) =>
      c.json(statusOf(self, tcp()), 200),
    ),
    door(
      createRoute({
        method: "get",
        path: "/v1/metrics",
        responses: { 200: { description: "counters and gauges", content: { "text/plain": { schema: z.string() } } } },
      }),
      "viewer",
      async (c) => c.text(await self.metrics.text(), 200),
    ),
    door(
      createRoute({ method: "post", path: "/v1/settings/reload", responses: { 200: jsonAs(statusSchema, "how it is with them") } }),
      "human",
      (c) => {
        self.settings.reload();
        return c.json(statusOf(self, tcp()), 200);
      },
    ),
    door(createRoute({ method: "post", path: "/v1/stop", responses: { 202: jsonAs(z.object({}), "it ends") } }), "human", (c) => {
      self.stop();
      return c.json({}, 202);
    }),
  ];
}

function statusOf({ engine, process, startedAt, settings, health }: Self, tcp: Loopback): Status {
  const flaw = settings.fault();
  return {
    engine,
    process,
    startedAt,
    settings: flaw === undefined ? null : sentenceOf(flaw),
    port: tcp.port,
    duties: [...health(), ...loopbackHealth(tcp)].map(({ duty, health: one }) => ({ duty, is: one.is, about: aboutOf(one) })),
  };
}

/** It has no post of its own: it belongs to the front. */
function loopbackHealth({ fault }: Loopback): readonly DutyHealth[] {
  return fault === undefined ? [] : [{ duty: "loopback", health: { is: "failed", fault } }];
}

function aboutOf(health: DutyHealth["health"]): string | null {
  if (health.is === "well") return health.about ?? null;
  return health.is === "waiting" ? health.why : sentenceOf(health.fault);
}
