/** A burst is looked at once it is quiet, one that never ends all the same, and a clock that goes back holds nothing up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stirred, type Unsettled, waitMs } from "./settling.ts";

const patience = { quietMs: 100, mostMs: 1_000 };

function burst(...instants: readonly number[]): Unsettled {
  return instants.reduce<Unsettled>((unsettled, at) => stirred(unsettled, at), null);
}

test("without a change there is nothing to wait for", () => assert.equal(waitMs(null, 5, patience), undefined));
test("one change is looked at after the quiet", () => assert.equal(waitMs(burst(10), 10, patience), 100));
test("each change begins the quiet anew", () => assert.equal(waitMs(burst(10, 90), 90, patience), 100));
test("a burst that never ends is looked at after the longest wait", () => {
  const endless = burst(...Array.from({ length: 21 }, (_, at) => at * 50));
  assert.equal(waitMs(endless, 1_000, patience), 0);
});
test("a clock that goes back ends the wait", () => assert.equal(waitMs(burst(10_000), 10, patience), 0));
test("a clock that jumps ahead ends it, too", () => assert.equal(waitMs(burst(10), 86_400_000, patience), 0));
