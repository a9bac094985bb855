/** The repositories that a call reaches into from elsewhere: what their policies say counts for what lies in them. */
import { folderOf } from "../base/path.ts";
import type { Doubt, Effect } from "./effect.ts";
import { limits } from "./limits.ts";
import type { PolicySet } from "./policy/layers.ts";
import type { ProgramUse } from "./program-use.ts";

type Found = { readonly call: { readonly cwd: string }; readonly effects: readonly Effect[]; readonly programs: readonly ProgramUse[] };

export type Reached = { readonly set: PolicySet; readonly doubts: readonly Doubt[] };

/** `around` has the policies of the repositories that a folder lies in, the same objects for the same folder. */
export function reachedBy(
  { call, effects, programs }: Found,
  set: PolicySet,
  around: ((folder: string) => PolicySet) | undefined,
): Reached {
  const touched = [...programs.map(({ cwd }) => cwd), ...effects.map(folderFor)].filter(
    (folder) => folder !== undefined && folder !== call.cwd,
  );
  if (around === undefined || touched.length === 0) return { set, doubts: [] };
  const folders = [...new Set(touched as readonly string[])];
  const looked = folders.slice(0, limits.reachedFolders);
  return { set: joined([set, ...looked.map(around)]), doubts: folders.length > looked.length ? [tooMany] : [] };
}

const tooMany: Doubt = {
  code: "bound",
  what: `which repositories' policies count: the call touches more than ${limits.reachedFolders} folders`,
  span: { start: 0, end: 0 },
};

/** What is deleted, moved or run may be a repository itself; of all else the folder that it lies in is looked at. */
function folderFor({ kind, on, target: { name, scope } }: Effect): string | undefined {
  if (on !== undefined || !name.startsWith("/") || unowned.has(scope)) return undefined;
  return kind === "delete" || scope === "project" ? name : folderOf(name);
}

/** Where nobody keeps a repository. */
const unowned: ReadonlySet<string> = new Set(["device", "process", "remote"]);

/** Each layer once. */
export function joined(sets: readonly PolicySet[]): PolicySet {
  const [first] = sets;
  if (first !== undefined && sets.every((set) => set === first || isEmpty(set))) return first;
  return {
    layers: [...new Set(sets.flatMap(({ layers }) => layers))],
    programPolicies: [...new Set(sets.flatMap(({ programPolicies = [] }) => programPolicies))],
    broken: [...new Set(sets.flatMap(({ broken = [] }) => broken))],
  };
}

function isEmpty({ layers, programPolicies = [], broken = [] }: PolicySet): boolean {
  return layers.length + programPolicies.length + broken.length === 0;
}
