/** git push and its kin: what others get, and what of theirs is overwritten. */
import type { Target } from "../../../../effect.ts";
import { literal, type Value } from "../../../../shell/value.ts";
import type { Part } from "../../../describing/deeds.ts";
import { has } from "../../../describing/options.ts";
import { overwritesByDefault } from "./repository.ts";
import { type Rows, taking, type Verb } from "./verb.ts";

export const push: Rows = {
  push: { shape: taking("o", "repo push-option receive-pack exec recurse-submodules"), effects: pushes },
  "send-pack http-push": { shape: taking("", "receive-pack exec"), effects: pushes },
};

function pushes(verb: Verb): readonly Part[] {
  const [remote, ...refs] = verb.line.operands;
  const isForced = has(verb.line, "f", "force", "mirror", "prune");
  const isDeleting = has(verb.line, "d", "delete");
  if (has(verb.line, "n", "dry-run", "h", "help")) return [];
  const targets = refs.length === 0 ? [literal("")] : refs;
  // An address is no name of a remote; without one it is mostly this one.
  const named = remote === undefined ? "origin" : /[:/]/.test(remote.text) ? "" : remote.text;
  if (refs.length === 0 && !isForced && overwritesByDefault({ use: verb.use, folder: verb.use.place.cwd }, named))
    return [pushed(literal(""), remote, true)];
  return targets.map((ref) => pushed(ref, remote, isForced || isDeleting || /^[+:]./.test(ref.text)));
}

function pushed(ref: Value, remote: Value | undefined, overwrites: boolean): Part {
  const branch = ref.text.replace(/^\+/, "").split(":").at(-1) ?? "";
  const target: Target = { name: remote?.text ?? "the upstream", scope: "remote", known: remote?.known ?? true };
  if (overwrites) return { kind: "vcs", act: "overwrite-remote", branch, target, loss: "forever" };
  return { kind: "vcs", act: "publish", branch, target, loss: "nothing" };
}
