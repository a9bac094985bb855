/** The guard that we ship: the bundled policy compiled, and the paths that count as the guard's own. */
import { guardedPaths } from "../agents/agents.ts";
import { invariant } from "../base/assert.ts";
import { type Guard, guardedPlaces, loadLayer } from "../guard/guard.ts";
import type { Source } from "../rego/rego.ts";

/** A bundled policy that does not load is a bug and ends the build; it never gets as far as a hook. */
export function bundledGuard(policies: readonly Source[], engine: string): Guard {
  const layer = loadLayer("bundled", policies);
  invariant(layer.ok, layer.ok ? "" : layer.fault.what);
  return { layers: [layer.value], guarded: guardedPlaces(["~/.sheepdog", "/etc/sheepdog", ...guardedPaths]), engine };
}
