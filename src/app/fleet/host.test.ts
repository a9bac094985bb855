/** The fleet on a real disk with a real store, and no client: what comes in, what is said of it, what lies on the disk, and who may hold it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { done, type Result } from "../../base/result.ts";
import { defaultSettings, rowOf, rowsOf, why } from "../../fleet/fleet.ts";
import { now, steadyMs, surroundings } from "../../hosts/node/node.ts";
import type { Entry } from "../../proof/ledger/ledger.ts";
import type { AccountPlan, FleetPlan } from "./fleet-plan.ts";
import { type FleetGround, type HostedFleet, hostFleet } from "./host.ts";
import type { News } from "./running-fleet.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog host "));
const open: HostedFleet[] = [];
after(() => {
  for (const fleet of open) fleet.stop();
  rmSync(home, { recursive: true, force: true });
});

type Place = {
  readonly ground: FleetGround;
  readonly project: string;
  readonly recorded: Entry[];
  readonly noticed: string[];
  readonly logged: string[];
  plan: FleetPlan;
};

function addedTo<T>(list: T[], one: T): Result<void> {
  list.push(one);
  return done(undefined);
}

let places = 0;
function place(): Place {
  const folder = join(home, String((places += 1)));
  const project = join(folder, "shop");
  mkdirSync(join(project, ".agent-queue/inbox"), { recursive: true });
  mkdirSync(join(folder, "account"));
  const projects = [{ id: "shop", folder: project, account: null, most: 1, weight: 1, budgetMicroUsd: 0, worktrees: false }];
  const plan: FleetPlan = {
    settings: { ...defaultSettings, adoptMs: 0 },
    accounts: [],
    projects,
    worktrees: join(folder, "trees"),
    conversations: join(folder, "conversations"),
    models: {},
    channels: [],
  };
  const made = { project, recorded: [] as Entry[], noticed: [] as string[], logged: [] as string[], plan };
  const log = (what: string, facts?: object): void => void made.logged.push(`${what} ${JSON.stringify(facts ?? {})}`);
  const ground: FleetGround = {
    folder: join(folder, "fleet"),
    store: join(folder, "fleet.sqlite"),
    ledger: join(folder, "ledger"),
    around: { ...surroundings(), home: folder, variable: () => undefined },
    plan: () => made.plan,
    channels: () => [{ name: "test", deliver: async ({ incident }) => addedTo(made.noticed, incident) }],
    secretOf: async () => done("none"),
    tokens: { tokenFor: () => done("none"), drop: () => undefined },
    record: (entry) => addedTo(made.recorded, entry),
    log: { info: log, warn: log, error: log },
    now,
    steadyMs,
    timers: { start: (then, afterMs) => setTimeout(then, afterMs), stop: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined) },
    onBroken: () => undefined,
    noted: () => undefined,
  };
  return Object.assign(made, { ground });
}

function hosted({ ground }: Place): HostedFleet {
  const fleet = hostFleet(ground);
  assert.ok(fleet.ok, fleet.ok ? "" : fleet.fault.what);
  open.push(fleet.value);
  return fleet.value;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(holds(), what);
}

const account = (folder: string): AccountPlan => ({
  id: "one",
  product: "claude-code",
  folder,
  kind: "subscription",
  rank: 1,
  most: 1,
  budgetMicroUsd: 0,
  secret: null,
  variables: {},
});

test("a file in an inbox becomes a task, which waits for a reason; cancelled, it is shown so, and all of it outlives the daemon", async () => {
  const at = place();
  writeFileSync(join(at.project, ".agent-queue/inbox/count.md"), "---\ntitle: Count\npriority: high\n---\nCount the flock.\n");
  const first = hosted(at);
  await until("the file was taken", () => rowsOf(first.state().tasks).length === 1);
  const [task] = rowsOf(first.state().tasks);
  assert.deepEqual(
    [task?.title, task?.priority, task?.door, task?.project, task?.text],
    ["Count", "high", "inbox", "shop", "Count the flock."],
  );
  const id = task?.id ?? "";
  assert.equal(why(first.state(), id, now()).code, "no-account");
  first.stop();

  const second = hosted(at);
  assert.equal(rowOf(second.state().tasks, id)?.title, "Count");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assert.equal(rowsOf(second.state().tasks).length, 1, "what was claimed before is told again, and is the same task");
  assert.ok((await second.tell({ is: "task-cancelled", task: id, by: "Ada" })).ok);
  await until("its file lies where people look for it", () => existsSync(join(at.project, ".agent-queue/cancelled/count.md")));
  const notes = second.journal(id);
  assert.deepEqual(notes.ok ? notes.value.map(({ what }) => what) : [], ["arrived", "cancelled"]);
  const line = new RegExp(`^fleet: cancelled .*"task":"${id}".*"trace":"[0-9a-f]{32}"`);
  await until("and the log has it with its trace", () => at.logged.some((one) => line.test(one)));
});

test("a bad file is put aside and said, and the good one beside it is taken", async () => {
  const at = place();
  writeFileSync(join(at.project, ".agent-queue/inbox/bad.md"), "---\npriority: whenever\n---\nx\n");
  writeFileSync(join(at.project, ".agent-queue/inbox/good.md"), "Count.\n");
  const fleet = hosted(at);
  await until("the good one was taken", () => rowsOf(fleet.state().tasks).length === 1);
  assert.ok(at.logged.some((line) => line.includes("`bad.md` in the inbox of project `shop`")));
  assert.ok(existsSync(join(at.project, ".agent-queue/refused/bad.md")));
});

test("a second daemon is refused while the first one lives, and let in when it has gone", () => {
  const at = place();
  const first = hosted(at);
  const second = hostFleet(at.ground);
  assert.equal(second.ok ? "" : second.fault.code, "store.held");
  first.stop();
  hosted(at);
});

test("what was told is on the disk when that is said, and everybody who listens hears of it", async () => {
  const at = place();
  const fleet = hosted(at);
  const heard: News[] = [];
  void (async (): Promise<void> => {
    for await (const news of fleet.watch()) heard.push(news);
  })();
  assert.ok((await fleet.tell({ is: "operator-said", command: "acknowledge-moving", about: "fleet", by: "Ada" })).ok);
  assert.equal(rowsOf(fleet.state().fleet)[0]?.settings.movingAcknowledgedBy, "Ada");
  await until("it was heard", () =>
    heard.some((one) => "notes" in one && one.notes.some(({ what }) => what === "operator-acknowledge-moving")),
  );
  await until("and it is in the ledger", () => at.recorded.length === 1);
  assert.deepEqual(
    { ...at.recorded[0], at: 0, order: "" },
    { version: 1, is: "fleet", did: "allow-moving", at: 0, order: "", task: null, from: null, to: null, leave: "Ada" },
  );
  fleet.stop();
  assert.equal((await fleet.tell({ is: "clock" })).ok, false);
});

test("an account that the settings name no more is held, and used again when they do; what is wrong with one is said and nothing runs on it", async () => {
  const at = place();
  at.plan = { ...at.plan, accounts: [account(join(at.project, "../account"))] };
  const fleet = hosted(at);
  const held = (): string | null | undefined => rowOf(fleet.state().accounts, "one")?.held;
  await until("it is known", () => rowOf(fleet.state().accounts, "one") !== undefined);
  const before = at.plan;
  at.plan = { ...at.plan, accounts: [] };
  fleet.planned();
  await until("it is held", () => held() === "paused by the settings");
  at.plan = { ...before, accounts: [account("/nowhere")] };
  fleet.planned();
  assert.ok(at.logged.some((line) => line.includes("account `one`: there is no folder `/nowhere`")));
  await fleet.tell({ is: "clock" });
  assert.equal(held(), "paused by the settings");
  at.plan = before;
  fleet.planned();
  await until("it is used again", () => held() === null || held() === undefined);
});

test("an alarm reaches the channel, once", async () => {
  const at = place();
  at.plan = { ...at.plan, accounts: [account(join(at.project, "../account"))] };
  const fleet = hosted(at);
  for (let times = 0; times < 3; times += 1) await fleet.tell({ is: "account-health", account: "one", identity: null, health: "unpaid" });
  await until("it was told", () => at.noticed.length > 0);
  await fleet.tell({ is: "clock" });
  assert.deepEqual(at.noticed, ["account:one"]);
});

test("a task that ended long ago goes to the archive, and leaves the store only then", async () => {
  const at = place();
  at.plan = { ...at.plan, settings: { ...at.plan.settings, endedKeptMs: 1 } };
  const fleet = hosted(at);
  writeFileSync(join(at.project, ".agent-queue/inbox/a.md"), "Count.\n");
  await until("it was taken", () => rowsOf(fleet.state().tasks).length === 1);
  const id = rowsOf(fleet.state().tasks)[0]?.id ?? "";
  await fleet.tell({ is: "task-cancelled", task: id, by: "Ada" });
  const folder = join(at.ground.folder, "archive");
  // Nobody waits for time any more, so it would be a while until the clock is told again.
  await fleet.tell({ is: "clock" });
  await until("it was archived", () => rowOf(fleet.state().ended, id) === undefined);
  const [name = ""] = readdirSync(folder);
  const kept = JSON.parse(readFileSync(join(folder, name), "utf8")) as { readonly task: { readonly id: string; readonly text: string } };
  assert.deepEqual([kept.task.id, kept.task.text], [id, "Count."]);
});

test("a person's own session on an account is seen, shown, and gone again; nobody does anything to it", async () => {
  const at = place();
  const folder = join(at.project, "../account");
  at.plan = { ...at.plan, accounts: [account(folder)] };
  const person = spawn("sleep", ["60"], { cwd: at.project, env: { PATH: "/usr/bin:/bin" }, stdio: "ignore" });
  await new Promise((resolve) => person.once("spawn", resolve));
  mkdirSync(join(folder, "sessions"));
  writeFileSync(join(folder, "sessions", `${person.pid}.json`), JSON.stringify({ pid: person.pid, sessionId: "c", status: "idle" }));
  const fleet = hosted(at);
  const seen = (): object | undefined => rowsOf(fleet.state().sessions)[0];
  await until("it is seen", () => seen() !== undefined);
  const id = `person-one-${person.pid}`;
  assert.deepEqual(seen(), { id, kind: "human", folder: realpathSync(at.project), account: "one", seen: "idle" });
  const over = new Promise((resolve) => person.once("exit", resolve));
  assert.equal(person.exitCode, null, "and it lives");
  person.kill("SIGKILL");
  await over;
  await until("it is gone", () => seen() === undefined);
});
