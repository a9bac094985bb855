/** `sheepdog vault`: keeps keys and tokens, and hands them to one process at a time. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { addVaultChanges } from "./vault-changes.ts";
import { addVaultImport } from "./vault-import.ts";
import { addVaultInit } from "./vault-init.ts";
import { addVaultReads } from "./vault-reads.ts";
import { addVaultRun } from "./vault-run.ts";
import { addVaultState } from "./vault-state.ts";

export function addVault(program: Command, desk: Desk, end: (code: number) => void): void {
  const vault = program
    .command("vault")
    .description("keep keys and tokens, and hand them to one process at a time")
    .enablePositionalOptions();
  for (const add of [addVaultInit, addVaultChanges, addVaultReads, addVaultState, addVaultImport, addVaultRun]) add(vault, desk, end);
}
