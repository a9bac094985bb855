/** The doors by which the fleet is looked at: whoever has any token may. */
import { createRoute, type z } from "@hono/zod-openapi";
import { type Door, door } from "../daemon/door.ts";
import { json, none, nothing } from "./door-answers.ts";
import { failoverPlan } from "./failover-plan.ts";
import type { DoorGround } from "./fleet-doors.ts";
import {
  accountsAnswer,
  failoverSchema,
  idParameter,
  notesAnswer,
  sessionsAnswer,
  summarySchema,
  tasksAnswer,
  taskSearch,
  taskWhole,
} from "./schemas.ts";
import { accountsIn, sessionsIn, summaryOf, taskIn, type TaskSearch, tasksIn } from "./views.ts";

const usualMost = 50;

function searchOf({ most = usualMost, ...search }: z.output<typeof taskSearch>): TaskSearch {
  return { ...search, most };
}

export function lookingDoors(ground: DoorGround): readonly Door[] {
  return [...wholeDoors(ground), ...singleDoors(ground)];
}

function wholeDoors({ fleet, now }: DoorGround): readonly Door[] {
  return [
    door(createRoute({ method: "get", path: "/v1/fleet", responses: { 200: json(summarySchema, "how the fleet is") } }), "viewer", (c) =>
      c.json(plain(summaryOf(fleet.state(), now())), 200),
    ),
    door(
      createRoute({ method: "get", path: "/v1/tasks", request: { query: taskSearch }, responses: { 200: json(tasksAnswer, "the tasks") } }),
      "viewer",
      (c) => c.json({ tasks: [...tasksIn(fleet.state(), now(), searchOf(c.req.valid("query")))] }, 200),
    ),
  ];
}

function singleDoors({ fleet, now }: DoorGround): readonly Door[] {
  return [
    door(
      createRoute({
        method: "get",
        path: "/v1/tasks/{id}",
        request: { params: idParameter },
        responses: { 200: json(taskWhole, "one task"), 404: none },
      }),
      "viewer",
      (c) => {
        const { id } = c.req.valid("param");
        const task = taskIn(fleet.state(), now(), id);
        return task === undefined ? c.json({ fault: nothing("task", id) }, 404) : c.json(plain(task), 200);
      },
    ),
    door(
      createRoute({
        method: "get",
        path: "/v1/tasks/{id}/notes",
        request: { params: idParameter },
        responses: { 200: json(notesAnswer, "its history"), 404: none },
      }),
      "viewer",
      (c) => {
        const { id } = c.req.valid("param");
        const notes = fleet.journal(id);
        if (!notes.ok || (notes.value.length === 0 && taskIn(fleet.state(), now(), id) === undefined))
          return c.json({ fault: notes.ok ? nothing("task", id) : notes.fault }, 404);
        return c.json({ notes: [...notes.value] }, 200);
      },
    ),
    door(createRoute({ method: "get", path: "/v1/sessions", responses: { 200: json(sessionsAnswer, "the sessions") } }), "viewer", (c) =>
      c.json({ sessions: [...sessionsIn(fleet.state())] }, 200),
    ),
    door(createRoute({ method: "get", path: "/v1/accounts", responses: { 200: json(accountsAnswer, "the accounts") } }), "viewer", (c) =>
      c.json({ accounts: plain(accountsIn(fleet.state(), now())) }, 200),
    ),
    door(
      createRoute({
        method: "get",
        path: "/v1/accounts/{id}/failover",
        request: { params: idParameter },
        responses: { 200: json(failoverSchema, "what would follow, were it left now"), 404: none },
      }),
      "viewer",
      (c) => {
        const { id } = c.req.valid("param");
        const plan = failoverPlan(fleet.state(), now(), id);
        return plan === undefined ? c.json({ fault: nothing("account", id) }, 404) : c.json({ ...plan, moves: [...plan.moves] }, 200);
      },
    ),
  ];
}

/** Rows are read-only; the schemas of the doors know only lists that are not. */
function plain<T>(value: T): Writable<T> {
  return value as Writable<T>;
}

type Writable<T> = T extends readonly (infer One)[]
  ? T extends readonly [infer First, infer Second]
    ? [First, Second]
    : Writable<One>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T;
