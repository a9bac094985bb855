/** `policy build`: what lies in the folders of a layer becomes plans that a hook need not compile, bound to the text that they were made of. */
import { done, fail, type Result } from "../../base/result.ts";
import { type PolicyFault, readLayer } from "../../guard/guard.ts";
import {
  ensurePrivateFolder,
  exclusively,
  isThere,
  isWritable,
  nodeVerifier,
  nodeWorld,
  readTextIfThere,
  replaceFile,
} from "../../hosts/node/node.ts";
import type { Seal, Source } from "../../rego/rego.ts";
import { versionOf } from "../install/guard.ts";
import type { Root } from "../install/root.ts";
import { builtToolsText } from "./built-tools.ts";
import { keepGood } from "./kept-good.ts";
import { builtName, builtToolsName, type StandingPlace, standingPlaces } from "./places.ts";
import { filesIn } from "./reading.ts";
import { layerFromStored, storedLayer } from "./stored-layer.ts";
import { toolsFrom } from "./tools-yaml.ts";

/** `foreign`: somebody else's, who builds it. `broken` is no failure of the build: the faults say what the guard says as well. */
export type BuiltLayer = {
  readonly name: StandingPlace["name"];
  readonly folder: string;
  readonly state: "built" | "unchanged" | "empty" | "broken" | "foreign";
  readonly faults: readonly PolicyFault[];
  /** What is read past. */
  readonly notes: readonly PolicyFault[];
};

export type Building = {
  readonly root: Pick<Root, "folder" | "guard">;
  readonly home: string;
  /** The guard of this build, whose compiler this is. */
  readonly guard: string;
};

/** Idempotent, and cheap where nothing changed. A guard of another build would not take the plans, and so none are made for it. */
export async function buildPolicies({ root, home, guard }: Building): Promise<Result<readonly BuiltLayer[]>> {
  const [own, placed] = [await versionOf(guard), await versionOf(isThere(root.guard) ? root.guard : guard)];
  if (!own.ok || !placed.ok) return own.ok ? (placed as Result<never>) : own;
  if (own.value !== placed.value) return fail(otherBuild);
  const built: BuiltLayer[] = [];
  for (const place of standingPlaces({ root: root.folder, home })) {
    const layer = await buildLayer(place, { hash: nodeVerifier.sha256, build: own.value });
    if (!layer.ok) return layer;
    built.push(layer.value);
  }
  return done(built);
}

const otherBuild = {
  code: "policy.other-build",
  what: "the guard in place is of another build than this program",
  follows: "nothing was built: it compiles its policies by itself, which takes longer",
  todo: "`sheepdog init`, then build again",
};

async function buildLayer({ name, folder }: StandingPlace, seal: Seal): Promise<Result<BuiltLayer>> {
  const world = nodeWorld({});
  const [policies, yaml] = [filesIn(`${folder}/policy`, /\.rego$/, world), filesIn(`${folder}/tools`, /\.ya?ml$/, world)];
  const said = (state: BuiltLayer["state"], more: Partial<BuiltLayer> = {}): Result<BuiltLayer> =>
    done({ name, folder, state, faults: [], notes: [], ...more });
  const unread = [...policies.faults, ...yaml.faults];
  if (unread.length > 0) return said("broken", { faults: unread });
  if (policies.sources.length + yaml.sources.length === 0) return said("empty");
  const tools = await toolsFrom(yaml.sources);
  const layer = readLayer({ name }, policies.sources);
  const faults = [...(layer.ok ? [] : layer.faults), ...tools.faults];
  if (faults.length > 0) return said("broken", { faults, notes: tools.notes });
  if (!isWritable(isThere(`${folder}/policy`) ? `${folder}/policy` : folder)) return said("foreign", { notes: tools.notes });
  const made = ensurePrivateFolder(`${folder}/policy`);
  if (!made.ok) return made;
  return exclusively(`${folder}/policy/lock`, () => {
    const changed = [
      yaml.sources.length === 0
        ? done(false)
        : replaced(`${folder}/${builtToolsName}`, builtToolsText(yaml.sources, tools.declared, seal.hash)),
      policies.sources.length === 0 ? done(false) : buildPlans(folder, policies.sources, seal),
    ];
    const failed = changed.find((one) => !one.ok);
    if (failed?.ok === false) return failed;
    const kept = keepGood(folder, [...policies.sources, ...yaml.sources]);
    if (!kept.ok) return kept;
    return said(changed.some((one) => one.ok && one.value) ? "built" : "unchanged", { notes: tools.notes });
  });
}

/** Whether there was something to do. */
function buildPlans(folder: string, sources: readonly Source[], seal: Seal): Result<boolean> {
  const file = `${folder}/${builtName}`;
  const before = readTextIfThere(file);
  if (before.ok && before.value !== null && layerFromStored({ name: "built" }, before.value, { sources, seal }).ok) return done(false);
  const stored = storedLayer(sources, seal);
  if (stored === undefined) return fail({ code: "policy.unstored", what: `what was made of \`${folder}/policy\` cannot be stored` });
  return replaced(file, stored);
}

function replaced(file: string, text: string): Result<boolean> {
  const before = readTextIfThere(file);
  if (before.ok && before.value === text) return done(false);
  const written = replaceFile(file, text);
  return written.ok ? done(true) : written;
}
