/** The pinned packages: installed beside, then swapped in whole, so that a half-written `node_modules` never exists. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";
import { hashOf } from "./stamp.mjs";
import { checkTools, packageTools } from "./tools.mjs";

/** Lies inside the folder and moves with it; whoever replaces the folder by hand replaces the stamp as well. */
const stampName = ".sheepdog-stamp";
const inputs = ["package-lock.json", ".npmrc"];

// Command-line flags win over every npm setting of the machine: no script of a package runs, and no part is left out.
const npmFlags = [
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--prefer-offline",
  "--no-audit",
  "--no-fund",
  "--no-update-notifier",
  "--loglevel=error",
];

/** What everything that is made with the packages depends on. */
export const packagesHash = (house) => hashOf(house, { paths: inputs, words: [process.platform, process.arch] });

export async function ensurePackages(house) {
  const hash = packagesHash(house);
  const stamp = join(house.root, "node_modules", stampName);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return house.progress.there("packages", "as pinned in package-lock.json");
  checkTools(packageTools);
  await house.progress.work("packages", "npm installs what package-lock.json pins", () => installPackages(house, hash));
}

async function installPackages(house, hash) {
  const place = join(house.scratch, "packages");
  mkdirSync(place);
  for (const name of ["package.json", ...inputs]) copyFileSync(join(house.root, name), join(place, name));
  await run("npm", {
    args: ["ci", ...npmFlags],
    cwd: place,
    failure: "the pinned packages could not be installed, and nothing was changed; npm needs the network once, or a cache that holds them.",
  });
  writeFileSync(join(place, "node_modules", stampName), hash);
  const home = join(house.root, "node_modules");
  if (existsSync(home)) renameSync(home, join(house.scratch, "packages-before"));
  renameSync(join(place, "node_modules"), home);
}
