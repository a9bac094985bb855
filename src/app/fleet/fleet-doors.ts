/** The fleet's doors: what may be seen of it, given to it and commanded, by whom, over HTTP. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { streamSSE } from "hono/streaming";
import type { Fault } from "../../base/fault.ts";
import { fail, type Result } from "../../base/result.ts";
import { type Happening, rowOf, rowsOf } from "../../fleet/fleet.ts";
import { type Door, door, type HouseEnv } from "../daemon/door.ts";
import type { DutyContext } from "../daemon/duty.ts";
import { busy, json, none, nothing, refused } from "./door-answers.ts";
import { giverOf } from "./giver.ts";
import { heard } from "./heard.ts";
import type { RunningFleet } from "./running-fleet.ts";
import { lookingDoors } from "./looking-doors.ts";
import { type faultAnswer, idParameter, newTask, takenAnswer } from "./schemas.ts";

export type DoorGround = { readonly fleet: RunningFleet } & Pick<DutyContext, "root" | "now" | "timers">;

export function fleetDoors(ground: DoorGround): readonly Door[] {
  return [...lookingDoors(ground), ...taskDoors(ground), ...commandDoors(ground), eventsDoor(ground)];
}

function taskDoors(ground: DoorGround): readonly Door[] {
  const { fleet, root } = ground;
  const body = { content: { "application/json": { schema: newTask } }, required: true };
  return [
    door(
      createRoute({
        method: "post",
        path: "/v1/tasks",
        request: { body },
        responses: { 202: json(takenAnswer, "it is on the disk"), 404: none, 503: busy, ...refused },
      }),
      "agent",
      async (c) => {
        const { id, giver, ...given } = c.req.valid("json");
        const caller = c.get("caller");
        const by = giverOf({ root, state: fleet.state(), caller, lowered: giver === undefined ? undefined : given.project });
        if (!by.ok) return c.json({ fault: by.fault }, 403);
        if (by.value.is === "agent" && by.value.project !== given.project) return c.json({ fault: foreign(by.value.project) }, 403);
        if (rowOf(fleet.state().projects, given.project) === undefined) return c.json({ fault: nothing("project", given.project) }, 404);
        const through = by.value.is === "agent" ? "agent" : caller.token === null ? "cli" : "http";
        return answer(c, await told(ground, { is: "task-arrived", task: id, door: through, by: by.value, ...given }));
      },
    ),
    ...(["cancel", "retry"] as const).map((verb) =>
      door(
        createRoute({
          method: "post",
          path: `/v1/tasks/{id}/${verb}`,
          request: { params: idParameter },
          responses: { 202: json(takenAnswer, "it is on the disk"), 404: none, 503: busy, ...refused },
        }),
        "human",
        async (c) => {
          const { id } = c.req.valid("param");
          const wrong = taskFault(fleet, verb, id);
          if (wrong !== undefined) return c.json({ fault: wrong }, wrong.code === "fleet.nothing" ? 404 : 409);
          const is = verb === "cancel" ? "task-cancelled" : "task-retried";
          return answer(c, await told(ground, { is, task: id, by: personOf(c) }));
        },
      ),
    ),
  ];
}

function taskFault(fleet: RunningFleet, verb: "cancel" | "retry", id: string): Fault | undefined {
  const { tasks, ended } = fleet.state();
  const [open, over] = [rowOf(tasks, id), rowOf(ended, id)];
  if (open === undefined && over === undefined) return nothing("task", id);
  if (verb === "cancel" && over !== undefined) return { code: "task.over", what: `task \`${id}\` is ${over.state.is} already` };
  if (verb === "retry" && (over === undefined || over.state.is === "done"))
    return {
      code: "task.not-over",
      what: `task \`${id}\` is ${(open ?? over)?.state.is ?? ""}; only what is dead or cancelled is tried again`,
    };
  return undefined;
}

/** What each may be said about, and the table in which it has to be. */
const commands = {
  accounts: { table: "accounts", word: "account", verbs: ["pause", "resume", "drain", "failover"] },
  projects: { table: "projects", word: "project", verbs: ["pause", "resume"] },
  sessions: { table: "sessions", word: "session", verbs: ["stop"] },
} as const;

