/** T-HTTP-1: every way of asking, multiplied. Nothing changes and nothing is read unless all of it is right. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRoute, z } from "@hono/zod-openapi";
import { door } from "../../src/app/daemon/door.ts";
import { runDaemon } from "../../src/app/daemon/daemon.ts";
import type { Duty } from "../../src/app/daemon/duty.ts";
import type { Role } from "../../src/app/daemon/role.ts";
import { addToken } from "../../src/app/daemon/tokens.ts";
import { rootIn } from "../../src/app/install/root.ts";
import { changeSettings } from "../../src/app/settings/changing.ts";
import { done } from "../../src/base/result.ts";
import { lifetime, machineTimers, surroundings } from "../../src/hosts/node/node.ts";
import { rounds } from "../lib/random.ts";
import { guard, until } from "./ground.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-http-")));
const root = rootIn(home);
const secret = "what nobody may read without being asked who they are";

/** What a request can change here, and how often it did. */
let changes = 0;
const body = z.object({ by: z.int().min(1).max(9) }).strict();
const answers = { 200: { description: "it", content: { "application/json": { schema: z.object({ secret: z.string() }) } } } };
const request = { body: { required: true, content: { "application/json": { schema: body } } } };
const counting: Duty = {
  name: "counting",
  start: () =>
    Promise.resolve(
      done({
        doors: [
          door(createRoute({ method: "get", path: "/v1/count", responses: answers }), "viewer", (c) => c.json({ secret }, 200)),
          ...(["post", "put", "delete"] as const).map((method) =>
            door(createRoute({ method, path: "/v1/count", request, responses: answers }), "human", (c) => {
              changes += c.req.valid("json").by;
              return c.json({ secret }, 200);
            }),
          ),
          door(createRoute({ method: "get", path: "/v1/bug", responses: answers }), "viewer", () => {
            throw new Error(`a bug that knows AKIAFAKEFAKEFAKEFAKE`);
          }),
        ],
        health: () => ({ is: "well" }),
        stop: () => Promise.resolve(),
      }),
    ),
};

const life = lifetime();
let port = 0;
let over: Promise<unknown> = Promise.resolve();
let tokens: Readonly<Record<Role | "ended" | "other", string>>;

before(async () => {
  port = await freePort();
  const set = changeSettings(root, () => done(`daemon: { tcp: true, port: ${port} }\n`));
  assert.ok(set.ok, set.ok ? "" : set.fault.what);
  const made = (role: Role, lifeMs = 3_600_000, madeAt = Date.now()): string => {
    const token = addToken(root, { role, name: role, lifeMs }, madeAt);
    assert.ok(token.ok);
    return token.value.text;
  };
  const elsewhere = addToken(rootIn(join(home, "elsewhere")), { role: "human", name: "x", lifeMs: 3_600_000 }, Date.now());
  assert.ok(elsewhere.ok);
  const ended = made("human", 1, Date.now() - 1_000);
  tokens = { viewer: made("viewer"), agent: made("agent"), human: made("human"), ended, other: elsewhere.value.text };
  const around = { ...surroundings(), home, accountHome: home };
  over = runDaemon({ around, guard }, { lifetime: life, timers: machineTimers, duties: [counting], engine: "test" });
  await until(async () => (await ask(asking({ method: "GET" }))).includes(secret));
});

