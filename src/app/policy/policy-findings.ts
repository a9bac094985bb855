/** Policies as doctor sees them: layers that do not load, repositories' files that do not, and plans that a hook would have to make by itself. */
import type { Finding } from "../../agents/agents.ts";
import { type BrokenLayer, placed } from "../../guard/guard.ts";
import { nodeCrypto, nodeWorld, readTextIfThere } from "../../hosts/node/node.ts";
import { policiesFor } from "./policies-for.ts";
import { builtName, standingPlaces } from "./places.ts";
import { filesIn } from "./reading.ts";
import { layerFromStored } from "./stored-layer.ts";

export type PolicySite = {
  readonly root: string;
  readonly home: string;
  readonly cwd: string;
  /** What the guard in place is called. */ readonly build: string;
};

export function policyFindings({ root, home, cwd, build }: PolicySite): readonly Finding[] {
  const world = nodeWorld({});
  const seal = { hash: nodeCrypto.sha256, build };
  const { set } = policiesFor(cwd, { world, root, home, seal });
  const broken = (set.broken ?? []).map(brokenFinding);
  const unbuilt = standingPlaces({ root, home }).flatMap(({ name, folder }): readonly Finding[] => {
    const { sources, faults } = filesIn(`${folder}/policy`, /\.rego$/, world);
    if (sources.length === 0 || faults.length > 0 || set.broken?.some((one) => one.name === name) === true) return [];
    const stored = readTextIfThere(`${folder}/${builtName}`);
    const isFresh = stored.ok && stored.value !== null && layerFromStored({ name }, stored.value, { sources, seal }).ok;
    if (isFresh) return [];
    const what = `the ${name} policy in \`${folder}/policy\` is not built, so every call compiles it and takes longer`;
    return [{ code: "policy.unbuilt", what, repair: "sheepdog policy build", weight: "note" }];
  });
  return [...broken, ...unbuilt];
}

function brokenFinding({ name, folder, faults }: BrokenLayer): Finding {
  const about = folder === undefined ? "every call" : `every call in \`${folder}\``;
  const what = `the ${name} policy does not load, and ${about} that changes something is blocked: ${faults.map(placed).join("; ")}`;
  return { code: "policy.broken", what, repair: folder === undefined ? "sheepdog policy rollback" : `mend ${faults[0]?.file ?? folder}` };
}
