/** A work tree that is laid over the guard's own folder: whatever git puts there takes the place of its files. */
import { literal, type Value } from "../../../../shell/value.ts";
import type { Part } from "../../../describing/deeds.ts";
import { pathTarget } from "../../../places/targets.ts";
import { tampering } from "../../guard/tampering.ts";
import type { Verb } from "./verb.ts";

const changing: ReadonlySet<string> = new Set(
  "am apply checkout checkout-index cherry-pick clean clone init merge mv pull read-tree rebase reset restore revert rm stash submodule switch worktree".split(
    " ",
  ),
);

export function ownTreeParts(name: string, verb: Verb): readonly Part[] {
  if (!changing.has(name)) return [];
  const own = treesOf(name, verb).filter((folder) => pathTarget(folder, verb.use.place, "through").scope === "guard");
  return own.map(({ text }) => tampering("git", text));
}

/** Where one stands, or the folder that is made. */
function treesOf(name: string, { line: { operands }, use }: Verb): readonly Value[] {
  if (name === "clone") return operands.slice(1, 2);
  if (name === "init") return operands.length === 0 ? [use.place.cwd] : operands.slice(0, 1);
  if (name === "worktree" || name === "submodule")
    return [...(use.place.cwd.known ? [use.place.cwd] : [literal(".")]), ...operands.slice(1)];
  return [use.place.cwd];
}
