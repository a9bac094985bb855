/** The fleet's doors: who may do what, what does not come in, and what is answered, over a fleet in memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fleetDoors } from "../../../src/app/fleet/fleet-doors.ts";
import { first, kennel, second } from "../faults/bench.ts";
import { type Asked, type TrialHouse, trialHouse } from "./house.ts";

function inHouse(work: (house: TrialHouse) => Promise<void>, keeps?: () => boolean): () => Promise<void> {
  return async () => {
    const house = trialHouse({ accounts: [first, second] }, keeps);
    try {
      await work(house);
    } finally {
      house.remove();
    }
  };
}

const given = { id: "t-0123456789", project: "kennel", title: "a task", text: "feed the dog" };
const codeOf = ({ body }: Asked): unknown => (body["fault"] as { readonly code?: unknown } | undefined)?.code;

/** What takes a human, with something there that it could be about. */
const humanOnly = [
  "/v1/tasks/t/cancel",
  "/v1/tasks/t/retry",
  "/v1/sessions/s1/stop",
  "/v1/accounts/first/pause",
  "/v1/accounts/first/resume",
  "/v1/accounts/first/drain",
  "/v1/accounts/first/failover",
  "/v1/projects/kennel/pause",
  "/v1/projects/kennel/resume",
  "/v1/fleet/pause",
  "/v1/fleet/resume",
  "/v1/fleet/acknowledge-moving",
  "/v1/fleet/revoke-moving",
];

for (const path of humanOnly)
  test(
    `POST ${path} takes a human: an agent and a viewer change nothing`,
    inHouse(async ({ bench, ask, token }) => {
      bench.work();
      const before = bench.whole();
      for (const role of ["agent", "viewer"] as const) {
        const answer = await ask("POST", path, { as: token(role, `session ${bench.sessionOf()}`) });
        assert.deepEqual([answer.status, codeOf(answer)], [403, "http.role"]);
      }
      assert.equal(bench.whole(), before);
    }),
  );

test("no door that changes something is missing from the list above, but the one by which agents give tasks", () => {
  const house = trialHouse();
  house.remove();
  const doors = fleetDoors({} as Parameters<typeof fleetDoors>[0]);
  const open = doors.filter(({ method, needs }) => method !== "get" && needs !== "human").map(({ path }) => path);
  assert.deepEqual(open, ["/v1/tasks"]);
  assert.equal(doors.filter(({ needs }) => needs === "human").length, humanOnly.length);
});

const looking = [
  "/v1/fleet",
  "/v1/tasks",
  "/v1/tasks/t",
  "/v1/tasks/t/notes",
  "/v1/sessions",
  "/v1/accounts",
  "/v1/accounts/first/failover",
];

test(
  "a viewer sees everything, and whoever shows a wrong token sees nothing",
  inHouse(async ({ bench, ask, token }) => {
    bench.work();
    const viewer = token("viewer", "a phone");
    for (const path of looking) {
      assert.equal((await ask("GET", path, { as: viewer })).status, 200, path);
      assert.equal((await ask("GET", path, { as: `${viewer.slice(0, -1)}x` })).status, 401, path);
    }
  }),
);

test(
  "a task that is sent twice is one task, and is known with its reason",
  inHouse(async ({ ask, bench }) => {
    for (const _ of [1, 2]) assert.equal((await ask("POST", "/v1/tasks", { body: given })).status, 202);
    assert.equal(bench.rows("tasks").length, 1);
    const { body } = await ask("GET", `/v1/tasks/${given.id}`);
    assert.deepEqual([body["state"], body["door"], body["givenBy"], body["text"]], ["leased", "cli", "the user", "feed the dog"]);
    assert.match(String(body["why"]), /is with session s\d+ on account `first`/);
  }),
);

const hostile: Readonly<Record<string, unknown>> = {
  "no body": "",
  "no JSON": "{",
  "a list": [],
  "no text": { ...given, text: "" },
  "an unknown field": { ...given, sudo: true },
  "a giver that it may not choose": { ...given, giver: "person" },
  "an id with a path": { ...given, id: "../../etc/passwd" },
  "an id with a line break": { ...given, id: "t-01234567\n89" },
  "an id that is too long": { ...given, id: `t${"0".repeat(64)}` },
  "a title that is too long": { ...given, title: "x".repeat(501) },
  "a priority nobody knows": { ...given, priority: "now" },
  "a time before all times": { ...given, notBefore: -1 },
  "a time after all times": { ...given, deadline: 1e300 },
  "a budget below nothing": { ...given, budgetMicroUsd: -5 },
  "a budget that is no number": { ...given, budgetMicroUsd: "all" },
  "too many dependencies": { ...given, after: Array.from({ length: 101 }, (_, index) => `t${index}`) },
  "a list within a list": { ...given, after: [["t"]] },
  "a prototype": '{"__proto__":{"id":"t-0123456789"},"constructor":1}',
};

for (const [what, body] of Object.entries(hostile))
  test(
    `${what} does not come in`,
    inHouse(async ({ ask, bench }) => {
      const before = bench.whole();
      const answer = await ask("POST", "/v1/tasks", { body });
      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      assert.equal(bench.whole(), before);
    }),
  );

const strange = ["%00", "..%2f..%2fetc", "a%0ab", "%F0%9F%90%95", "x".repeat(201), "constructor", "__proto__"];