function commandDoors(ground: DoorGround): readonly Door[] {
  const responses = { 202: json(takenAnswer, "it is on the disk"), 404: none, 503: busy, ...refused };
  const named = Object.entries(commands).flatMap(([path, { table, word, verbs }]) =>
    verbs.map((command) =>
      door(
        createRoute({ method: "post", path: `/v1/${path}/{id}/${command}`, request: { params: idParameter }, responses }),
        "human",
        async (c) => {
          const { id } = c.req.valid("param");
          const state = ground.fleet.state();
          if (!rowsOf<{ readonly id: string }>(state[table]).some((row) => row.id === id)) return c.json({ fault: nothing(word, id) }, 404);
          if (table === "sessions" && rowOf(state.sessions, id)?.kind === "human") return c.json({ fault: theirs(id) }, 403);
          return answer(c, await told(ground, { is: "operator-said", command, about: id, by: personOf(c) }));
        },
      ),
    ),
  );
  const whole = (["pause", "resume", "acknowledge-moving", "revoke-moving"] as const).map((command) =>
    door(createRoute({ method: "post", path: `/v1/fleet/${command}`, responses }), "human", async (c) => {
      // It loosens: only who is at this machine can say it, never a token that was handed on.
      if (command === "acknowledge-moving" && c.get("caller").token !== null) return c.json({ fault: notByToken }, 403);
      return answer(c, await told(ground, { is: "operator-said", command, about: "fleet", by: personOf(c) }));
    }),
  );
  return [...named, ...whole];
}

/** Notes and the tasks they are about, as they are committed; a listener that is too slow hears how much it has missed. */
function eventsDoor({ fleet, now }: DoorGround): Door {
  const route = createRoute({
    method: "get",
    path: "/v1/fleet/events",
    responses: { 200: { description: "one line of JSON for each commit", content: { "text/event-stream": { schema: z.string() } } } },
  });
  return door(route, "viewer", (c) =>
    streamSSE(c, async (stream) => {
      const news = fleet.watch()[Symbol.asyncIterator]();
      stream.onAbort(() => void news.return?.());
      for (let item = await news.next(); item.done !== true; item = await news.next())
        await stream.writeSSE({ id: String(item.value.number), data: JSON.stringify(heard(fleet.state(), now(), item.value)) });
    }),
  );
}

type Answering = Pick<Context<HouseEnv>, "json" | "get">;

function personOf(c: Answering): string {
  const { token } = c.get("caller");
  return token === null ? "the user" : `token ${token}`;
}

const patienceMs = 5_000;

/** Nothing, or why it was not kept in time: then it may still be kept, and telling it again does no harm. */
async function told({ fleet, timers }: DoorGround, happening: Happening): Promise<Fault | undefined> {
  let timer: unknown;
  const late = new Promise<Result<void>>((resolve) => {
    timer = timers.start(() => resolve(fail(notYet)), patienceMs);
  });
  const result = await Promise.race([fleet.tell(happening), late]);
  timers.stop(timer);
  return result.ok ? undefined : result.fault;
}

type Answer = TypedResponse<{ readonly taken: true }, 202, "json"> | TypedResponse<z.output<typeof faultAnswer>, 503, "json">;

function answer(c: Context<HouseEnv>, fault: Fault | undefined): Answer {
  return fault === undefined ? c.json({ taken: true as const }, 202) : c.json({ fault }, 503);
}

const notYet: Fault = {
  code: "fleet.waiting",
  what: "the fleet cannot write to its disk just now",
  follows: "it is kept as soon as there is room, if the daemon lives until then",
  todo: "make room, and ask again: the same id twice is one task",
};

function foreign(project: string): Fault {
  return {
    code: "task.foreign",
    what: `an agent gives work to its own project alone, and that is \`${project}\``,
    follows: "the task was not taken",
  };
}

function theirs(id: string): Fault {
  return { code: "session.persons", what: `session \`${id}\` is a person's`, follows: "the fleet leaves it alone" };
}

const notByToken: Fault = {
  code: "fleet.token",
  what: "a token cannot say that work may move between subscriptions",
  todo: "a person at this machine says it: `sheepdog account acknowledge-moving`",
};
