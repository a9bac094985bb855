/** The places that set-up works in: the checkout, `.build`, and a scratch folder of this run alone. */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { SetupFault } from "./fault.mjs";
import { isAlive, ownName } from "./process.mjs";

export function enterHouse({ root, progress }) {
  const build = join(root, ".build");
  const scratch = join(build, "scratch", `${ownName()}-${randomUUID()}`);
  try {
    mkdirSync(join(build, "stamps"), { recursive: true });
    mkdirSync(join(build, "bin"), { recursive: true });
    mkdirSync(scratch, { recursive: true });
  } catch (error) {
    throw new SetupFault(`set-up cannot write in \`${build}\` (${error.code}); give this user the right to write there.`);
  }
  return { root, build, scratch, progress, begun: statSync(scratch).mtimeMs };
}

/** What killed runs left behind. A program that outlived its set-up may still write there; then a later run removes it. */
export function sweepScratch(house) {
  const all = join(house.build, "scratch");
  for (const name of readdirSync(all).filter((owner) => !isAlive(owner))) {
    try {
      rmSync(join(all, name), { recursive: true, force: true, maxRetries: 2 });
    } catch (error) {
      house.progress.note(
        `a killed set-up's folder \`${join(all, name)}\` is still written to (${error.code}); the next set-up removes it`,
      );
    }
  }
}

export function leaveHouse(house) {
  rmSync(house.scratch, { recursive: true, force: true, maxRetries: 2 });
}
