/** The fleet as the daemon employs it: begun from settings, seen in health and metrics, one for each root, and begun again after a stop. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Registry } from "prom-client";
import { done } from "../../base/result.ts";
import { now, surroundings } from "../../hosts/node/node.ts";
import type { DutyContext, RunningDuty } from "../daemon/duty.ts";
import { rootIn } from "../install/root.ts";
import { type Settings, settingsSchema } from "../settings/schema.ts";
import { fleetDuty } from "./fleet-duty.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog duty "));
const running: RunningDuty[] = [];
after(async () => {
  for (const one of running) await one.stop();
  rmSync(home, { recursive: true, force: true });
});
const root = rootIn(home);
mkdirSync(join(home, "shop/.agent-queue/inbox"), { recursive: true });
mkdirSync(root.folder, { mode: 0o700 });

const silent = (): void => undefined;
let settings: Settings = settingsSchema.parse({});
const changed: ((now: Settings) => void)[] = [];

function context(): DutyContext {
  return {
    root,
    around: { ...surroundings(), home, variable: () => undefined },
    guard: "/nowhere/guard",
    settings: {
      now: () => settings,
      onChange: (then) => {
        changed.push(then);
        return () => void changed.splice(changed.indexOf(then), 1);
      },
    },
    log: { info: silent, warn: silent, error: silent },
    record: () => done(undefined),
    now,
    timers: { start: (then, afterMs) => setTimeout(then, afterMs), stop: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined) },
    metrics: new Registry(),
    onNews: () => silent,
  };
}

async function started(at = context()): Promise<RunningDuty> {
  const duty = await fleetDuty.start(at);
  assert.ok(duty.ok, duty.ok ? "" : duty.fault.what);
  running.push(duty.value);
  return duty.value;
}

test("settings that come later count at once, and health, metrics and doors say what is", async () => {
  const at = context();
  const duty = await started(at);
  assert.deepEqual(duty.health(), { is: "well", about: "0 sessions, 0 tasks at work, 0 wait" });
  writeFileSync(join(home, "shop/.agent-queue/inbox/a.md"), "Count.\n");
  settings = settingsSchema.parse({ fleet: { projects: { shop: { folder: "~/shop" } } } });
  for (const then of changed) then(settings);
  const isTaken = async (): Promise<boolean> => (await at.metrics.metrics()).includes('sheepdog_fleet_tasks{state="queued"} 1');
  for (let tries = 0; tries < 200 && !(await isTaken()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(await isTaken());
  assert.deepEqual(duty.health(), { is: "well", about: "0 sessions, 0 tasks at work, 1 wait" });
  assert.ok((duty.doors ?? []).some(({ path }) => path === "/v1/tasks"));
});

test("there is one fleet for a root, and another one when that has stopped", async () => {
  const second = await fleetDuty.start(context());
  assert.equal(second.ok ? "" : second.fault.code, "store.held");
  await running[0]?.stop();
  assert.equal(changed.length, 0, "nobody listens to settings any more");
  const next = await started();
  assert.deepEqual(next.health(), { is: "well", about: "0 sessions, 0 tasks at work, 1 wait" });
});
