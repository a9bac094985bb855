/** A call, decided with the bundled policy: what hook, judge and explain share, so that there is one engine. */
import { done, type Result } from "../base/result.ts";
import { carriers } from "./carriers.ts";
import type { Pin, PinnedFile } from "./leaves/pins.ts";
import { type FoundPolicies, policiesFor } from "./policy/policies-for.ts";
import { pinPlaceOf } from "./policy/pin-place.ts";
import { type Answered, type Call, decide, type Decision, type Guard, joinedPolicies, recording, type Site } from "../guard/guard.ts";

export type Decided = { readonly decision: Decision; readonly answers: readonly Answered[] };

type Deciding = Site & {
  readonly sha256: (text: string) => string;
  /** Which files people have signed; left out where nobody can say. */
  readonly pins?: (file: PinnedFile) => Pin | undefined;
  /** `kept`: what their files hold is on record as well. `none`: the record of a decision that was taken without any. */
  readonly policies?: "kept" | "none";
};

export function decided(call: Call, guard: Guard, { sha256, pins, policies, ...site }: Deciding): Result<Decided> {
  const answers: Answered[] = [];
  const recorded = { ...site, world: recording(site.world, answers) };
  const around = { world: policies === "kept" ? recorded.world : site.world, root: site.root, home: call.home };
  const seal = { hash: sha256, build: guard.engine };
  const found = policies === "none" ? undefined : policiesFor(call.cwd, { ...around, seal });
  const outcome = decide(call, found === undefined ? guard : guardWith(guard, found), {
    ...recorded,
    sha256,
    carriers: () => carriers(recorded),
    ...(found === undefined ? {} : { around: found.around }),
    ...(pins === undefined ? {} : { isPinned: (policy) => pins({ ...pinPlaceOf(policy.file, around), sha256: sha256(policy.text) }) }),
  });
  return outcome.ok ? done({ decision: outcome.value, answers }) : outcome;
}

/** Most machines have no policy but ours. */
function guardWith(guard: Guard, { set, declared }: FoundPolicies): Guard {
  const all = joinedPolicies([guard, set]);
  return all === guard && declared === undefined ? guard : { ...guard, ...all, ...(declared === undefined ? {} : { declared }) };
}
