/** The whole fleet with real clients: an account reaches its limit in the middle, the daemon is killed again and again, and every task is done, once. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { answerAs, resultsIn } from "../../../src/agents/claude-code/model.ts";
import { use, words } from "../../../src/agents/wire/content.ts";
import type { Reply, Request } from "../../../src/base/exchange.ts";
import type { Task } from "../../../src/fleet/fleet.ts";
import { readRecords } from "../../../src/proof/ledger/ledger.ts";
import { claudeCode } from "../../agents/clients.ts";
import { saidIn } from "./claude-code.ts";
import type { Model } from "./ground.ts";
import { limited } from "./limited.ts";
import { wholeClaudeCode } from "./whole-claude-code.ts";
import { guardBuild, onWholeFleet, type WholeFleet } from "./whole-fleet.ts";

type Size = {
  readonly accounts: readonly string[];
  readonly sessions: number;
  readonly tasks: number;
  readonly kills: number;
  readonly patienceMs: number;
};

const everyday: Size = { accounts: ["one", "two"], sessions: 2, tasks: 5, kills: 1, patienceMs: 240_000 };
const full: Size = { accounts: ["one", "two", "three"], sessions: 6, tasks: 30, kills: 5, patienceMs: 900_000 };
const size = process.env["SHEEPDOG_SIZE"] === "full" ? full : everyday;
const skip = existsSync(guardBuild) ? claudeCode.skip : "the guard is not built; `npm run setup` builds it";
const title = `${size.accounts.length} accounts, ${size.sessions} sessions, ${size.tasks} tasks, one limit, ${size.kills} kills: every task is done once`;

/** What the models of a run know and share. */
type World = { readonly done: string; isLimited: boolean; readonly resetsAt: number };

/** Each task leaves one line in a file of its own, and takes as long as a short tool does. */
function modelOf(account: string, world: World): Model {
  return (request: Request): Reply => {
    if (account === "one" && world.isLimited) return limited(world.resetsAt);
    const task = /the flock number (\d+)/.exec(saidIn(request).join("\n"))?.[1];
    if (task === undefined) return answerAs(request, [words("done")]);
    const isAsked = resultsIn(request).length === 0;
    const command = `sleep 2; echo ${account} >>'${join(world.done, task)}'`;
    return answerAs(request, isAsked ? [use("Bash", { command })] : [words(`counted ${task}`)]);
  };
}

test(`${claudeCode.title}: ${title}`, { skip }, async () => {
  // Not below the home of the run: there the guard would ask before anything is written.
  const world: World = {
    done: mkdtempSync(join(tmpdir(), "sheepdog-done-")),
    isLimited: false,
    resetsAt: Math.floor(Date.now() / 1000) + 7_200,
  };
  after(() => rmSync(world.done, { recursive: true, force: true }));
  const models = size.accounts.map((account) => modelOf(account, world));
  await onWholeFleet({ ...size, team: wholeClaudeCode, models }, async (fleet) => {
    for (let number = 1; number <= size.tasks; number += 1)
      fleet.give(`work-${size.accounts[number % size.accounts.length]}`, `flock-${number}.md`, `Count the flock number ${number}.\n`);
    await run(fleet, world);
    await collected(fleet);
    report(fleet, world);
  });
});

/** The limit comes when half is done, the kills are spread over all of it. */
async function run(fleet: WholeFleet, world: World): Promise<void> {
  await fleet.begin();
  await fleet.ask("/v1/fleet/acknowledge-moving");
  const begun = Date.now();
  let kills = 0;
  while (Date.now() - begun < size.patienceMs) {
    const done = fleet.ended().filter(({ state }) => state.is === "done").length;
    if (done >= size.tasks) return;
    if (done >= size.tasks / 2) world.isLimited = true;
    if (kills < size.kills && done >= ((kills + 1) * size.tasks) / (size.kills + 2)) {
      kills += 1;
      await fleet.kill();
      await fleet.begin();
    }
    await wait(250);
  }
  assert.fail(
    `not all were done in time:\n${fleet
      .log()
      .slice(-200)
      .map((line) => JSON.stringify(line))
      .join("\n")}`,
  );
}

