/** The effects that many tools share: deleting and writing a path, asking an address. */
import type { Effect, Loss, Target } from "../effect.ts";
import { limits } from "../limits.ts";
import type { Value } from "../shell/value.ts";
import { isRegenerable } from "./regenerable.ts";
import { pathTarget, type Place } from "./targets.ts";

/** An effect without the circumstances that its surroundings add. */
export type Part = Effect extends infer One ? (One extends Effect ? Omit<One, "tool" | "certainty" | "span" | "via"> : never) : never;

export function fileDelete(value: Value, place: Place, whole: boolean): Part {
  const target = pathTarget(value, place, "itself");
  const loss = lossOf(target);
  const takesTree = whole && !isSingleFile(target, place);
  const blast = takesTree && loss === "forever" ? blastOf(target, place) : undefined;
  return { kind: "delete", whole: takesTree, target, loss, ...(blast === undefined ? {} : { blast }) };
}

export function fileWrite(value: Value, place: Place, kind: "write" | "overwrite"): Part | undefined {
  const target = pathTarget(value, place, "through");
  if (/^\/dev\/(null|zero|full|stdout|stderr|tty|fd\/\d+)$/.test(target.name)) return undefined;
  return { kind, target, loss: kind === "write" ? "nothing" : lossOf(target) };
}

export function request(url: Value, sent: { readonly carrying: "nothing" | "text" | "file"; readonly method: string }): Part {
  return { kind: "network", ...sent, target: { name: url.text, scope: "remote", known: url.known }, loss: "nothing" };
}

/** A path that is absent now is judged as if it were there; only what is positively seen as a file narrows a recursive delete. */
function isSingleFile(target: Target, place: Place): boolean {
  if (!target.known) return false;
  const entry = place.ground.world.entry(target.name);
  return entry.known && (entry.value.kind === "file" || entry.value.kind === "link");
}

function lossOf(target: Target): Loss {
  if (!target.known) return "unknown";
  if (target.scope === "temp") return "nothing";
  return target.scope === "below-project" && isRegenerable(target.name) ? "build" : "forever";
}

function blastOf(target: Target, place: Place): Effect["blast"] {
  if (!target.known) return undefined;
  const tree = place.ground.world.tree(target.name, limits.treeEntries);
  return tree.known ? { files: tree.value.files, bytes: tree.value.bytes, atLeast: !tree.value.whole } : undefined;
}
