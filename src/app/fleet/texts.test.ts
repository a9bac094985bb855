/** The fleet's texts: what agents wrote stays in its cell, and a page says what is so and no more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { notesText, progressText, tasksText } from "./texts.ts";
import type { FleetSummary, TaskView } from "./views.ts";

const task: TaskView = {
  id: "t-1",
  title: "a task",
  project: "meadow",
  state: "queued",
  priority: "default",
  code: "no-account",
  why: "task `t-1` waits because no account is configured",
  session: null,
  account: null,
  burned: 0,
  started: 0,
  microUsd: 0,
  tokens: 0,
  arrivedAt: 0,
  endedAt: null,
};

test("columns are as wide as their widest cell, and a reason is said without the words that are in the row", () => {
  assert.equal(
    tasksText([task, { ...task, id: "t-22", state: "done", why: "task `t-22` is done" }]),
    [
      "task  state   priority  project  title   what it waits for",
      "t-1   queued  default   meadow   a task  no account is configured",
      "t-22  done    default   meadow   a task",
      "",
    ].join("\n"),
  );
  assert.equal(tasksText([]), "no tasks\n");
});

test("no title, no reason and no note moves a cursor, ends a line or fills a screen", () => {
  const evil = "\u001b[2J\u001b]0;owned\u0007\r\n\u202egnp.sh\u2028x";
  const text = tasksText([{ ...task, title: evil, why: evil }]) + notesText([{ task: "t", at: 0, fence: 1, what: "ending", detail: evil }]);
  assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\u2028\u2029]/u);
  assert.equal(text.split("\n").length, 4);
  assert.ok(tasksText([{ ...task, title: "x".repeat(5_000) }]).length < 400);
});

const summary: FleetSummary = {
  paused: null,
  diskFull: false,
  movingAcknowledgedBy: null,
  tasks: { queued: 1, leased: 1, parked: 0, held: 0, done: 5, dead: 1, cancelled: 0 },
  oldestWaitingMs: 61_000,
  sessions: 1,
  unanswered: 0,
  incidents: [],
};

test("progress is what is over of all that is kept, and what is wrong stands below it", () => {
  assert.equal(
    progressText(summary),
    "[##################......] 6 of 8 over, 1 given up; 1 at work in 1 sessions; 1 wait, the oldest for 1 min 1 s\n",
  );
  const wrong = progressText({ ...summary, paused: "paused by ann", diskFull: true, incidents: ["account `a` is held"] });
  assert.match(wrong, /\n! paused: paused by ann\n! the disk is full\n! account `a` is held\n$/);
  const nothing = { queued: 0, leased: 0, parked: 0, held: 0, done: 0, dead: 0, cancelled: 0 };
  assert.match(progressText({ ...summary, tasks: nothing, oldestWaitingMs: 0 }), /^\[\.{24}\] 0 of 0 over/);
});
