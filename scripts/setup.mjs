/** Sets a checkout up: pinned packages, pinned runtimes, native core, frozen guard. Plain Node, because nothing is installed yet. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupFault } from "./setup/fault.mjs";
import { ensureGuard } from "./setup/guard.mjs";
import { enterHouse } from "./setup/house.mjs";
import { withLock } from "./setup/lock.mjs";
import { ensureNative } from "./setup/native.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { createProgress } from "./setup/progress.mjs";
import { ensureRuntimes } from "./setup/runtimes.mjs";
import { writeReady } from "./setup/stamp.mjs";
import { checkTools, everyTool } from "./setup/tools.mjs";

const usage = "usage: node scripts/setup.mjs [--quiet]";

async function setUp({ quiet }) {
  const progress = createProgress({ quiet, out: process.stderr });
  const house = enterHouse({ root: fileURLToPath(new URL("..", import.meta.url)), progress });
  await withLock(house, async () => {
    const first = !existsSync(join(house.root, "node_modules"));
    if (first || !quiet) checkTools(everyTool);
    progress.there("tools", everyTool.join(", "));
    await ensurePackages(house);
    await ensureRuntimes(house);
    await ensureNative(house);
    await ensureGuard(house);
    writeReady(house);
  });
  progress.end();
}

function readOptions(args) {
  const unknown = args.find((arg) => arg !== "--quiet");
  if (unknown !== undefined) throw new SetupFault(`set-up does not know \`${unknown}\`; ${usage}`);
  return { quiet: args.includes("--quiet") };
}

try {
  await setUp(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`${error.report()}\n`);
  process.exitCode = 1;
}
