/** Questions about the fleet: where the daemon answers each, and how the same is said of the store. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Note } from "../../fleet/fleet.ts";
import { type FailoverPlan, failoverPlan } from "./failover-plan.ts";
import type { Question } from "./looking.ts";
import type * as schemas from "./schemas.ts";
import {
  accountsIn,
  type AccountView,
  type FleetSummary,
  sessionsIn,
  type SessionView,
  summaryOf,
  taskIn,
  type TaskSearch,
  tasksIn,
  type TaskView,
  type TaskWhole,
} from "./views.ts";

type Schemas = typeof schemas;

/** The schemas are loaded when an answer is there to be read. */
async function reading<T>(read: (schemas: Schemas) => T | undefined): Promise<T | undefined> {
  return read(await import("./schemas.ts"));
}

export const summaryQuestion: Question<FleetSummary> = {
  path: "/v1/fleet",
  read: (json) => reading(({ readAnswer, summarySchema }) => readAnswer(summarySchema, json)),
  from: ({ state, at }) => done(summaryOf(state, at)),
};

export function tasksQuestion(search: TaskSearch): Question<readonly TaskView[]> {
  const words = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  return {
    path: `/v1/tasks?${new URLSearchParams(words).toString()}`,
    read: (json) => reading(({ readAnswer, tasksAnswer }) => readAnswer(tasksAnswer, json)?.tasks),
    from: ({ state, at }) => done(tasksIn(state, at, search)),
  };
}

export function taskQuestion(id: string): Question<TaskWhole> {
  return {
    path: `/v1/tasks/${encodeURIComponent(id)}`,
    read: (json) => reading(({ readAnswer, taskWhole }) => readAnswer(taskWhole, json)),
    from: ({ state, at }) => orNothing(taskIn(state, at, id), "task", id),
  };
}

export function notesQuestion(id: string): Question<readonly Note[]> {
  return {
    path: `/v1/tasks/${encodeURIComponent(id)}/notes`,
    read: (json) => reading(({ readAnswer, notesAnswer }) => readAnswer(notesAnswer, json)?.notes),
    from: ({ journal }) => {
      const notes = journal(id);
      return notes.ok && notes.value.length === 0 ? orNothing<readonly Note[]>(undefined, "task", id) : notes;
    },
  };
}

export const sessionsQuestion: Question<readonly SessionView[]> = {
  path: "/v1/sessions",
  read: (json) => reading(({ readAnswer, sessionsAnswer }) => readAnswer(sessionsAnswer, json)?.sessions),
  from: ({ state }) => done(sessionsIn(state)),
};

export const accountsQuestion: Question<readonly AccountView[]> = {
  path: "/v1/accounts",
  read: (json) => reading(({ readAnswer, accountsAnswer }) => readAnswer(accountsAnswer, json)?.accounts),
  from: ({ state, at }) => done(accountsIn(state, at)),
};

export function failoverQuestion(account: string): Question<FailoverPlan> {
  return {
    path: `/v1/accounts/${encodeURIComponent(account)}/failover`,
    read: (json) => reading(({ readAnswer, failoverSchema }) => readAnswer(failoverSchema, json)),
    from: ({ state, at }) => orNothing(failoverPlan(state, at, account), "account", account),
  };
}

function orNothing<T>(value: T | undefined, what: string, id: string): Result<T> {
  return value === undefined ? fail({ code: "fleet.nothing", what: `there is no ${what} \`${id}\`` }) : done(value);
}

export function whyQuestion(id: string): Question<{ readonly code: string; readonly why: string }> {
  const { path, read, from } = taskQuestion(id);
  return {
    path,
    read: async (json) => {
      const task = await read(json);
      return task === undefined ? undefined : { code: task.code, why: task.why };
    },
    from: (stored) => {
      const task = from(stored);
      return task.ok ? done({ code: task.value.code, why: task.value.why }) : task;
    },
  };
}
