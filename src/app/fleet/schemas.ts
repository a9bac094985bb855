/** Schemas of what the fleet's doors take and give: the OpenAPI document is made of them, and whatever does not fit does not come in. */
import { z } from "@hono/zod-openapi";
import type { Json } from "../../base/json.ts";
import type { FailoverPlan } from "./failover-plan.ts";
import type { AccountView, FleetSummary, SessionView, TaskView, TaskWhole } from "./views.ts";

const id = z.string().min(1).max(200);
const instant = z.number().int().min(0).max(8.64e15);
const micro = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const priority = z.enum(["critical", "high", "default", "low"]);

export const idParameter = z.object({ id: id.openapi({ param: { name: "id", in: "path" } }) });

export const taskSearch = z.object({
  state: z.enum(["any", "open", "queued", "leased", "parked", "held", "done", "dead", "cancelled"]).optional(),
  project: id.optional(),
  most: z.coerce.number().int().min(1).max(500).optional(),
});

/** The id is made by whoever asks, so that asking again after a lost answer is no second task. */
export const newTask = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{7,63}$/),
    project: id,
    title: z.string().min(1).max(500),
    text: z.string().min(1).max(1_000_000),
    priority: priority.default("default"),
    key: id.nullable().default(null),
    after: z.array(id).max(100).default([]),
    notBefore: instant.nullable().default(null),
    deadline: instant.nullable().default(null),
    scope: id.default("all"),
    affinity: id.nullable().default(null),
    budgetMicroUsd: micro.default(0),
    giver: z.literal("agent").optional().openapi({ description: "take me for an agent of this project, whatever else I may do" }),
  })
  .openapi("NewTask");

export const taskSchema = z
  .object({
    id,
    title: z.string(),
    project: z.string(),
    state: z.enum(["queued", "leased", "parked", "held", "done", "dead", "cancelled"]),
    priority,
    code: z.string(),
    why: z.string(),
    session: z.string().nullable(),
    account: z.string().nullable(),
    burned: z.number(),
    started: z.number(),
    microUsd: z.number(),
    tokens: z.number(),
    arrivedAt: z.number(),
    endedAt: z.number().nullable(),
  })
  .openapi("Task") satisfies z.ZodType<TaskView>;

const attempt = z.object({
  fence: z.number(),
  session: z.string(),
  account: z.string(),
  beganAt: z.number(),
  endedAt: z.number(),
  end: z.string(),
  burned: z.boolean(),
  microUsd: z.number(),
  tokens: z.number(),
});

export const taskWhole = z
  .object({
    ...taskSchema.shape,
    text: z.string(),
    report: z.string().nullable(),
    givenBy: z.string(),
    door: z.enum(["inbox", "cli", "http", "agent"]),
    key: z.string().nullable(),
    after: z.array(z.string()),
    notBefore: z.number().nullable(),
    deadline: z.number().nullable(),
    scope: z.string(),
    affinity: z.string().nullable(),
    budgetMicroUsd: z.number(),
    conversation: z.string().nullable(),
    folder: z.string().nullable(),
    branch: z.string().nullable(),
    attempts: z.array(attempt),
  })
  .openapi("WholeTask") satisfies z.ZodType<TaskWhole>;

export const noteSchema = z
  .object({ task: z.string(), at: z.number(), fence: z.number(), what: z.string(), detail: z.string() })
  .openapi("Note");

export const sessionSchema = z
  .object({
    id,
    kind: z.enum(["worker", "human"]),
    slot: z.number().nullable(),
    task: z.string().nullable(),
    project: z.string().nullable(),
    account: z.string(),
    doing: z.string(),
    beganAt: z.number().nullable(),
    microUsd: z.number(),
    tokens: z.number(),
  })
  .openapi("Session") satisfies z.ZodType<SessionView>;

const until = z.union([z.number(), z.literal("unknown")]);
const lane = z.object({ scope: z.string(), state: z.string(), until: until.nullable(), atOnce: z.number() });
const quota = z.object({
  scope: z.string(),
  window: z.string(),
  usedShare: z.number(),
  stale: z.boolean(),
  resetsAt: until,
  fullInMs: z.tuple([z.number(), z.number()]).nullable(),
});

export const accountSchema = z
  .object({
    id,
    kind: z.enum(["subscription", "metered"]),
    health: z.enum(["unknown", "good", "signed-out", "on-hold", "unpaid", "unreachable"]),
    held: z.string().nullable(),
    draining: z.boolean(),
    sessions: z.number(),
    most: z.number(),
    spentMicroUsd: z.number(),
    budgetMicroUsd: z.number(),
    lanes: z.array(lane),
    quotas: z.array(quota),
  })
  .openapi("Account") satisfies z.ZodType<AccountView>;

export const summarySchema = z
  .object({
    paused: z.string().nullable(),
    diskFull: z.boolean(),
    movingAcknowledgedBy: z.string().nullable(),
    tasks: z.object({
      queued: z.number(),
      leased: z.number(),
      parked: z.number(),
      held: z.number(),
      done: z.number(),
      dead: z.number(),
      cancelled: z.number(),
    }),
    oldestWaitingMs: z.number(),
    sessions: z.number(),
    unanswered: z.number(),
    incidents: z.array(z.string()),
  })
  .openapi("Fleet") satisfies z.ZodType<FleetSummary>;

export const failoverSchema = z
  .object({
    account: z.string(),
    moves: z.array(z.object({ task: z.string(), session: z.string(), to: z.string().nullable(), why: z.string() })),
  })
  .openapi("FailoverPlan") satisfies z.ZodType<FailoverPlan>;

export const tasksAnswer = z.object({ tasks: z.array(taskSchema) });
export const sessionsAnswer = z.object({ sessions: z.array(sessionSchema) });
export const accountsAnswer = z.object({ accounts: z.array(accountSchema) });
export const notesAnswer = z.object({ notes: z.array(noteSchema) });

/** What whoever asked has from a door that changed something. */
export const takenAnswer = z.object({ taken: z.literal(true) });

export const faultAnswer = z
  .object({ fault: z.object({ code: z.string(), what: z.string(), follows: z.string().optional(), todo: z.string().optional() }) })
  .openapi("Refusal");

export function readAnswer<S extends z.ZodType>(schema: S, json: Json): z.output<S> | undefined {
  const read = schema.safeParse(json);
  return read.success ? read.data : undefined;
}
