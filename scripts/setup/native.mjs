/** The native core: cargo builds it once, and again only when its own sources change. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SetupFault } from "./fault.mjs";
import { hashOf, isFresh, makeStamped } from "./stamp.mjs";
import { checkTools, nativeTools } from "./tools.mjs";

const made = [".build/host", ".build/timer"];

/** What everything that is made with the core depends on. */
export const nativeHash = (house) => hashOf(house, { paths: ["native"], words: [process.platform, process.arch] });

export async function ensureNative(house) {
  const stamp = { name: "native", hash: nativeHash(house), made };
  if (isFresh(house, stamp)) return house.progress.there("core", "the native core is built");
  checkTools(nativeTools);
  const make = () =>
    askNative(house, "the native core could not be built; without it there is no guard.", (native) =>
      native.buildNative({ log: () => {} }),
    );
  await house.progress.work("core", "cargo builds the native core (about a minute, only when it changed)", () =>
    makeStamped(house, { ...stamp, make }),
  );
}

/** Puts a copy of the core at `out`, with the scripts evaluated and kept inside of it. */
export function freeze(house, { scripts, out }) {
  return askNative(house, "the guard could not be frozen and stays as it was; mend what is named below, then run this again.", (native) =>
    native.freeze(scripts, out),
  );
}

/** The core's own build script says what is wrong; `failure` says what follows. */
async function askNative(house, failure, ask) {
  const native = await import(pathToFileURL(join(house.root, "native", "build.mjs")).href);
  try {
    await ask(native);
  } catch (error) {
    throw new SetupFault(failure, error.message);
  }
}
