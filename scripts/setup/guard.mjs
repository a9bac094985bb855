/** The guard: sources and policies bundled, then frozen into a copy of the native core. No compiler takes part. */
import { renameSync } from "node:fs";
import { join } from "node:path";
import { bundle, versionOf } from "./bundle.mjs";
import { freeze, nativeHash } from "./native.mjs";
import { packagesHash } from "./packages.mjs";
import { hashOf, isFresh, makeStamped } from "./stamp.mjs";

const sources = ["src", "policies", "scripts/setup/bundle.mjs"];

export async function ensureGuard(house) {
  const hash = hashOf(house, { paths: sources, words: [versionOf(house.root), packagesHash(house), nativeHash(house)] });
  const stamp = { name: "guard", hash, made: [".build/guard"] };
  if (isFresh(house, stamp)) return house.progress.there("guard", "frozen from these sources and policies");
  const make = () => freezeGuard(house);
  await house.progress.work("guard", "sources and policies are bundled and frozen", () => makeStamped(house, { ...stamp, make }));
}

async function freezeGuard(house) {
  const script = join(house.scratch, "guard.js");
  const draft = join(house.scratch, "guard");
  await bundle(house, script);
  await freeze(house, { scripts: [script], out: draft });
  renameSync(draft, join(house.build, "guard"));
}
