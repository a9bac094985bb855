/** The janitor removes what nobody could miss, and whatever it does not know is a reason to keep. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainTask } from "../../test/fleet/faults/bench.ts";
import type { WorktreeSeen } from "./event.ts";
import { fateOf } from "./janitor.ts";
import type { Task, TaskState } from "./task.ts";

const clean: WorktreeSeen = { there: true, owned: true, dirty: false, unmerged: false, inUse: false };

function taskIn(state: TaskState): Task {
  const { task: id, ...given } = plainTask;
  const counts = { burned: 0, started: 1, parkedTimes: 0, fence: 1, microUsd: 0, tokens: 0 };
  return { ...given, ...counts, id, state, arrivedAt: 0, arrivedSteadyMs: 0, conversation: null, movedSteadyMs: null, attempts: [] };
}

const done = taskIn({ is: "done", at: 0, report: "" });

test("a clean, merged folder of a task that is over is removed", () => {
  assert.deepEqual(fateOf(clean, done), { collect: true });
  assert.deepEqual(fateOf(clean, taskIn({ is: "cancelled", at: 0, by: "ann" })), { collect: true });
});

test("each single reason keeps it, and so does each thing that could not be found out", () => {
  const reasons: readonly Partial<WorktreeSeen>[] = [
    { owned: false },
    { dirty: true },
    { dirty: "unknown" },
    { unmerged: true },
    { unmerged: "unknown" },
    { inUse: true },
    { inUse: "unknown" },
  ];
  for (const reason of reasons) assert.equal(fateOf({ ...clean, ...reason }, done).collect, false);
});

test("the folder of a task that is not over, is dead, or is nobody's is kept", () => {
  const states: readonly TaskState[] = [
    { is: "leased" },
    { is: "queued", readySteadyMs: 0 },
    { is: "held", why: "" },
    { is: "dead", at: 0, code: "attempts", detail: "" },
  ];
  for (const state of states) assert.equal(fateOf(clean, taskIn(state)).collect, false);
  assert.equal(fateOf(clean, undefined).collect, false);
});
