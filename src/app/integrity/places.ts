/** Which files are looked after: what can unload the guard, what steers an agent beside it, policies, and the guard itself. */
import { guardedPaths, steeringPaths } from "../../agents/agents.ts";
import type { Surroundings } from "../../hosts/node/node.ts";
import type { Place } from "../../proof/integrity/integrity.ts";
import { rootIn } from "../install/root.ts";

type Around = Pick<Surroundings, "home" | "variable">;

/** A place that is not there is looked after, too: what appears at it was never signed. */
export function integrityPlaces(around: Around, projects: readonly string[]): readonly Place[] {
  const settings = guardedPaths.filter((path) => !isUnpacked(path)).map((path) => ({ path, about: "settings" }));
  const steering = steeringPaths.map((place) => ({ ...place, about: "instructions" }));
  const named = [...settings, ...steering].flatMap((place) => expanded(place, around, projects));
  return onlyOnce([...ownPlaces(around.home), ...named]);
}

/** Code that a product unpacks for itself is replaced with each of its releases. */
function isUnpacked(path: string): boolean {
  return /cache/i.test(path);
}

/** The ledger and the vault see to themselves; what they hold changes all the time. */
function ownPlaces(home: string): readonly Place[] {
  const { folder, guard, versions, record } = rootIn(home);
  const own = [guard, versions, record, `${folder}/policy`, `${folder}/tools`, `${folder}/config.yaml`, `${folder}/statements`];
  return ["/etc/sheepdog", ...own].map((path) => ({ path, about: "guard" }));
}

/** `./…` is meant in every project that was named, `$NAME/…` where the variable leads somewhere. */
function expanded(place: Place, { home, variable }: Around, projects: readonly string[]): readonly Place[] {
  const { path } = place;
  if (path.startsWith("/")) return [place];
  if (path.startsWith("~/")) return [{ ...place, path: `${home}${path.slice(1)}` }];
  if (path.startsWith("./")) return projects.map((project) => ({ ...place, path: `${project}${path.slice(1)}` }));
  const [, name = "", rest = ""] = /^\$([A-Z_]+)(\/.*)$/.exec(path) ?? [];
  const folder = variable(name) ?? "";
  return folder.startsWith("/") ? [{ ...place, path: `${folder.replace(/\/+$/, "")}${rest}` }] : [];
}

function onlyOnce(places: readonly Place[]): readonly Place[] {
  return places.filter((place, at) => places.findIndex(({ path }) => path === place.path) === at);
}
