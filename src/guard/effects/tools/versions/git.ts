/** git: what discards work, rewrites history, or overwrites somebody else's copy. */
import { absolutePath } from "../../../../base/path.ts";
import type { Target } from "../../../effect.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { type Part, unreadable } from "../../deeds.ts";
import { has, type Line, readingsOf, readLine, type Shape, valuesOf } from "../../options.ts";
import type { Tool, Use } from "../../tool.ts";

const globalShape = { short: "Cc", long: ["git-dir", "work-tree", "namespace", "config-env", "attr-source", "super-prefix"] };
const globalSwitches = `no-pager paginate bare no-replace-objects no-lazy-fetch no-optional-locks no-advice literal-pathspecs glob-pathspecs
  noglob-pathspecs icase-pathspecs exec-path html-path man-path info-path version help list-cmds`.split(/\s+/);

export const git: Tool = { names: ["git"], shape: globalShape, verbs: 1, effects };

function effects(use: Use): readonly Part[] {
  const front = readLine(use.words, globalShape, true);
  const own = valuesOf(front, "c").filter((value) => !value.known || value.text.startsWith("alias."));
  return [...own.map(unreadable), ...readingsOf(front, globalSwitches).flatMap((operands) => verbParts(operands, workTree(front, use)))];
}

function verbParts([verb, ...words]: readonly Value[], where: Target): readonly Part[] {
  if (verb === undefined) return [];
  if (!verb.known) return [unreadable(verb)];
  const row = verbs.get(verb.text);
  if (row === undefined) return [];
  const [next] = words;
  if (row.hasParts === true && next?.known === false) return [unreadable(next)];
  return row.effects({ words, line: readLine(words, row.shape), where });
}

/** One verb with its own words, and the work tree that it is about. */
type Verb = { readonly words: readonly Value[]; readonly line: Line; readonly where: Target };

/** A verb of git as a tool of its own. `hasParts`: the word behind it says what it does. */
type Row = { readonly shape: Shape; readonly effects: (verb: Verb) => readonly Part[]; readonly hasParts?: true };

function workTree(front: Line, use: Use): Target {
  const start = use.place.cwd;
  const folders = valuesOf(front, "C", "work-tree");
  const folder = folders.reduce(
    (at: Value, next) => (at.known && next.known ? literal(absolutePath(next.text, at.text)) : { ...next, known: false }),
    start,
  );
  return { name: folder.text, scope: folder.known ? "project" : "unknown", known: folder.known };
}

const partsShape = { shape: { short: "m", long: ["message", "expire", "reason"] }, hasParts: true } as const;
const files = "pathspec-from-file";

const verbs: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["push", { shape: { short: "o", long: ["repo", "push-option", "receive-pack", "exec", "recurse-submodules"] }, effects: push }],
  [
    "reset",
    {
      shape: { short: "U", long: [files, "unified", "inter-hunk-context"] },
      effects: (verb) => when(has(verb.line, "hard", "merge"), discard(verb, "uncommitted changes")),
    },
  ],
  ["clean", { shape: { short: "e", long: ["exclude"] }, effects: clean }],
  [
    "checkout",
    {
      shape: { short: "bB", long: ["orphan", "conflict", files, "unified"] },
      effects: (verb) => when(checksOutFiles(verb), discard(verb, "uncommitted changes")),
    },
  ],
  [
    "switch",
    {
      shape: { short: "cC", long: ["create", "force-create", "orphan", "conflict"] },
      effects: (verb) => when(has(verb.line, "f", "force", "discard-changes"), discard(verb, "uncommitted changes")),
    },
  ],
  ["restore", { shape: { short: "sU", long: ["source", "conflict", files, "unified"] }, effects: restore }],
  ["stash", { ...partsShape, effects: (verb) => when(isPart(verb, "drop", "clear"), discard(verb, "stashed changes")) }],
  [
    "branch",
    { shape: { short: "u", long: ["set-upstream-to", "contains", "no-contains", "points-at", "format", "sort"] }, effects: deleteBranch },
  ],
  ["reflog", { ...partsShape, effects: (verb) => when(isPart(verb, "expire", "delete"), discard(verb, "the way back")) }],
  ["gc", { shape: { short: "", long: [] }, effects: collect }],
  [
    "worktree",
    {
      ...partsShape,
      effects: (verb) => when(isPart(verb, "remove") && has(verb.line, "f", "force"), discard(verb, "uncommitted changes")),
    },
  ],
  ["rebase", { shape: { short: "sXxC", long: ["onto", "strategy", "strategy-option", "exec", "whitespace"] }, effects: rebase }],
  [
    "commit",
    {
      shape: { short: "mFCct", long: ["message", "file", "author", "date", "template", "fixup", "squash", "trailer", "cleanup", files] },
      effects: (verb) => when(has(verb.line, "amend"), rewrite(verb)),
    },
  ],
  ["filter-branch", { shape: { short: "d", long: [] }, effects: (verb) => [rewrite(verb)] }],
  ["filter-repo", { shape: { short: "", long: [] }, effects: (verb) => [rewrite(verb)] }],
]);

function isPart(verb: Verb, ...names: readonly string[]): boolean {
  return names.includes(verb.words[0]?.text ?? "");
}

function clean(verb: Verb): readonly Part[] {
  return when(has(verb.line, "f", "force") && !has(verb.line, "n", "dry-run"), discard(verb, "untracked files"));
}

function restore(verb: Verb): readonly Part[] {
  return when(!has(verb.line, "S", "staged") || has(verb.line, "W", "worktree"), discard(verb, "uncommitted changes"));
}

function deleteBranch(verb: Verb): readonly Part[] {
  const isForced = has(verb.line, "D") || (has(verb.line, "d", "delete") && has(verb.line, "f", "force"));
  return when(isForced, discard(verb, "unmerged commits"));
}

function collect(verb: Verb): readonly Part[] {
  const atOnce = valuesOf(verb.line, "prune").some((value) => value.text === "now" || value.text === "all");
  return when(atOnce, discard(verb, "unreachable commits"));
}

function rebase(verb: Verb): readonly Part[] {
  return when(!has(verb.line, "abort", "quit", "show-current-patch"), rewrite(verb));
}

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
