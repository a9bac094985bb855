/** OPA's public cases, where they are at hand: none may be answered wrongly, and what is refused is refused by name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformanceGroups, type Case } from "./cases.ts";
import { conform, conformPlan } from "./conform.ts";

/** The suite expects what OPA answered before it mended its search for paths; OPA 1.22.0 answers as we do. */
const olderThanOpa = new Set(["reachable_paths/cycle_1022_3"]);

const cases = conformanceGroups().flatMap((group) => group.cases);
const skip = cases.length === 0 ? "the conformance cases are not at hand" : false;

test("every case compiled from source passes or is refused by the name of a built-in", { skip }, () => {
  const differing = cases.filter((one) => conform(one).is === "different");
  assert.deepEqual(
    differing.map(noteOf).filter((note) => !olderThanOpa.has(note)),
    [],
  );
});

test("at least 1,200 cases pass from source", { skip }, () => {
  assert.ok(cases.filter((one) => conform(one).is === "passed").length >= 1_200);
});

test("every published plan gives the published result", { skip }, () => {
  const differing = cases.filter((one) => conformPlan(one).is === "different");
  assert.deepEqual(
    differing.map(noteOf).filter((note) => !olderThanOpa.has(note)),
    [],
  );
});

function noteOf({ note }: Case): string {
  return note;
}
