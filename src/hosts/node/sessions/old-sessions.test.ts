/** What is left of sessions is swept when it is old, and never what is known or still runs. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sessionVariable } from "./left-processes.ts";
import { sweepSessions } from "./old-sessions.ts";

const hour = 3_600_000;

test("old folders and fences go; what is young, known, or has a process that lives, stays", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-sweep-")));
  const at = Date.now();
  for (const [name, age] of [
    ["s1", 2],
    ["s2", 2],
    ["s3", 0],
    ["s4", 2],
  ] as const) {
    mkdirSync(join(root, "sessions", name), { recursive: true });
    writeFileSync(join(root, "sessions", name, "out"), "");
    utimesSync(join(root, "sessions", name), new Date(at - age * hour), new Date(at - age * hour));
  }
  mkdirSync(join(root, "fences"));
  for (const [name, age] of [
    ["t1", 2],
    ["t2", 2],
    ["t3", 0],
  ] as const) {
    writeFileSync(join(root, "fences", name), "{}");
    utimesSync(join(root, "fences", name), new Date(at - age * hour), new Date(at - age * hour));
  }
  const child = spawn("sleep", ["60"], { env: { PATH: "/usr/bin:/bin", [sessionVariable]: join(root, "sessions/s4") }, stdio: "ignore" });
  await new Promise((resolve) => child.once("spawn", resolve));
  try {
    const swept = sweepSessions({ root, beforeMs: at - hour, sessions: ["s2"], tasks: ["t2"] });
    assert.equal(swept, 2);
    assert.deepEqual(readdirSync(join(root, "sessions")).sort(), ["s2", "s3", "s4"]);
    assert.deepEqual(readdirSync(join(root, "fences")).sort(), ["t2", "t3"]);
  } finally {
    child.kill("SIGKILL");
    rmSync(root, { recursive: true, force: true });
  }
});
