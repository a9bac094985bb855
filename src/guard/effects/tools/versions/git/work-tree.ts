/** Verbs of git that change the files of the work tree: what of them nobody has committed is lost. */
import { absolutePath } from "../../../../../base/path.ts";
import type { Value } from "../../../../shell/value.ts";
import { fileDelete, type Part } from "../../../describing/deeds.ts";
import { has, valuesOf } from "../../../describing/options.ts";
import { discard, filesFrom, isPart, type Rows, taking, type Verb, when } from "./verb.ts";

const uncommitted = "uncommitted changes";

export const workTree: Rows = {
  reset: {
    shape: taking("U", `${filesFrom} unified inter-hunk-context`),
    effects: (verb) => when(has(verb.line, "hard", "merge"), discard(verb, uncommitted)),
  },
  clean: { shape: taking("e", "exclude"), effects: clean },
  checkout: {
    shape: taking("bB", `orphan conflict ${filesFrom} unified`),
    effects: (verb) => when(checksOutFiles(verb), discard(verb, uncommitted)),
  },
  switch: {
    shape: taking("cC", "create force-create orphan conflict"),
    effects: (verb) => when(has(verb.line, "f", "force", "discard-changes"), discard(verb, uncommitted)),
  },
  restore: { shape: taking("sU", `source conflict ${filesFrom} unified`), effects: restore },
  stash: {
    shape: taking("m", "message"),
    hasParts: true,
    effects: (verb) => when(isPart(verb, "drop", "clear"), discard(verb, "stashed changes")),
  },
  rm: { shape: taking("", filesFrom), effects: remove },
  "checkout-index": {
    shape: taking("", "prefix stage"),
    effects: (verb) => when(has(verb.line, "f", "force") && valuesOf(verb.line, "prefix").length === 0, discard(verb, uncommitted)),
  },
  "read-tree": {
    shape: taking("", "index-output prefix exclude-per-directory"),
    effects: (verb) => when(has(verb.line, "reset"), discard(verb, uncommitted)),
  },
  worktree: {
    shape: taking("bBm", "reason expire"),
    hasParts: true,
    effects: (verb) => when(isPart(verb, "remove") && has(verb.line, "f", "force"), discard(verb, uncommitted)),
  },
  submodule: {
    shape: taking("b", "branch name reference depth jobs"),
    effects: (verb) => when(verb.line.operands[0]?.text === "deinit" && has(verb.line, "f", "force"), discard(verb, uncommitted)),
    runs: (verb) => foreach(verb),
  },
  // What others have added to git.
  "undo reset-file clear sync": { shape: taking("", ""), effects: extras },
};

function clean(verb: Verb): readonly Part[] {
  const front = valuesOf(verb.use.line, "c").some(({ text }) => /^clean\.requireforce=(false|no|0)$/i.test(text));
  return when((front || has(verb.line, "f", "force")) && !has(verb.line, "n", "dry-run"), discard(verb, "untracked files"));
}

function restore(verb: Verb): readonly Part[] {
  return when(!has(verb.line, "S", "staged") || has(verb.line, "W", "worktree"), discard(verb, uncommitted));
}

/** `checkout TREE PATH` and `checkout PATH` put files back as they were; `checkout BRANCH` keeps what was changed. */
function checksOutFiles(verb: Verb): boolean {
  const { words, line } = verb;
  if (has(line, "f", "force")) return true;
  const dashes = words.findIndex((word) => word.text === "--");
  if (dashes >= 0) return dashes < words.length - 1;
  if (has(line, "b", "B", "orphan", "t", "track")) return false;
  return line.operands.length > 1 || line.operands.some((name) => /^(\.|\*|:\/)$/.test(name.text) || isFile(name, verb));
}

/** A name with a dot or a slash may be a branch or a path; git takes it for a path where there is no such branch. */
function isFile(name: Value, { use }: Verb): boolean {
  const { cwd, ground } = use.place;
  if (!name.known || !cwd.known || !/\.\w+$/.test(name.text)) return false;
  const entry = ground.world.entry(absolutePath(name.text, cwd.text));
  return entry.known && entry.value.kind === "file";
}

/** git brings back what it takes away here, unless it is told not to care for changes. */
function remove(verb: Verb): readonly Part[] {
  if (has(verb.line, "cached", "n", "dry-run")) return [];
  const isForced = has(verb.line, "f", "force");
  const deleted = verb.line.operands.map((path) => ({ ...fileDelete(path, verb.use.place, has(verb.line, "r")), loss: "git" as const }));
  return [...deleted, ...when(isForced, discard(verb, uncommitted))];
}

function extras(verb: Verb): readonly Part[] {
  const isHard = verb.use.words.some(({ text }) => /^(-h|--hard)$/.test(text));
  const takes = verb.use.words.some(({ text }) => /^(reset-file|clear|sync)$/.test(text)) || isHard;
  return when(takes && !has(verb.line, "help"), discard(verb, uncommitted));
}

function foreach(verb: Verb): ReturnType<NonNullable<Rows[string]["runs"]>> {
  const at = verb.words.findIndex(({ text }) => text === "foreach");
  const words =
    at < 0
      ? []
      : verb.words
          .slice(at + 1)
          .filter(({ text }, position, all) => !(position === 0 && /^(-q|--quiet|--recursive)$/.test(text)) && all.length > 0);
  const [first, ...others] = words;
  if (first === undefined) return [];
  const folder = { text: "a submodule", known: false, glob: false };
  return [
    others.length === 0
      ? { as: "shell", text: first, via: "git submodule foreach", folder }
      : { as: "words", words, via: "git submodule foreach", folder },
  ];
}
