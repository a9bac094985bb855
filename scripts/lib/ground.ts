/** Stands a script on the repository's root, with a folder for its reports that goes when the work is done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ground } from "./plan.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `work` says whether all went well; the program ends with that. */
export async function onGround(work: (ground: Ground) => Promise<boolean>): Promise<void> {
  process.chdir(root);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
  const reports = mkdtempSync(join(tmpdir(), "sheepdog-reports-"));
  process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
  process.exitCode = (await work({ root, reports })) ? 0 : 1;
}
