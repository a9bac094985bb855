/** Orders about sessions, carried out once and answered, with a client of our own making: kills, second starts, old fences, and what is left behind. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fakeClient } from "./fake-client.ts";
import { done } from "../../../src/base/result.ts";
import { checkpointWith, gitIn } from "../../../src/hosts/node/node.ts";
import type { Happening, SessionOrder } from "../../../src/fleet/fleet.ts";
import { headlessHands } from "../../../src/hosts/node/headless/headless.ts";
import { leftProcesses } from "../../../src/hosts/node/sessions/left-processes.ts";
import { markOf } from "../../../src/hosts/node/sessions/process-mark.ts";
import { type Ports, type RunningDriver, sessionDriver } from "../../../src/hosts/node/sessions/session-driver.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog sessions ")));
const drivers: RunningDriver[] = [];
after(() => {
  for (const driver of drivers) driver.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

type Answer = Extract<Happening, { is: "order-done" | "order-failed" }>;
type Launch = Extract<SessionOrder, { do: "launch" }>;
type Daemon = {
  readonly told: readonly Happening[];
  readonly order: (order: SessionOrder) => Promise<string>;
  readonly until: (is: Happening["is"]) => Promise<Happening>;
  readonly dies: () => void;
};

/** No test here has a screen. */
const bothHands: Ports["hands"] = { headless: headlessHands, terminal: headlessHands };
let orders = 0;

function daemon(place: string, more: Partial<Ports> = {}): Daemon {
  const ports: Ports = {
    root: place,
    hands: bothHands,
    client: (agent) => (agent === "fake" ? fakeClient : undefined),
    accounts: () => [],
    prepare: async (order) => ({
      ok: true,
      program: "/bin/sh",
      args: [],
      env: { PATH: "/usr/bin:/bin" },
      account: { folder: root, variables: { KEY: "AKIAFAKEFAKEFAKEFAKE" } },
      model: order.scope === "all" ? null : order.scope,
    }),
    checkpoint: async () =>
      done({ transcript: null, transcriptBytes: 0, argv: [], cwd: "", gitHead: null, gitBranch: null, gitSaved: null, lastTool: null }),
    ...more,
  };
  const driver = sessionDriver(ports);
  drivers.push(driver);
  const told: Happening[] = [];
  const search = async <T>(what: string, find: () => T | undefined): Promise<T> => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const found = find();
      if (found !== undefined) return found;
      await wait(20);
    }
    throw new Error(`${what} did not come:\n${told.map((one) => JSON.stringify(one)).join("\n")}`);
  };
  return {
    told,
    order: async (order) => {
      const from = told.length;
      driver.carryOut(order, (one) => void told.push(one));
      const answer = await search(`an answer to ${order.id}`, () => told.slice(from).find((one) => isAnswer(one, order.id)));
      return answer.is === "order-done" ? "done" : (answer as Extract<Answer, { is: "order-failed" }>).code;
    },
    until: (is) => search(is, () => told.find((one) => one.is === is)),
    dies: () => driver.close(),
  };
}

function isAnswer(one: Happening, id: string): one is Answer {
  return (one.is === "order-done" || one.is === "order-failed") && one.order === id;
}

let fleets = 0;
function fleet(): string {
  fleets += 1;
  const folder = join(root, `fleet ${fleets}`);
  mkdirSync(folder);
  return folder;
}

const id = (): string => `o${(orders += 1)}`;
const launch = (session: string, more: Partial<Launch> = {}): Launch => ({
  version: 1,
  id: id(),
  do: "launch",
  session,
  slot: 1,
  task: "t",
  fence: 1,
  agent: "fake",
  driver: "headless",
  account: "a",
  scope: "all",
  folder: root,
  resume: null,
  mostMicroUsd: 0,
  ...more,
});
const prompt = (session: string, text: string, more: Partial<Extract<SessionOrder, { do: "prompt" }>> = {}): SessionOrder => ({
  version: 1,
  id: id(),
  do: "prompt",
  session,
  fence: 1,
  text,
  receipt: `r-${text.split(" ")[0] ?? ""}`,
  ...more,
});
const end = (session: string, graceMs = 300): SessionOrder => ({ version: 1, id: id(), do: "end", session, fence: 1, graceMs });
const probe = (session: string): SessionOrder => ({ version: 1, id: id(), do: "probe", session, fence: 1 });

const left = (place: string, session: string): readonly number[] =>
  leftProcesses({ folder: join(place, "sessions", session), leader: undefined });
const count = ({ told }: Daemon, is: Happening["is"]): number => told.filter((one) => one.is === is).length;

test("launched, told, ended: what happened in the order in which it happened, and nothing is left", async () => {
  const place = fleet();
  const one = daemon(place);
  assert.equal(await one.order(launch("s")), "done");
  assert.equal(await one.order(prompt("s", "hello there")), "done");
  const ended = await one.until("turn-ended");
  assert.ok(ended.is === "turn-ended" && ended.report === "hello there" && ended.fence === 1);
  assert.equal(await one.order(end("s")), "done");
  const gone = await one.until("session-gone");
  assert.deepEqual(gone, { is: "session-gone", session: "s", exit: 0, proof: "dead" });
  const order = one.told.map(({ is }) => is).filter((is) => is !== "order-done");
  assert.deepEqual(order, ["session-started", "session-seen", "prompt-received", "turn-moved", "turn-ended", "session-gone"]);
  assert.deepEqual(left(place, "s"), []);
});

