/** Lines: they say what the rows of tasks say, whatever was put, changed and taken out, and nobody in them is overtaken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../test/lib/random.ts";
import { cameBefore, linesOf, type Lines, withTask } from "./lines.ts";
import { rowsOf } from "./table.ts";
import type { Task } from "./task.ts";

const plain: Task = {
  id: "t",
  project: "kennel",
  title: "a task",
  text: "feed the dog",
  priority: "default",
  door: "cli",
  by: { is: "person", name: "ann" },
  key: null,
  after: [],
  notBefore: null,
  deadline: null,
  scope: "all",
  affinity: null,
  budgetMicroUsd: 0,
  arrivedAt: 0,
  arrivedSteadyMs: 0,
  state: { is: "queued", readySteadyMs: 0 },
  burned: 0,
  started: 0,
  parkedTimes: 0,
  fence: 1,
  microUsd: 0,
  tokens: 0,
  conversation: null,
  movedSteadyMs: null,
  attempts: [],
};

const waiting: readonly Task["state"][] = [
  { is: "queued", readySteadyMs: 5 },
  { is: "parked", why: "limit", account: "first", sinceMs: 0 },
];
const states: readonly Task["state"][] = [...waiting, { is: "leased" }, { is: "held", why: "ann" }];

const told = (lines: Lines): readonly (readonly string[])[] =>
  rowsOf(lines)
    .map(({ pieces }) => pieces.flat().map(({ id }) => id))
    .sort((one, other) => ((one[0] ?? "") < (other[0] ?? "") ? -1 : 1));

test("tasks that are placed alike stand in one line, the first to come in front", () => {
  const tasks = ["c", "a", "b"].map((id, index) => ({ ...plain, id, arrivedSteadyMs: index === 0 ? 0 : 7 }));
  assert.deepEqual(told(linesOf(tasks)), [["c", "a", "b"]]);
});

const differences: Readonly<Record<string, Partial<Task>>> = {
  project: { project: "barn" },
  priority: { priority: "high" },
  scope: { scope: "large" },
  affinity: { affinity: "topic" },
  "account of the conversation": { conversation: { id: "c", account: "second", transcript: null, unproven: false } },
  "time of the last move": { movedSteadyMs: 9 },
  "money that is left": { budgetMicroUsd: 5 },
};

for (const [what, difference] of Object.entries(differences))
  test(`another ${what} is another line`, () => {
    assert.equal(rowsOf(linesOf([plain, { ...plain, id: "u", ...difference }])).length, 2);
  });

test("a budget that is spent to nothing is not the same as none", () => {
  assert.equal(rowsOf(linesOf([plain, { ...plain, id: "u", budgetMicroUsd: 5, microUsd: 5 }])).length, 2);
});

test("who does not wait stands in no line", () => {
  assert.deepEqual(told(linesOf(states.map((state, index) => ({ ...plain, id: `t${index}`, state })))), [["t0", "t1"]]);
});

test(`after any changes the lines are those of the rows, and in their order, seed ${seed}`, () => {
  const chance = chanceFrom(seed);
  const rows = new Map<string, Task>();
  let lines = linesOf([]);
  for (let count = 0; count < rounds(6_000, 60_000); count += 1) {
    const id = `t${chance.below(900)}`;
    const was = rows.get(id);
    const arrivedSteadyMs = was?.arrivedSteadyMs ?? chance.below(200);
    const is =
      chance.below(4) === 0 ? undefined : { ...plain, id, arrivedSteadyMs, state: chance.of(states), project: chance.of(["a", "b"]) };
    lines = withTask(lines, was, is);
    if (is === undefined) rows.delete(id);
    else rows.set(id, is);
    if (count % 500 === 0) assert.deepEqual(told(lines), told(linesOf(rows.values())));
  }
  for (const { pieces } of rowsOf(lines)) {
    const line = pieces.flat();
    assert.deepEqual(
      line,
      line.toSorted((one, other) => (cameBefore(one, other) ? -1 : 1)),
    );
    assert.ok(pieces.every((piece) => piece.length > 0 && piece.length <= 64));
  }
});
