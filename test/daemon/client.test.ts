/** How commands hear the daemon: an answer, a refusal in its own words, a stream of events, and silence that is told apart from all of them. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { askDaemon, listenToDaemon } from "../../src/app/daemon/client.ts";
import { runDaemon } from "../../src/app/daemon/daemon.ts";
import { door } from "../../src/app/daemon/door.ts";
import type { Duty } from "../../src/app/daemon/duty.ts";
import { addToken } from "../../src/app/daemon/tokens.ts";
import { rootIn } from "../../src/app/install/root.ts";
import { done } from "../../src/base/result.ts";
import { lifetime, machineTimers, surroundings } from "../../src/hosts/node/node.ts";
import { guard, until } from "./ground.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-client-")));
const around = { ...surroundings(), home, accountHome: home };
const life = lifetime();
let over: Promise<unknown> = Promise.resolve();
let listeners = 0;

const told = { 200: { description: "it", content: { "application/json": { schema: z.object({ role: z.string() }) } } } };
const fault = z.object({ fault: z.object({ code: z.string(), what: z.string(), todo: z.string() }) });
const speaking: Duty = {
  name: "speaking",
  start: () =>
    Promise.resolve(
      done({
        doors: [
          door(createRoute({ method: "get", path: "/v1/who", responses: told }), "viewer", (c) => c.json({ role: c.var.caller.role }, 200)),
          door(
            createRoute({
              method: "post",
              path: "/v1/no",
              responses: { 409: { description: "not now", content: { "application/json": { schema: fault } } } },
            }),
            "viewer",
            (c) => c.json({ fault: { code: "x.not-now", what: "`it` is not done now", todo: "wait" } }, 409),
          ),
          door(createRoute({ method: "get", path: "/v1/events", responses: { 200: { description: "as they come" } } }), "agent", (c) =>
            streamSSE(c, async (stream) => {
              listeners += 1;
              stream.onAbort(() => void (listeners -= 1));
              for (let number = 1; !stream.aborted; number += 1) {
                await stream.writeSSE({ data: JSON.stringify({ number, text: "ä\nb" }) });
                await stream.sleep(20);
              }
            }),
          ),
        ],
        health: () => ({ is: "well" }),
        stop: () => Promise.resolve(),
      }),
    ),
};

const asked = (token?: string, method: "GET" | "POST" = "GET", path = "/v1/who") =>
  askDaemon({ around: { ...around, variable: (name) => (name === "SHEEPDOG_TOKEN" ? token : undefined) } }, { method, path });

before(async () => {
  const none = await asked();
  assert.equal(none.ok ? "" : none.fault.code, "daemon.absent", "before it is there");
  over = runDaemon({ around, guard }, { lifetime: life, timers: machineTimers, duties: [speaking], engine: "test" });
  await until(async () => (await asked()).ok);
});

after(async () => {
  life.end("the test is over");
  await over;
  rmSync(home, { recursive: true, force: true });
});

test("through the socket one is a human, and with a token what the token is", async () => {
  assert.deepEqual(await asked(), { ok: true, value: { role: "human" } });
  for (const role of ["viewer", "agent", "human"] as const) {
    const token = addToken(rootIn(home), { role, name: role, lifeMs: 60_000 }, Date.now());
    assert.ok(token.ok);
    assert.deepEqual(await asked(token.value.text), { ok: true, value: { role } });
  }
});

test("a token that is none is no reason to be taken for a human", async () => {
  const answer = await asked("sheepdog_000000000000_fake");
  assert.equal(answer.ok ? "" : answer.fault.code, "http.stranger");
});

test("a refusal comes in the daemon's own words", async () => {
  const answer = await asked(undefined, "POST", "/v1/no");
  assert.deepEqual(answer, { ok: false, fault: { code: "x.not-now", what: "`it` is not done now", todo: "wait" } });
});

test("events come as they happen, whole, and end when nobody listens any more", async () => {
  const heard = await listenToDaemon({ around }, "/v1/events");
  assert.ok(heard.ok);
  const events: unknown[] = [];
  for await (const event of heard.value.events) {
    events.push(event);
    if (events.length === 20) break;
  }
  heard.value.stop();
  assert.deepEqual(events.slice(0, 2), [
    { number: 1, text: "ä\nb" },
    { number: 2, text: "ä\nb" },
  ]);
  await until(() => listeners === 0);
});

test("who may not listen is told so", async () => {
  const token = addToken(rootIn(home), { role: "viewer", name: "v", lifeMs: 60_000 }, Date.now());
  assert.ok(token.ok);
  const heard = await listenToDaemon({ around: { ...around, variable: () => token.value.text } }, "/v1/events");
  assert.equal(heard.ok ? "" : heard.fault.code, "http.role");
});

test("a daemon that ends takes its listeners with it, in time", async () => {
  const heard = await listenToDaemon({ around }, "/v1/events");
  assert.ok(heard.ok);
  const at = Date.now();
  life.end("it is told to");
  const ended = async (): Promise<void> => {
    for await (const event of heard.value.events) assert.ok(event);
  };
  await ended().catch(() => undefined);
  await over;
  assert.ok(Date.now() - at < 20_000);
  const none = await asked();
  assert.equal(none.ok ? "" : none.fault.code, "daemon.absent");
});