test("the daemon dies at any point: the next one finds the process, and says what was said, and nothing is given twice", async () => {
  const place = fleet();
  const first = daemon(place);
  const order = launch("s");
  const words = prompt("s", "once and only once");
  assert.equal(await first.order(order), "done");
  first.dies();
  const second = daemon(place);
  assert.equal(await second.order(order), "done");
  assert.equal(await second.order(words), "done");
  await second.until("turn-ended");
  second.dies();
  const third = daemon(place);
  assert.equal(await third.order(probe("s")), "done");
  assert.equal(await third.order(words), "done");
  assert.ok(count(third, "turn-ended") === 1 && count(third, "prompt-received") >= 1);
  const pids = [first, second].map(({ told }) => told.find((one) => one.is === "session-started"));
  assert.deepEqual(pids[0], pids[1]);
  assert.deepEqual(readdirSync(join(place, "sessions/s/given")), ["000000-r-once"]);
  assert.equal(await third.order(end("s")), "done");
});

test("two daemons that launch the same at the same time start one process", async () => {
  const place = fleet();
  const [one, other] = [daemon(place), daemon(place)];
  const order = launch("s", { scope: "slow" });
  assert.deepEqual(await Promise.all([one.order(order), other.order(order)]), ["done", "done"]);
  const pids = [one, other].map(({ told }) => told.find((happening) => happening.is === "session-started"));
  assert.deepEqual(pids[0], pids[1]);
  other.dies();
  assert.equal(await one.order(end("s")), "done");
  assert.deepEqual(left(place, "s"), []);
});

test("a prompt that was left while nobody rang is found by the next daemon", async () => {
  const place = fleet();
  const one = daemon(place);
  await one.order(launch("s"));
  one.dies();
  writeFileSync(join(place, "sessions/s/waiting/000000-r-late"), "r-late words\n");
  const next = daemon(place);
  await next.order(probe("s"));
  assert.deepEqual(await next.until("prompt-received"), { is: "prompt-received", session: "s", receipt: "r-late" });
  await next.order(end("s"));
});

test("a client that ends by itself while no daemon lives has left its exit code", async () => {
  const place = fleet();
  const one = daemon(place);
  await one.order(launch("s"));
  one.dies();
  writeFileSync(join(place, "sessions/s/waiting/000000-r-leave"), "r-leave leave now\n");
  const next = daemon(place);
  await next.order(probe("s"));
  assert.deepEqual(await next.until("session-gone"), { is: "session-gone", session: "s", exit: 7, proof: "dead" });
});

test("what a session hid in the background goes with it, whether it is ended or leaves", async () => {
  for (const goes of ["end", "leave"]) {
    const place = fleet();
    const one = daemon(place);
    await one.order(launch("s"));
    await one.order(prompt("s", "hide something"));
    await one.until("turn-ended");
    await wait(200);
    assert.ok(left(place, "s").length >= 4, "the starter, the client, the hidden shell and its child");
    if (goes === "end") assert.equal(await one.order(end("s")), "done");
    else await one.order(prompt("s", "leave"));
    assert.ok((await one.until("session-gone")).is === "session-gone");
    assert.deepEqual(left(place, "s"), []);
  }
});

test("a client that does not listen to signals is killed", async () => {
  const place = fleet();
  const one = daemon(place);
  await one.order(launch("s"));
  await one.order(prompt("s", "deaf now"));
  assert.equal(await one.order(end("s")), "done");
  assert.deepEqual(await one.until("session-gone"), { is: "session-gone", session: "s", exit: "killed", proof: "dead" });
  assert.deepEqual(left(place, "s"), []);
});

test("an old fence starts nothing and says nothing, but an old session can always be ended", async () => {
  const place = fleet();
  const one = daemon(place);
  assert.equal(await one.order(launch("old", { fence: 1 })), "done");
  assert.equal(await one.order(launch("new", { fence: 2 })), "done");
  assert.equal(await one.order(prompt("old", "from before")), "stale");
  assert.equal(await one.order(launch("older", { fence: 1 })), "stale");
  one.dies();
  const next = daemon(place);
  assert.equal(await next.order(launch("older", { fence: 1 })), "stale", "kept on the disk");
  assert.equal(await next.order(end("old")), "done");
  assert.equal(await next.order(end("new")), "done");
});

test("after its end a session is never launched, not even when it was ended before it began", async () => {
  const one = daemon(fleet());
  assert.equal(await one.order(end("s")), "done");
  assert.deepEqual(await one.until("session-gone"), { is: "session-gone", session: "s", exit: "killed", proof: "dead" });
  assert.equal(await one.order(launch("s")), "stale");
});

