/** The daemon in this very process: with the real clock, and all duties that there are. */
import type { Result } from "../../base/result.ts";
import { lifetime, machineTimers } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { versionOf } from "../install/guard.ts";
import { runDaemon } from "./daemon.ts";
import { duties } from "./duties.ts";

export async function attendDaemon(desk: Desk): Promise<Result<void>> {
  const version = await versionOf(desk.guard);
  const life = lifetime();
  const ran = await runDaemon(desk, { lifetime: life, timers: machineTimers, duties, engine: version.ok ? version.value : "unknown" });
  // Also where it never began: whoever still listens for signals goes on for ever.
  life.end("it is over");
  return ran;
}
