/** The native core: cargo builds it once, and again only when its own sources change. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hashOf, isFresh, makeStamped } from "./stamp.mjs";
import { checkTools, nativeTools } from "./tools.mjs";

const made = [".build/host", ".build/timer"];

/** What everything that is made with the core depends on. */
export const nativeHash = (house) => hashOf(house, { paths: ["native"], words: [process.platform, process.arch] });

export async function ensureNative(house) {
  const stamp = { name: "native", hash: nativeHash(house), made };
  if (isFresh(house, stamp)) return house.progress.there("core", "the native core is built");
  checkTools(house, nativeTools);
  const { buildNative } = await importNative(house);
  const make = () => buildNative({ log: (text) => house.progress.note(text) });
  await house.progress.work("core", "cargo builds the native core (about a minute the first time)", () => makeStamped(house, { ...stamp, make }));
}

export const importNative = (house) => import(pathToFileURL(join(house.root, "native", "build.mjs")).href);