test("a conversation that a living session has is held, and free when that is dead", async () => {
  const one = daemon(fleet());
  await one.order(launch("s"));
  const started = await one.until("session-started");
  assert.ok(started.is === "session-started");
  const resume = { conversation: started.conversation, transcript: null, how: "continue" } as const;
  assert.equal(await one.order(launch("s2", { resume })), "conversation-held");
  await one.order(end("s"));
  assert.equal(await one.order(launch("s3", { resume })), "done");
  await one.order(end("s3"));
});

const unproven: Ports["prepare"] = async () => ({ ok: false, code: "guard-unproven", detail: "" });

test("a client that knows no such conversation, an agent that nobody knows, a guard that is not proved", async () => {
  const place = fleet();
  assert.equal(
    await daemon(place).order(launch("a", { resume: { conversation: "unknown", transcript: null, how: "continue" } })),
    "conversation-unknown",
  );
  assert.equal(await daemon(place).order(launch("b", { agent: "stranger" })), "impossible");
  assert.equal(await daemon(place).order(launch("c", { driver: "terminal" })), "impossible");
  assert.equal(await daemon(place, { prepare: unproven }).order(launch("d")), "guard-unproven");
  assert.equal(existsSync(join(place, "sessions/d/process")), false);
});

const startsNothing: typeof headlessHands.start = async () => ({ ok: false, fault: { code: "x", what: "no process could be made" } });

test("the guard is proved before every start, also one that is repeated because the first did not come to it", async () => {
  const place = fleet();
  let asked = 0;
  const failing: Ports["hands"] = { ...bothHands, headless: { ...headlessHands, start: startsNothing } };
  const prepare: Ports["prepare"] = async () => {
    asked += 1;
    return {
      ok: true,
      program: "/bin/sh",
      args: [],
      env: { PATH: "/usr/bin:/bin" },
      account: { folder: root, variables: {} },
      model: null,
    };
  };
  const order = launch("s");
  assert.equal(await daemon(place, { prepare, hands: failing }).order(order), "busy");
  const next = daemon(place, { prepare });
  assert.equal(await next.order(order), "done");
  assert.equal(asked, 2);
  await next.order(end("s"));
});

test("a checkpoint says with which words, where, on which commit, and where the changes were put aside", async () => {
  const folder = join(root, "repository");
  mkdirSync(folder);
  const run = (...words: readonly string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@localhost", ...words], {
      env: { HOME: root, PATH: "/usr/bin:/bin" },
      encoding: "utf8",
    });
  run("init", "-q", "-b", "main");
  run("commit", "-q", "--allow-empty", "-m", "first");
  writeFileSync(join(folder, "work"), "half done");
  const one = daemon(fleet(), { checkpoint: checkpointWith(gitIn({ home: root, searchPath: "/usr/bin:/bin" })) });
  await one.order(launch("s", { folder }));
  await one.order({ version: 1, id: id(), do: "take-checkpoint", session: "s", fence: 1 });
  const taken = await one.until("checkpoint-taken");
  assert.ok(taken.is === "checkpoint-taken");
  const { argv, cwd, gitHead, gitBranch, gitSaved, transcript } = taken.seen;
  assert.deepEqual(
    [argv[0], argv[1], cwd, gitHead, gitBranch, transcript],
    ["/bin/sh", "-c", folder, run("rev-parse", "HEAD").trim(), "main", null],
  );
  assert.equal(run("show", `${gitSaved}:work`), "half done");
  await one.order(end("s"));
});

test("a line that comes in two pieces is one line", async () => {
  const one = daemon(fleet());
  await one.order(launch("s"));
  await one.order(prompt("s", "half"));
  const ended = await one.until("turn-ended");
  assert.equal(ended.is === "turn-ended" ? ended.report : "", "of it");
  await one.order(end("s"));
});

test("names from outside lead to no other folder, and an account's key is on no disk", async () => {
  const place = fleet();
  const one = daemon(place);
  for (const session of ["../../escape", "a/b", "..", "x".repeat(300), "é \n"]) {
    assert.equal(await one.order(launch(session, { task: session })), "done");
    assert.equal(await one.order(end(session)), "done");
  }
  assert.deepEqual(readdirSync(place).sort(), ["fences", "sessions"]);
  const files = readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => join(place, name));
  assert.ok(files.some((path) => path.endsWith("launch.json")));
  for (const path of files.filter((name) => name.endsWith(".json")))
    assert.equal(existsSync(path) && readFileSync(path, "utf8").includes("AKIAFAKE"), false, path);
});

test("a process is known by its number and its beginning; the number alone is nobody", () => {
  const mark = markOf(process.pid);
  assert.ok(mark !== undefined && mark.startedTicks > 0);
  assert.deepEqual(leftProcesses({ folder: join(root, "nobody"), leader: { ...mark, startedTicks: mark.startedTicks - 1 } }), []);
  assert.deepEqual(leftProcesses({ folder: join(root, "nobody"), leader: { ...mark, boot: "another" } }), []);
  assert.equal(markOf(2 ** 22 + 1), undefined);
});
