/** `sheepdog integrity`: signs the files that steer agents and the guard, and notices when one of them is another. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { addIntegrityRepair } from "./integrity-repair.ts";
import { addIntegritySign } from "./integrity-sign.ts";
import { addIntegrityVerify } from "./integrity-verify.ts";
import { addIntegrityWatch } from "./integrity-watch.ts";
import type { End } from "./vault-options.ts";

export function addIntegrity(program: Command, desk: Desk, end: End): void {
  const integrity = program
    .command("integrity")
    .description("sign the files that steer agents and the guard, and notice when one of them is another");
  for (const add of [addIntegritySign, addIntegrityVerify, addIntegrityWatch, addIntegrityRepair]) add(integrity, desk, end);
}
