/** `sheepdog task`, `session`, `account` and `failover` as a person uses them: before there is a daemon, with one, and after it was killed. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { type Ground, inHome, onLinux, until } from "../../daemon/ground.ts";

type Fleet = Ground & { readonly project: string };

/** A home with one project. There is no account, so that nothing is ever started. */
function withProject(work: (fleet: Fleet) => Promise<void>): () => Promise<void> {
  return inHome(async (ground) => {
    const project = join(ground.home, "meadow");
    mkdirSync(project);
    execFileSync("git", ["init", "-q", project]);
    const set = await ground.sheepdog("config", "set", "fleet.projects.meadow.folder", project);
    assert.equal(set.exit, 0, set.stderr);
    await work({ ...ground, project });
  });
}

type Row = { readonly id: string; readonly title: string; readonly state: string; readonly code: string; readonly door?: string };

async function jsonOf<T>({ sheepdog }: Ground, ...args: readonly string[]): Promise<T> {
  const { stdout, stderr, exit } = await sheepdog(...args, "--json");
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout) as T;
}

test(
  "without a daemon a task is kept in the inbox and said to be; the next daemon takes it; what it left can be read when it is dead",
  onLinux,
  withProject(async (fleet) => {
    const { sheepdog, project } = fleet;
    const first = await sheepdog("task", "add", "--title", 'a "title": with #', "--priority", "high", "--", "feed the dog");
    assert.match(first.stdout, /^no daemon runs: the task lies in the inbox of project meadow/);
    const [name = ""] = readdirSync(join(project, ".agent-queue/inbox"));
    assert.match(readFileSync(join(project, ".agent-queue/inbox", name), "utf8"), /\nfeed the dog\n$/);
    const early = await sheepdog("task", "list");
    assert.deepEqual([early.exit, /no fleet has run/.test(early.stderr)], [2, true]);

    const up = await sheepdog("up");
    assert.equal(up.exit, 0, up.stderr + up.stdout);
    await until(async () => (await jsonOf<readonly Row[]>(fleet, "task", "list")).length === 1, 60_000);
    const [task] = await jsonOf<readonly Row[]>(fleet, "task", "list");
    assert.deepEqual([task?.title, task?.state, task?.code], ['a "title": with #', "queued", "no-account"]);

    const { task: second } = await jsonOf<{ readonly task: string }>(fleet, "task", "add", "walk the dog");
    assert.equal((await jsonOf<Row>(fleet, "task", "show", second)).door, "cli");
    assert.match((await sheepdog("task", "why", second)).stdout, /no account is configured for its project; `sheepdog account add`/);
    assert.match((await sheepdog("task", "list")).stdout, /^task +state +priority +project +title/);
    assert.match((await sheepdog("task", "cancel", second)).stdout, /is cancelled/);
    assert.match((await sheepdog("task", "cancel", second)).stderr, /is cancelled already/);
    assert.match((await sheepdog("task", "retry", second)).stdout, /waits for its turn again/);
    assert.match((await sheepdog("task", "logs", second)).stdout, /arrived[^]*cancelled[^]*retried/);

    const { pid } = /^(?<pid>\d+) /.exec(fleet.standing()?.process ?? "")?.groups ?? {};
    process.kill(Number(pid), "SIGKILL");
    const left = await sheepdog("task", "list", "--state", "open");
    assert.match(left.stderr, /no daemon runs; this is how the fleet was/);
    assert.deepEqual([left.exit, left.stdout.trim().split("\n").length], [0, 3]);
    assert.match((await sheepdog("task", "logs", second)).stdout, /retried/);
    assert.deepEqual([(await sheepdog("task", "cancel", second)).exit, (await sheepdog("session", "list")).stdout], [2, "no sessions\n"]);
  }),
);

