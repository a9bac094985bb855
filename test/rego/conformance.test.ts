/** OPA's public cases, where they are at hand: none may be answered wrongly, and what is refused is refused by name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../src/base/json.ts";
import type { Policy } from "../../src/rego/plan/ir.ts";
import { readPolicy } from "../../src/rego/plan/read-plan.ts";
import { readStored } from "../../src/rego/plan/read-stored.ts";
import { writeStored } from "../../src/rego/plan/write-stored.ts";
import { writePolicy } from "../../src/rego/plan/write-plan.ts";
import { conformanceGroups, readExactly, type Case } from "./cases.ts";
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

test("our plan of every case gives the same result after it was written and read as OPA's plan JSON", { skip }, () => {
  const differing = cases.filter((one) => conform(one, throughJson).is !== conform(one).is);
  assert.deepEqual(differing.map(noteOf), []);
});

test("our plan of every case gives the same result after it was stored and loaded", { skip }, () => {
  const seal = { hash: (text: string) => String(text.length), build: "test" };
  const policies = { sources: [], dialect: "v1" } as const;
  const throughText = ({ functions, plans }: Policy): Policy => {
    const entries = plans.map((plan) => ({ path: plan.name, plan, members: undefined }));
    const read = readStored(writeStored({ functions, entries, rules: [] }, policies, seal), policies, seal);
    if (!read.ok) assert.fail(read.fault.what);
    return { functions: read.value.functions, plans: read.value.entries.map(({ plan }) => plan) };
  };
  const differing = cases.filter((one) => conform(one, throughText).is !== conform(one).is);
  assert.deepEqual(differing.map(noteOf), []);
});

function throughJson(policy: Policy): Policy {
  const read = readPolicy(readExactly(JSON.stringify(writePolicy(policy))) as Json);
  if (!read.ok) assert.fail(read.fault.what);
  return read.value;
}

function noteOf({ note }: Case): string {
  return note;
}
