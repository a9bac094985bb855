/** `sheepdog config`: what can be set, what is, and who said so. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addConfigChanges } from "./config-changes.ts";
import { addConfigCheck } from "./config-check.ts";
import { addConfigReads } from "./config-reads.ts";

export function addConfig(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const config = program.command("config").description("what can be set, what is, and who said so");
  for (const add of [addConfigReads, addConfigCheck, addConfigChanges]) add(config, desk, end);
}