test(
  "accounts are added, shown, paused and rehearsed to be left; what cannot be an account is refused before it is written",
  onLinux,
  withProject(async (fleet) => {
    const { sheepdog, home, root } = fleet;
    const config = (): string => readFileSync(join(root, "config.yaml"), "utf8");
    const before = config();
    for (const args of [
      ["none", "--folder", join(home, "missing")],
      ["key", "--folder", home, "--kind", "api-key"],
      ["two words", "--folder", home],
      ["odd", "--folder", home, "--product", "claude-cod"],
    ]) {
      const refused = await sheepdog("account", "add", ...args);
      assert.deepEqual([refused.exit, config()], [2, before], `${args.join(" ")}: ${refused.stderr}${refused.stdout}`);
    }
    const folder = join(home, "plan");
    mkdirSync(folder, { mode: 0o700 });
    const added = await sheepdog("account", "add", "plan", "--folder", folder, "--most", "2");
    assert.match(added.stdout, /account plan is in your settings; sign in with `sheepdog account login plan`/, added.stderr);
    assert.match((await sheepdog("account", "add", "plan", "--folder", folder)).stderr, /there is an account `plan` already/);

    const up = await sheepdog("up");
    assert.equal(up.exit, 0, up.stderr + up.stdout);
    await until(async () => (await sheepdog("account", "list")).stdout.includes("plan"), 60_000);
    assert.equal((await sheepdog("account", "pause", "plan")).exit, 0);
    assert.match((await sheepdog("account", "list")).stdout, /plan +subscription +held: paused by the user/);
    assert.match((await sheepdog("failover", "plan", "--dry-run")).stdout, /nothing runs on account `plan`/);
    assert.match((await sheepdog("failover", "nobody", "--dry-run")).stderr, /there is no account `nobody`/);
    assert.match((await sheepdog("account", "acknowledge-moving")).stderr, /no terminal/, "nobody says it but a person at a terminal");
    assert.match((await sheepdog("session", "attach", "s1")).stderr, /there is no session `s1`/);
  }),
);

test(
  "an agent that shows its token may look, and may not do what a person may",
  onLinux,
  withProject(async ({ sheepdog, home }) => {
    const up = await sheepdog("up");
    assert.equal(up.exit, 0, up.stderr + up.stdout);
    const made = await sheepdog("token", "add", "--role", "agent", "an agent");
    const token = /sheepdog_[0-9a-f]{12}_\S+/.exec(made.stdout)?.[0];
    assert.ok(token !== undefined, made.stdout + made.stderr);
    const [{ sheepdogWords, environmentIn }, { runProgram }] = [
      await import("../../daemon/ground.ts"),
      await import("../../../src/hosts/node/node.ts"),
    ];
    const asAgent = (...args: readonly string[]): ReturnType<typeof runProgram> => {
      const [program, ...words] = sheepdogWords(...args);
      return runProgram({ program, args: words, cwd: home, env: { ...environmentIn(home), SHEEPDOG_TOKEN: token }, timeoutMs: 60_000 });
    };
    assert.equal((await asAgent("task", "list")).stdout, "no tasks\n");
    for (const args of [
      ["task", "cancel", "t"],
      ["session", "stop", "s1"],
      ["account", "resume", "a"],
      ["failover", "a"],
      ["account", "revoke-moving"],
    ]) {
      const refused = await asAgent(...args);
      assert.deepEqual(
        [refused.exit, refused.stderr.includes("takes the role `human`")],
        [2, true],
        `${args.join(" ")}: ${refused.stderr}`,
      );
    }
    assert.match((await asAgent("task", "add", "--project", "meadow", "do more")).stderr, /this token is no session's at work/);
  }),
);

test(
  "a task has to say what, when and for whom, and is not put into an inbox that is a link",
  onLinux,
  withProject(async ({ sheepdog, project }) => {
    for (const [args, said] of [
      [["add"], /has to say what is to be done/],
      [["add", "x", "--file", "y"], /not from both/],
      [["add", "x", "--project", "meadw"], /no project `meadw`.*meadow/],
      [["add", "x", "--deadline", "tomorrow"], /a time with its zone/],
      [["add", "x", "--budget", "-1"], /US dollars/],
      [["list", "--most", "501"], /from 1 to 500/],
      [["list", "--state", "lost"], /lost/],
    ] as const) {
      const refused = await sheepdog("task", ...args);
      assert.equal(refused.exit, 2);
      assert.match(refused.stderr, said);
    }
    const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-inbox-")));
    mkdirSync(join(project, ".agent-queue"));
    symlinkSync(elsewhere, join(project, ".agent-queue/inbox"));
    const refused = await sheepdog("task", "add", "x");
    assert.match(refused.stderr, /is a link/);
    assert.deepEqual(readdirSync(elsewhere), []);
    rmSync(elsewhere, { recursive: true });
    writeFileSync(join(project, "note"), "");
  }),
);
