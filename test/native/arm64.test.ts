/** The guard for arm64, built here and run by an emulator: it is frozen, decides and blocks. The kernel's fences are not emulated. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { arm64Emulator, buildArm64, lackingForArm64 } from "../../native/build.mjs";
import { assertAllowed, assertAnswered, call, installed, repository, scratch, shell } from "./ground.ts";

const lacking = lackingForArm64();
const onArm64 = { skip: lacking === undefined ? false : `missing here: ${lacking}` };
const image = join(scratch, "guard-arm64");
const emulated = `${arm64Emulator}' '${image}`;

test("a guard for arm64 is frozen, allows, and blocks what fails", onArm64, async () => {
  await buildArm64({ log: () => {} });
  const host = join(repository, ".build/host-arm64");
  const made = spawnSync(arm64Emulator, [host, "--freeze", image, join(repository, "native/host/tests/chaos.js")], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  assertAllowed(installed(emulated));
  for (const fault of ["loop", "native-sort", "memory-array", "recursion", "throw-error", "answer-surrogate"])
    assertAnswered(installed(emulated, { input: call(fault) }));
  assert.match(shell(`'${emulated}' version --json`).stdout, /"form":"frozen"/);
  const { stdout } = shell(`'${emulated}' judge`, { input: `${call("x", { id: 1 })}\n${call("loop", { id: 2 })}\n` });
  assert.deepEqual(
    stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { verdict: string }).verdict),
    ["allow", "deny"],
  );
});
