/** The guard that we ship: the bundled policy compiled, and the paths that count as the guard's own. */
import { agentPrograms, failsafeSessionMember, guardedPaths } from "../agents/agents.ts";
import { invariant } from "../base/assert.ts";
import { type Guard, guardedPlaces, loadLayer } from "../guard/guard.ts";
import type { Source } from "../rego/rego.ts";

/** What we keep in a home, what whoever runs the machine says, and the doors of the daemon. */
const ownPlaces = [
  "~/.sheepdog",
  "/etc/sheepdog",
  "./.sheepdog.rego",
  "./.failsafe.rego",
  "/run/sheepdog",
  "/run/user/*/sheepdog",
  "$XDG_RUNTIME_DIR/sheepdog",
];

/** A bundled policy that does not load is a bug and ends the build; it never gets as far as a hook. */
export function bundledGuard(policies: readonly Source[], engine: string): Guard {
  const layer = loadLayer("bundled", policies);
  invariant(layer.ok, layer.ok ? "" : layer.fault.what);
  const guarded = guardedPlaces([...ownPlaces, ...guardedPaths]);
  return { layers: [layer.value], guarded, agents: agentPrograms, sessionMember: failsafeSessionMember, engine };
}
