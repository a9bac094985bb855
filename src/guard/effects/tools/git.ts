/** git: what discards work, rewrites history, or overwrites somebody else's copy. */
import { absolutePath } from "../../../base/path.ts";
import type { Target } from "../../effect.ts";
import { literal, type Value } from "../../shell/value.ts";
import type { Part } from "../deeds.ts";
import { has, type Line, readLine, valuesOf } from "../options.ts";
import type { Tool, Use } from "../tool.ts";

const globalShape = { short: "Cc", long: ["git-dir", "work-tree", "namespace", "config-env"] };

export const git: Tool = { names: ["git"], shape: globalShape, effects };

function effects(use: Use): readonly Part[] {
  const front = readLine(use.words, globalShape, true);
  const [verb, ...words] = front.operands;
  if (verb === undefined) return [];
  const read = verbs.get(verb.text);
  return read?.({ words, line: readLine(words, verbShape), where: workTree(front, use) }) ?? [];
}

/** One verb with its own words, and the work tree that it is about. */
type Verb = { readonly words: readonly Value[]; readonly line: Line; readonly where: Target };

const verbShape = { short: "muo", long: ["message", "author", "date", "repo", "push-option", "source", "exclude", "onto", "strategy"] };

function workTree(front: Line, use: Use): Target {
  const start = use.place.cwd;
  const folders = valuesOf(front, "C", "work-tree");
  const folder = folders.reduce(
    (at: Value, next) => (at.known && next.known ? literal(absolutePath(next.text, at.text)) : { ...next, known: false }),
    start,
  );
  return { name: folder.text, scope: folder.known ? "project" : "unknown", known: folder.known };
}

const verbs: ReadonlyMap<string, (verb: Verb) => readonly Part[]> = new Map([
  ["push", push],
  ["reset", (verb: Verb) => when(has(verb.line, "hard", "merge"), discard(verb, "uncommitted changes"))],
  ["clean", (verb: Verb) => when(has(verb.line, "f", "force") && !has(verb.line, "n", "dry-run"), discard(verb, "untracked files"))],
  ["checkout", (verb: Verb) => when(checksOutFiles(verb), discard(verb, "uncommitted changes"))],
  ["switch", (verb: Verb) => when(has(verb.line, "f", "force", "discard-changes"), discard(verb, "uncommitted changes"))],
  [
    "restore",
    (verb: Verb) => when(!has(verb.line, "S", "staged") || has(verb.line, "W", "worktree"), discard(verb, "uncommitted changes")),
  ],
  ["stash", (verb: Verb) => when(["drop", "clear"].includes(verb.words[0]?.text ?? ""), discard(verb, "stashed changes"))],
  [
    "branch",
    (verb: Verb) =>
      when(has(verb.line, "D") || (has(verb.line, "d", "delete") && has(verb.line, "f", "force")), discard(verb, "unmerged commits")),
  ],
  ["reflog", (verb: Verb) => when(["expire", "delete"].includes(verb.words[0]?.text ?? ""), discard(verb, "the way back"))],
  [
    "gc",
    (verb: Verb) =>
      when(
        valuesOf(verb.line, "prune").some((value) => value.text === "now" || value.text === "all"),
        discard(verb, "unreachable commits"),
      ),
  ],
  [
    "worktree",
    (verb: Verb) => when(verb.words[0]?.text === "remove" && has(verb.line, "f", "force"), discard(verb, "uncommitted changes")),
  ],
  ["rebase", (verb: Verb) => when(!has(verb.line, "abort", "quit"), rewrite(verb))],
  ["commit", (verb: Verb) => when(has(verb.line, "amend"), rewrite(verb))],
  ["filter-branch", (verb: Verb) => [rewrite(verb)]],
  ["filter-repo", (verb: Verb) => [rewrite(verb)]],
]);

function when(holds: boolean, part: Part): readonly Part[] {
  return holds ? [part] : [];
}

/** The target's name says what is lost, its scope where. */
function discard(verb: Verb, what: string): Part {
  return { kind: "vcs", act: "discard", branch: "", target: { ...verb.where, name: what }, loss: "forever" };
}

/** Rewritten commits stay in the reflog of this copy. */
function rewrite(verb: Verb): Part {
  return { kind: "vcs", act: "rewrite", branch: "", target: verb.where, loss: "git" };
}

function checksOutFiles(verb: Verb): boolean {
  const dashes = verb.words.findIndex((word) => word.text === "--");
  const names = dashes < 0 ? verb.line.operands : verb.words.slice(dashes + 1);
  return has(verb.line, "f", "force") || (dashes >= 0 && names.length > 0) || names.some((name) => /^(\.|\*|:\/)$/.test(name.text));
}

function push(verb: Verb): readonly Part[] {
  const [remote, ...refs] = verb.line.operands;
  const isForced = has(verb.line, "f", "force", "mirror", "prune");
  const isDeleting = has(verb.line, "d", "delete");
  if (has(verb.line, "n", "dry-run")) return [];
  const targets = refs.length === 0 ? [literal("")] : refs;
  return targets.map((ref) => pushed(ref, remote, isForced || isDeleting || /^[+:]./.test(ref.text)));
}

function pushed(ref: Value, remote: Value | undefined, overwrites: boolean): Part {
  const branch = ref.text.replace(/^\+/, "").split(":").at(-1) ?? "";
  const target: Target = { name: remote?.text ?? "the upstream", scope: "remote", known: remote?.known ?? true };
  if (overwrites) return { kind: "vcs", act: "overwrite-remote", branch, target, loss: "forever" };
  return { kind: "vcs", act: "publish", branch, target, loss: "nothing" };
}
