/** The daemon as a person meets it: one at a time, gone when it is told to, and never in the way of the next. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { frame, readRecords } from "../../src/proof/ledger/ledger.ts";
import type { Json } from "../../src/base/json.ts";
import { askSocket, runProgram, runsMarked } from "../../src/hosts/node/node.ts";
import { environmentIn, type Ground, inHome, sheepdogWords, until } from "./ground.ts";

async function up(ground: Ground): Promise<void> {
  const started = await ground.sheepdog("up");
  assert.equal(started.exit, 0, started.stderr + started.stdout);
}

type Duty = { readonly duty: string; readonly is: string; readonly about: string | null };
type Status = {
  readonly settings: string | null;
  readonly port: number | null;
  readonly process: string;
  readonly duties: readonly Duty[];
};

async function statusOf(ground: Ground): Promise<Status> {
  return JSON.parse((await ground.sheepdog("status", "--json")).stdout) as Status;
}

const entry = (at: number): Json => ({
  ...{ version: 1, is: "decision", at, agent: "plain", session: "s", callId: null, cwd: "/", act: "shell", text: "true" },
  ...{ verdict: "allow", rules: [], effects: [], doubts: [], world: "", engine: "test" },
});

test(
  "without one, status says so and what follows; with one, what it does; and down ends it",
  inHome(async (ground) => {
    const none = await ground.sheepdog("status");
    assert.equal(none.exit, 1);
    assert.match(none.stderr, /no daemon runs for this user; the guard decides without it/);
    await up(ground);
    const well = await ground.sheepdog("status");
    assert.equal(well.exit, 0, well.stderr + well.stdout);
    assert.match(well.stdout, /ledger +well/);
    assert.equal((await ground.sheepdog("up")).stdout, "the daemon stands already\n");
    assert.equal((await ground.sheepdog("down")).stdout, "the daemon has ended\n");
    assert.equal((await ground.sheepdog("down")).stdout, "no daemon was running\n");
    for (const left of ["daemon/standing.json", "run/control", "run/socket"])
      assert.equal(existsSync(join(ground.root, left)), false, left);
  }),
);

test(
  "everything it makes is this user's alone",
  inHome(async (ground) => {
    await up(ground);
    for (const name of ["", "daemon", "run", "ledger"]) assert.equal(statSync(join(ground.root, name)).mode & 0o777, 0o700, name);
    for (const name of ["daemon/standing.json", "daemon/lock", "daemon/log.jsonl", "run/control", "run/socket", "config.json"])
      assert.equal(lstatSync(join(ground.root, name)).mode & 0o777, 0o600, name);
  }),
);

test(
  "a second one does not start beside it, and the first goes on",
  inHome(async (ground) => {
    await up(ground);
    const second = await ground.sheepdog("up", "--foreground");
    assert.equal(second.exit, 2);
    assert.match(second.stderr, /a daemon runs for this user already; no second one was started/);
    assert.equal((await ground.sheepdog("status")).exit, 0);
  }),
);

test(
  "killed, it leaves nothing that misleads: status says that none runs, and the next one starts at once",
  inHome(async (ground) => {
    await up(ground);
    const first = ground.standing();
    process.kill(Number(first?.process.split(" ")[0]), "SIGKILL");
    await until(async () => (await ground.sheepdog("status")).exit === 1);
    assert.equal(existsSync(join(ground.root, "daemon/standing.json")), true, "nobody was there to take it away");
    await up(ground);
    assert.notEqual(ground.standing()?.process, first?.process);
    assert.equal((await ground.sheepdog("status")).exit, 0);
  }),
);

test(
  "one that nobody can find any more, because its note or its whole root is gone, ends by itself",
  inHome(async (ground) => {
    for (const gone of ["daemon/standing.json", ""]) {
      await up(ground);
      const mark = ground.standing()?.process ?? "";
      rmSync(join(ground.root, gone), { recursive: true });
      await until(() => !runsMarked(mark));
    }
  }),
);

test(
  "a standing note of a process that is another now ends nobody",
  inHome(async (ground) => {
    mkdirSync(join(ground.root, "daemon"), { recursive: true, mode: 0o700 });
    chmodSync(ground.root, 0o700);
    const note = { version: 1, control: join(ground.root, "run/control"), process: `${process.pid} 1 another-boot`, engine: "x" };
    writeFileSync(join(ground.root, "daemon/standing.json"), JSON.stringify(note), { mode: 0o600 });
    assert.equal((await ground.sheepdog("down")).stdout, "no daemon was running\n");
    chmodSync(join(ground.root, "daemon/standing.json"), 0o644);
    const open = await ground.sheepdog("status");
    assert.match(open.stderr, /others have rights on it/, "a note that somebody else could have written is not followed");
  }),
);

test(
  "settings count as they are saved; a flawed file leaves the last valid ones in force, also after a restart, and that is said",
  inHome(async (ground) => {
    await up(ground);
    assert.equal((await ground.sheepdog("config", "set", "ledger.seal", "7m")).exit, 0);
    writeFileSync(join(ground.root, "config.yaml"), "ledger:\n  seal: never\n", { mode: 0o600 });
    await until(async () => (await statusOf(ground)).settings !== null);
    assert.match((await statusOf(ground)).settings ?? "", /config\.yaml:2:9`: `ledger\.seal` is `never`/);
    assert.equal((await ground.sheepdog("status")).exit, 1);
    const restarted = await ground.sheepdog("restart");
    assert.equal(restarted.exit, 0, restarted.stderr);
    assert.match((await statusOf(ground)).settings ?? "", /ledger\.seal/);
    const kept = JSON.parse(readFileSync(join(ground.root, "config.json"), "utf8")) as {
      readonly settings: { readonly ledger: { readonly seal: number } };
    };
    assert.equal(kept.settings.ledger.seal, 420_000);
    writeFileSync(join(ground.root, "config.yaml"), "ledger:\n  seal: 8m\n", { mode: 0o600 });
    await until(async () => (await statusOf(ground)).settings === null);
    assert.match(ground.log(), /the settings are well again/);
  }),
);

test(
  "what hooks append is sealed by itself, put aside when it is large, and proved after that",
  inHome(async (ground) => {
    mkdirSync(join(ground.root, "ledger"), { recursive: true, mode: 0o700 });
    const at = Date.now();
    const text = Array.from({ length: 300 }, (_, number) => frame(entry(at + number))).join("");
    writeFileSync(join(ground.root, "ledger/records"), text, { mode: 0o600 });
    writeFileSync(join(ground.root, "config.yaml"), "ledger: { seal: 1s, rotateSize: 64KiB }\n", { mode: 0o600 });
    await up(ground);
    await until(() => existsSync(join(ground.root, "ledger/segments/00000001")));
    await until(async () => (await statusOf(ground)).duties.some(({ about }) => about === "301 records sealed"));
    const verified = await ground.sheepdog("ledger", "verify");
    assert.equal(verified.exit, 0, verified.stdout + verified.stderr);
    assert.equal(readRecords(readFileSync(join(ground.root, "ledger/segments/00000001"), "latin1")).leaves.length, 301);
  }),
);

test(
  "a hook's ring is heard, whatever else is said to the bell",
  inHome(async (ground) => {
    await up(ground);
    const bell = join(ground.root, "run/socket");
    for (const line of ["1 recorded plain 7\n", "", "x".repeat(100_000), "\n\n\n"]) await rung(bell, line);
    await until(async () => /sheepdog_news_total [1-9]/.test((await ask(ground, "GET", "/v1/metrics")).body));
    assert.equal((await ground.sheepdog("status")).exit, 0);
  }),
);

function rung(socket: string, line: string): Promise<void> {
  return new Promise((resolve) => {
    const guest = connect(socket, () => guest.end(line));
    guest.on("error", () => resolve());
    guest.on("close", () => resolve());
    guest.resume();
  });
}

async function ask(ground: Ground, method: string, path: string): Promise<{ readonly body: string }> {
  const socket = ground.standing()?.control ?? "";
  const reply = await askSocket({ socket, method, path, headers: {}, body: "", timeoutMs: 30_000 });
  assert.ok(reply.ok, reply.ok ? "" : reply.fault.what);
  return reply.value;
}

test(
  "its metrics and its OpenAPI document say what is there",
  inHome(async (ground) => {
    await up(ground);
    const document = JSON.parse((await ask(ground, "GET", "/v1/openapi.json")).body) as { readonly paths: object };
    for (const path of ["/v1/status", "/v1/metrics", "/v1/stop"]) assert.ok(Object.keys(document.paths).includes(path), path);
    assert.match((await ask(ground, "GET", "/v1/metrics")).body, /sheepdog_duty_health\{duty="ledger"\} 1/);
  }),
);

test(
  "a socket's folder that is open to others lets nobody in",
  inHome(async (ground) => {
    await up(ground);
    chmodSync(join(ground.root, "run"), 0o755);
    assert.equal((await ground.sheepdog("status")).exit, 1);
    chmodSync(join(ground.root, "run"), 0o700);
    assert.equal((await ground.sheepdog("status")).exit, 0);
  }),
);

test(
  "a home whose name is too long for a socket is told of, and nothing is left",
  inHome(async (ground) => {
    const home = join(ground.home, "x".repeat(100));
    mkdirSync(home);
    const [program, ...args] = sheepdogWords("up");
    const started = await runProgram({ program, args, cwd: home, env: environmentIn(home), timeoutMs: 60_000 });
    assert.equal(started.exit, 2);
    assert.match(started.stderr, /is too long for a socket/);
    assert.equal(existsSync(join(home, ".sheepdog/daemon/standing.json")), false);
  }),
);

test(
  "tokens: shown once, listed without what they are, and refused once they are taken back",
  inHome(async (ground) => {
    await up(ground);
    const made = await ground.sheepdog("token", "add", "a phone", "--role", "viewer", "--for", "1h");
    const token = made.stdout.trim();
    assert.match(token, /^sheepdog_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    const listed = await ground.sheepdog("token", "list");
    assert.match(listed.stdout, /viewer +until .* a phone/);
    assert.equal(listed.stdout.includes(token.slice(22)), false);
    assert.equal((await ground.sheepdog("token", "remove", token.split("_")[1] ?? "")).exit, 0);
    assert.equal((await ground.sheepdog("token", "remove", "unknown")).exit, 2);
    assert.equal(ground.log().includes(token), false);
  }),
);
