/** A step tells a failure from a success, and never says that tests passed when none ran. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { countsOfSteps, showSteps } from "../../scripts/lib/show.ts";
import { runStep, type Step } from "../../scripts/lib/step.ts";

const shell = (script: string, more: Partial<Step> = {}): Step => ({
  title: "planted",
  program: "/bin/sh",
  args: ["-c", script],
  limitMs: 20_000,
  ...more,
});

test("a program that ends well is a success, with its output kept", async () => {
  const outcome = await runStep(shell("echo out; echo err >&2"));
  assert.equal(outcome.ok, true);
  assert.match(outcome.output, /out/);
  assert.match(outcome.output, /err/);
});

test("a program that ends badly is a failure", async () => {
  assert.equal((await runStep(shell("exit 3"))).ok, false);
});

test("a program that does not exist is a failure that says so", async () => {
  const outcome = await runStep({ ...shell(""), program: "/nowhere/program" });
  assert.equal(outcome.ok, false);
  assert.match(outcome.output, /could not be started/);
});

test("a program that takes too long is stopped together with its children", async () => {
  const outcome = await runStep(shell("sleep 30 & wait", { limitMs: 100 }));
  assert.equal(outcome.ok, false);
  assert.match(outcome.output, /stopped after 0.1 s/);
});

test("a runner that writes no report has failed, however it ended", async () => {
  const outcome = await runStep(shell("true", { report: "/nowhere/report.xml" }));
  assert.deepEqual([outcome.ok, outcome.counts], [false, { passed: 0, failed: 1, skipped: 0 }]);
});

test("a runner that ends badly after tests that passed has failed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sheepdog-step-"));
  const report = join(folder, "report.xml");
  const outcome = await runStep(shell(`echo '<testcase/>' > '${report}'; exit 1`, { report }));
  rmSync(folder, { recursive: true });
  assert.deepEqual(outcome.counts, { passed: 1, failed: 1, skipped: 0 });
});

test("each step gets a line, a failed one its output too, and counts as one failure", async () => {
  const printed: string[] = [];
  const outcomes = await showSteps([shell("echo quiet"), shell("echo loud; false")], (line) => printed.push(line), 1);
  assert.match(printed[0] ?? "", /^ok {4} {2}planted/);
  assert.match(printed[1] ?? "", /^FAILED {2}planted/);
  assert.match(printed[2] ?? "", /loud/);
  assert.equal(printed.length, 3);
  assert.deepEqual(
    countsOfSteps(outcomes).map((one) => one.failed),
    [0, 1],
  );
});