after(async () => {
  life.end("the test is over");
  await over;
  rmSync(home, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

type Asking = {
  readonly hosts: readonly string[];
  readonly target: string;
  readonly origin: string | undefined;
  readonly method: string;
  readonly type: string | undefined;
  readonly token: string | undefined;
  readonly body: string;
};

function asking(chosen: Partial<Asking> = {}): Asking {
  const method = chosen.method ?? "POST";
  const [type, sent] = method === "GET" ? [undefined, ""] : ["application/json", '{"by":1}'];
  return {
    hosts: [`localhost:${port}`],
    target: "/v1/count",
    origin: undefined,
    method,
    type,
    token: `Bearer ${tokens.human}`,
    body: sent,
    ...chosen,
  };
}

function textOf({ hosts, target, origin, method, type, token, body: sent }: Asking): string {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...hosts.map((host) => `Host: ${host}`),
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...(token === undefined ? [] : [`Authorization: ${token}`]),
    ...(sent === "" ? [] : [`Content-Length: ${Buffer.byteLength(sent)}`]),
    "Connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${sent}`;
}

function ask(one: Asking): Promise<string> {
  return spoken(textOf(one));
}

function spoken(text: string, withinMs = 30_000): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket: Socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("latin1").on("data", (part: string) => (heard += part));
    socket.setTimeout(withinMs, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(heard));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** The first of each is right; of hosts the second is, too. */
const hostsOf = (): readonly (readonly string[])[] => [
  [`localhost:${port}`],
  [`127.0.0.1:${port}`],
  [`LocalHost:${port}`],
  ["localhost"],
  [],
  [`localhost:${port}`, "evil.example"],
  [`[::1]:${port}`],
  [`2130706433:${port}`],
  [`0.0.0.0:${port}`],
  [`rebind.example:${port}`],
  [`localhost.:${port}`],
  [`${"a".repeat(4_000)}:${port}`],
];
const originsOf = (): readonly (string | undefined)[] => [
  undefined,
  `http://localhost:${port}`,
  "null",
  "https://evil.example",
  `http://rebind.example:${port}`,
  `https://localhost:${port}`,
  `http://localhost:${port}.evil.example`,
  "http://localhost",
];
const methods = ["POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS"];
const types = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", undefined];
const withTokens = (): readonly (readonly [token: string | undefined, target: string])[] => [
  [`Bearer ${tokens.human}`, "/v1/count"],
  [undefined, "/v1/count"],
  [`Bearer ${tokens.human.slice(0, -1)}${tokens.human.endsWith("A") ? "B" : "A"}`, "/v1/count"],
  [`Bearer ${tokens.ended}`, "/v1/count"],
  [`Bearer ${tokens.other}`, "/v1/count"],
  [undefined, `/v1/count?token=${tokens.human}&access_token=${tokens.human}`],
];

/** All of it: the one that is right on every axis changes something, and reading takes the same but for its type. */
function isRight(one: Asking): boolean {
  const host = one.hosts.length === 1 && [`localhost:${port}`, `127.0.0.1:${port}`].includes(one.hosts[0] ?? "");
  const origin = one.origin === undefined || one.origin === `http://${one.hosts[0]}`;
  const known = one.token === `Bearer ${tokens.human}`;
  const method = one.method === "GET" || (["POST", "PUT", "DELETE"].includes(one.method) && one.type === "application/json");
  return host && origin && known && method;
}

test("12 names, 8 origins, 6 methods, 5 types and 6 ways to say who asks: only what is right in all of them does anything", async () => {
  const all: Asking[] = [];
  for (const hosts of hostsOf())
    for (const origin of originsOf())
      for (const method of methods)
        for (const type of types)
          for (const [token, target] of withTokens())
            all.push(
              asking({
                hosts,
                origin,
                method,
                ...(type === undefined ? { type } : { type }),
                token,
                target,
                body: method === "GET" ? "" : '{"by":1}',
              }),
            );
  assert.equal(all.length, 17_280);
  // Everyday runs take every nth, with a step that shares no factor with any axis; a full run takes all.
  const step = rounds(11, 1);
  const chosen = all.filter((one, at) => at % step === 0 || isRight(one));
  const wrong: string[] = [];
  for (let at = 0; at < chosen.length; at += lanes) await Promise.all(chosen.slice(at, at + lanes).map(tried));
  assert.deepEqual(wrong, []);
  assert.equal(changes, chosen.filter((one) => isRight(one) && one.method !== "GET").length);
  console.log(`${chosen.length} requests of ${all.length}, ${chosen.filter(isRight).length} of them right`);

  async function tried(one: Asking): Promise<void> {
    const answer = await ask(one);
    const does = statusOf(answer) === 200 && answer.includes(secret);
    if (does !== isRight(one) || (!does && answer.includes(secret)) || /access-control-/i.test(answer) || statusOf(answer) >= 500)
      wrong.push(`${statusOf(answer)} to ${textOf(one)}`);
  }
});

const lanes = 16;

test("a role that is not enough reads and changes nothing, and says so", async () => {
  const count = changes;
  for (const role of ["viewer", "agent"] as const) {
    assert.equal(statusOf(await ask(asking({ method: "GET", token: `Bearer ${tokens[role]}` }))), 200);
    const refused = await ask(asking({ token: `Bearer ${tokens[role]}` }));
    assert.equal(statusOf(refused), 403);
    assert.match(refused, new RegExp(`this takes the role \`human\`, and who asks is \`${role}\``));
    for (const target of ["/v1/stop", "/v1/settings/reload"])
      assert.equal(statusOf(await ask(asking({ token: `Bearer ${tokens[role]}`, target }))), 403);
  }
  assert.equal(changes, count);
});

test("who says who they are in another way is nobody", async () => {
  for (const token of [
    tokens.human,
    `bearer ${tokens.human}`,
    `Bearer  ${tokens.human}`,
    `Basic ${tokens.human}`,
    `Bearer ${tokens.human} x`,
    "Bearer ",
    "",
  ])
    assert.equal(statusOf(await ask(asking({ token }))), 401, token.slice(0, 12));
});

test("a body of another form changes nothing", async () => {
  const count = changes;
  for (const sent of [
    "",
    "{",
    "null",
    "[]",
    '"by"',
    '{"by":0}',
    '{"by":1e9}',
    '{"by":"1"}',
    '{"by":1,"more":1}',
    "{}",
    '{"__proto__":{"by":1}}',
    "\u0000",
    `{"by":${"1".repeat(1_000)}}`,
  ]) {
    const status = statusOf(await ask(asking({ body: sent })));
    assert.ok(status >= 400 && status < 500, `${status} to ${sent.slice(0, 30)}`);
  }
  assert.equal(changes, count);
});

test("a bug is answered without its trace, and its line in the log is without secrets", async () => {
  const answer = await ask(asking({ method: "GET", target: "/v1/bug" }));
  assert.equal(statusOf(answer), 500);
  assert.equal(/AKIA|Error:|\.ts/.test(answer), false, answer);
  const { readFileSync } = await import("node:fs");
  const log = readFileSync(join(root.folder, "daemon/log.jsonl"), "utf8");
  assert.match(log, /a bug behind `GET \/v1\/bug`/);
  assert.equal(log.includes("AKIAFAKEFAKEFAKEFAKE"), false);
});

const abuses: readonly (readonly [what: string, text: (good: string) => string])[] = [
  [
    "a second request hidden behind a length",
    (good) => good.replace("Content-Length: 8", "Content-Length: 3\r\nTransfer-Encoding: chunked"),
  ],
  ["two lengths", (good) => good.replace("Content-Length: 8", "Content-Length: 8\r\nContent-Length: 3")],
  ["chunks", (good) => good.replace("Content-Length: 8", "Transfer-Encoding: chunked").replace('{"by":1}', '8\r\n{"by":1}\r\n0\r\n\r\n')],
  ["a whole address", (good) => good.replace("POST /v1/count", "POST http://localhost/v1/count")],
  ["HTTP/1.0 without a name", (good) => good.replace("HTTP/1.1", "HTTP/1.0").replace(/Host: .*\r\n/, "")],
  ["a header over two lines", (good) => good.replace("Host: ", "X: a\r\n b\r\nHost: evil.example\r\nX-Host: ")],
  ["a line feed alone", (good) => good.replaceAll("\r\n", "\n").replace("Host: ", "Host: evil.example\nX: ")],
  ["a blank before the colon", (good) => good.replace("Host:", "Host :")],
  ["a zero byte", (good) => good.replace("Host: ", "Host: \0")],
  ["far too many headers", (good) => good.replace("Host: ", `${"X: y\r\n".repeat(5_000)}Host: `)],
  ["what is no HTTP", () => "1 recorded plain 7\n"],
  ["TLS", () => "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"],
];

for (const [what, text] of abuses)
  test(`${what}: refused, and nothing changes`, async () => {
    const count = changes;
    const answer = await spoken(text(textOf(asking())), 3_000);
    assert.equal(changes, count, answer);
    assert.equal(answer.includes(secret), false, answer);
  });

test("whoever only holds the line is let go, and others are answered meanwhile", async () => {
  const held = Array.from({ length: 300 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  try {
    for (const socket of held) socket.on("connect", () => socket.write("POST /v1/count HTTP/1.1\r\nHost: local"));
    await until(() => held.filter((socket) => socket.destroyed || socket.readyState === "closed").length >= 300 - 256, 30_000);
    await until(async () => statusOf(await ask(asking({ method: "GET" }))) === 200, 60_000);
  } finally {
    for (const socket of held) socket.destroy();
  }
});