test(
  "ids that name nothing are answered so, whatever they are made of",
  inHouse(async ({ ask }) => {
    for (const id of strange)
      for (const [method, path] of [
        ["GET", `/v1/tasks/${id}`],
        ["POST", `/v1/tasks/${id}/cancel`],
        ["POST", `/v1/accounts/${id}/pause`],
      ] as const) {
        const { status } = await ask(method, path);
        assert.ok(status === 404 || status === 400, `${method} ${path}: ${status}`);
      }
  }),
);

test(
  "an agent gives work to its own project, one deeper than its own task, and as the session whose token it has",
  inHouse(async ({ bench, ask, token }) => {
    const session = bench.work();
    const as = token("agent", `session ${session}`);
    assert.equal((await ask("POST", "/v1/tasks", { body: given, as })).status, 202);
    assert.deepEqual(bench.task(given.id).by, { is: "agent", session, project: "kennel", depth: 1 });
    bench.tell({ is: "project-known", project: { ...kennel, id: "barn" } });
    const foreign = await ask("POST", "/v1/tasks", { body: { ...given, id: "t-foreign00", project: "barn" }, as });
    assert.deepEqual([foreign.status, codeOf(foreign)], [403, "task.foreign"]);
    const stranger = await ask("POST", "/v1/tasks", { body: { ...given, id: "t-stranger0" }, as: token("agent", "somebody") });
    assert.deepEqual([stranger.status, codeOf(stranger)], [403, "task.nobody"]);
  }),
);

test(
  "who could do more may ask to be taken for an agent, and then has an agent's bounds",
  inHouse(async ({ bench, ask }) => {
    for (let index = 0; index < 25; index += 1)
      await ask("POST", "/v1/tasks", { body: { ...given, id: `t-many-${100 + index}`, giver: "agent" } });
    const refused = bench.rows("ended").filter(({ state }) => state.is === "dead" && state.code === "not-permitted");
    assert.equal(refused.length, 5, "20 open ones is the most of one agent");
    assert.equal(bench.task("t-many-100").door, "agent");
  }),
);

test(
  "what is over cannot be taken back, what is not over cannot be tried again, and what is unknown is not there",
  inHouse(async ({ bench, ask }) => {
    const session = bench.work();
    assert.equal(codeOf(await ask("POST", "/v1/tasks/t/retry")), "task.not-over");
    bench.end(session);
    assert.deepEqual([(await ask("POST", "/v1/tasks/t/cancel")).status, (await ask("POST", "/v1/tasks/none/cancel")).status], [409, 404]);
  }),
);

test(
  "a person's session is not stopped, and only a person at this machine lets work move",
  inHouse(async ({ bench, ask, token }) => {
    bench.tell({ is: "human-session", session: "mine", folder: "/pens", account: "first", state: "idle" });
    assert.equal(codeOf(await ask("POST", "/v1/sessions/mine/stop")), "session.persons");
    assert.equal(codeOf(await ask("POST", "/v1/fleet/acknowledge-moving", { as: token("human", "a phone") })), "fleet.token");
    assert.equal((await ask("GET", "/v1/fleet")).body["movingAcknowledgedBy"], null);
    assert.equal((await ask("POST", "/v1/fleet/acknowledge-moving")).status, 202);
    assert.equal((await ask("GET", "/v1/fleet")).body["movingAcknowledgedBy"], "the user");
  }),
);

test(
  "leaving an account is rehearsed without leaving it: where each task would go, and what it would wait for",
  inHouse(async ({ bench, ask }) => {
    bench.work();
    const before = bench.whole();
    const alone = await ask("GET", "/v1/accounts/first/failover");
    const [wait] = alone.body["moves"] as readonly Record<string, unknown>[];
    assert.deepEqual([wait?.["task"], wait?.["to"]], ["t", null]);
    assert.match(String(wait?.["why"]), /account `first` is being drained/);
    assert.equal(bench.whole(), before);
    bench.tell({ is: "operator-said", command: "acknowledge-moving", about: "fleet", by: "ann" });
    const [move] = (await ask("GET", "/v1/accounts/first/failover")).body["moves"] as readonly Record<string, unknown>[];
    assert.equal(move?.["to"], "second");
    await ask("POST", "/v1/accounts/first/failover");
    bench.gone("s2");
    assert.equal(bench.row("leases", "t")?.account, "second", "and so it goes");
  }),
);

test(
  "on a full disk a task is not said to be taken",
  inHouse(
    async ({ ask }) => {
      const answer = await ask("POST", "/v1/tasks", { body: given });
      assert.deepEqual([answer.status, codeOf(answer)], [503, "fleet.waiting"]);
    },
    () => false,
  ),
);

test(
  "a long list is cut where it was asked to be, open ones first",
  inHouse(async ({ bench, ask }) => {
    bench.end(bench.work());
    for (let index = 0; index < 60; index += 1) bench.give({ task: `w${index}` });
    const usual = (await ask("GET", "/v1/tasks")).body["tasks"] as readonly { readonly id: string }[];
    assert.deepEqual([usual.length, usual[0]?.id], [50, "w0"]);
    const done = (await ask("GET", "/v1/tasks?state=done&most=5")).body["tasks"] as readonly { readonly id: string }[];
    assert.deepEqual(
      done.map(({ id }) => id),
      ["t"],
    );
    for (const query of ["most=0", "most=501", "most=x", "state=lost"])
      assert.equal((await ask("GET", `/v1/tasks?${query}`)).status, 400, query);
  }),
);