/** What nobody needs any more is taken away: nothing in these worktrees is unsaved or unmerged. */
async function collected({ home }: WholeFleet): Promise<void> {
  const left = (): readonly string[] => readdirSync(join(home, ".local/share/sheepdog/worktrees"));
  for (let tries = 0; tries < 600 && left().length > 0; tries += 1) await wait(100);
  assert.deepEqual(left(), []);
}

function report(fleet: WholeFleet, world: World): void {
  const ended = fleet.ended();
  const whats = ended.map(({ id }) => fleet.journal(id).map(({ what }) => what));
  assert.deepEqual(
    ended.map(({ state }) => state.is),
    Array.from({ length: size.tasks }, () => "done"),
  );
  for (const notes of whats) assert.equal(notes.filter((what) => what === "done").length, 1, notes.join(", "));
  const effects = readdirSync(world.done).map((name) => readFileSync(join(world.done, name), "utf8").trim().split("\n").length);
  assert.equal(effects.length, size.tasks, "and the work of every task was done");
  const moves = movesIn(fleet.home);
  const isRight = moves.every(({ from, leave }) => from === "one" && leave.startsWith("moving acknowledged by "));
  assert.ok(moves.length > 0 && isRight, JSON.stringify(moves));
  const log = fleet.log();
  const stop = log.find(({ what }) => what === "fleet: limit");
  assert.ok(stop !== undefined);
  const stopMs = Number(stop.facts?.["waitedMs"]);
  const move = firstMove(fleet, ended);
  const usualMs = medianOf(log.flatMap(({ facts }) => (typeof facts?.["waitedMs"] === "number" ? [facts["waitedMs"]] : [])));
  const attempts = ended.flatMap((task) => task.attempts);
  console.log(
    JSON.stringify({
      tasks: ended.length,
      effectsDoneTwice: effects.filter((times) => times > 1).length,
      attempts: attempts.length,
      attemptsBurned: attempts.filter(({ burned }) => burned).length,
      moves: moves.length,
      limitToDispatchStopMs: stopMs,
      limitToNewSessionMs: move.begun,
      newSessionToFirstEventMs: move.worked,
      usualCommitMs: usualMs,
    }),
  );
  // On a machine whose disk or cores are taken by others, its own pace is the measure: what a commit usually takes, how long a client needs to start.
  assert.ok(stopMs < Math.max(100, 4 * usualMs), `the limit stopped dispatch after ${stopMs} ms, a commit usually takes ${usualMs} ms`);
  assert.ok(move.begun < Math.max(10_000, move.worked ?? 0), JSON.stringify(move));
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

type Move = { readonly from: string; readonly to: string; readonly task: string; readonly leave: string };

function movesIn(home: string): readonly Move[] {
  const { leaves } = readRecords(readFileSync(join(home, ".sheepdog/ledger/records"), "latin1"));
  const entries = leaves.map((leaf) => JSON.parse(leaf) as Record<string, unknown>);
  return entries.flatMap((entry) => (entry["is"] === "fleet" && entry["did"] === "move" ? [entry as Move] : []));
}

/** From the limit until the first task of that account has a session on another, as the store has it; and until the model has answered there, unless the daemon was killed before it could say so. */
function firstMove(fleet: WholeFleet, ended: readonly Task[]): { readonly begun: number; readonly worked: number | undefined } {
  const limit = fleet.journal("").find(({ what }) => what === "limit");
  const moves = ended.flatMap(({ id }) => fleet.journal(id).filter(({ what }) => what === "moved"));
  const [first] = moves.toSorted((one, other) => one.at - other.at);
  assert.ok(limit !== undefined && first !== undefined);
  const answered = fleet.log().filter(({ what, facts }) => what === "the model has answered" && facts?.["task"] === first.task);
  const worked = answered.map(({ at }) => Date.parse(at) - first.at).find((afterMs) => afterMs > 0);
  return { begun: first.at - limit.at, worked };
}
