/** Verbs of git that change or throw away commits, the names of commits, and the way back to them. */
import type { Value } from "../../../../shell/value.ts";
import type { Part } from "../../../describing/deeds.ts";
import { has, valuesOf } from "../../../describing/options.ts";
import type { Run } from "../../../running/run.ts";
import { discard, filesFrom, isPart, rewrite, type Rows, taking, type Verb, when } from "./verb.ts";

const filters = ["tree-filter", "index-filter", "msg-filter", "env-filter", "commit-filter", "parent-filter", "tag-name-filter", "setup"];

export const history: Rows = {
  rebase: {
    shape: taking("sXxC", "onto strategy strategy-option exec whitespace"),
    effects: rebase,
    runs: (verb) => texts(verb, "rebase -x", valuesOf(verb.line, "x", "exec")),
  },
  commit: {
    shape: taking("mFCct", `message file author date template fixup squash trailer cleanup reuse-message reedit-message ${filesFrom}`),
    effects: (verb) => when(has(verb.line, "amend") && !has(verb.line, "dry-run"), rewrite(verb)),
  },
  "filter-branch": {
    shape: taking("d", filters.join(" ")),
    effects: (verb) => [rewrite(verb)],
    runs: (verb) => texts(verb, "filter-branch", valuesOf(verb.line, ...filters)),
  },
  "filter-repo obliterate": { shape: taking(""), effects: (verb) => when(!has(verb.line, "analyze", "dry-run", "help"), rewrite(verb)) },
  "fast-import": { shape: taking(""), effects: (verb) => when(has(verb.line, "force"), rewrite(verb)) },
  branch: { shape: taking("u", "set-upstream-to contains no-contains points-at format sort merged no-merged"), effects: branch },
  "delete-branch": { shape: taking(""), effects: (verb) => [discard(verb, "unmerged commits")] },
  "update-ref": {
    shape: taking("m"),
    effects: (verb) => (has(verb.line, "d") ? [discard(verb, "a name of commits")] : has(verb.line, "stdin") ? [] : [rewrite(verb)]),
  },
  reflog: { shape: taking("", "expire expire-unreachable"), hasParts: true, effects: reflog },
  "gc maintenance": { shape: taking("", "task schedule"), effects: collect },
  prune: { shape: taking("", "expire"), effects: (verb) => when(!has(verb.line, "n", "dry-run"), discard(verb, "unreachable commits")) },
  bisect: { shape: taking("", "term-new term-old term-good term-bad"), runs: bisect },
};

function rebase(verb: Verb): readonly Part[] {
  return when(!has(verb.line, "abort", "quit", "show-current-patch", "skip", "continue", "edit-todo", "help"), rewrite(verb));
}

function branch(verb: Verb): readonly Part[] {
  const isForced = has(verb.line, "D") || (has(verb.line, "d", "delete") && has(verb.line, "f", "force"));
  if (isForced) return has(verb.line, "r", "remotes") ? [] : [discard(verb, "unmerged commits")];
  return when(has(verb.line, "f", "force") && verb.line.operands.length > 1, rewrite(verb));
}

/** Without a time, git keeps what is younger than some weeks. */
function reflog(verb: Verb): readonly Part[] {
  return when(isPart(verb, "expire", "delete") && !has(verb.line, "n", "dry-run"), discard(verb, "the way back"));
}

function collect(verb: Verb): readonly Part[] {
  const atOnce = valuesOf(verb.line, "prune").some((value) => value.text === "now" || value.text === "all");
  return when(atOnce, discard(verb, "unreachable commits"));
}

function bisect({ words }: Verb): readonly Run[] {
  const [verb, ...program] = words;
  return verb?.text === "run" && program.length > 0 ? [{ as: "words", words: program, via: "git bisect run" }] : [];
}

function texts(_: Verb, name: string, values: readonly Value[]): readonly Run[] {
  return values.map((text) => ({ as: "shell", text, via: `git ${name}` }));
}
