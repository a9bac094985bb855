/** The table of other tools for version control: what discards work, rewrites history, or runs a program of its own. */
import type { Target } from "../../../effect.ts";
import { headOf } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { shared } from "../packages/sources.ts";

type Act = {
  readonly verbs: string;
  readonly act: "discard" | "rewrite" | "overwrite-remote";
  readonly what: string;
  readonly options?: string;
  readonly unless?: string;
};

type Row = { readonly names: string; readonly takes: string; readonly acts: readonly Act[] };

const changes = "uncommitted changes";
const untracked = "untracked files";

const rows: readonly Row[] = [
  {
    names: "svn",
    takes: "r m F c message file revision depth username password changelist",
    acts: [
      { verbs: "revert", act: "discard", what: changes },
      { verbs: "cleanup", act: "discard", what: untracked, options: "remove-unversioned remove-ignored" },
    ],
  },
  {
    names: "hg chg",
    takes: "R r m l u d I X repository rev message user date config cwd tool include exclude b branch",
    acts: [
      { verbs: "update up checkout co", act: "discard", what: changes, options: "C clean" },
      { verbs: "revert", act: "discard", what: changes, options: "C no-backup" },
      { verbs: "purge clean", act: "discard", what: untracked, unless: "p print" },
      { verbs: "strip histedit rollback", act: "rewrite", what: "history", unless: "n dry-run abort continue" },
      { verbs: "rebase", act: "rewrite", what: "history", unless: "a abort c continue n dry-run" },
    ],
  },
  {
    names: "jj",
    takes: "R r m d s f t repository revision message at-operation config o to from",
    acts: [{ verbs: "util", act: "discard", what: "the way back", options: "expire" }],
  },
  {
    names: "fossil",
    takes: "R m repository comment",
    acts: [
      { verbs: "clean", act: "discard", what: untracked, unless: "n dry-run" },
      { verbs: "extras", act: "discard", what: untracked, options: "delete" },
      { verbs: "purge shun", act: "rewrite", what: "history" },
    ],
  },
  {
    names: "bzr brz",
    takes: "d r m revision message",
    acts: [
      { verbs: "revert", act: "discard", what: changes, options: "no-backup" },
      { verbs: "clean-tree", act: "discard", what: untracked, options: "force", unless: "dry-run" },
      { verbs: "uncommit", act: "rewrite", what: "history", unless: "dry-run" },
      { verbs: "push", act: "overwrite-remote", what: "a branch", options: "overwrite" },
    ],
  },
  {
    names: "darcs",
    takes: "m p repodir",
    acts: [
      { verbs: "obliterate unpull", act: "discard", what: "patches" },
      { verbs: "unrecord amend", act: "rewrite", what: "history" },
      { verbs: "revert", act: "discard", what: changes, options: "a all" },
    ],
  },
  {
    names: "dvc",
    takes: "R r T j remote jobs cd",
    acts: [
      { verbs: "destroy", act: "discard", what: "what dvc keeps" },
      { verbs: "gc", act: "discard", what: "data that no commit names", options: "f force" },
    ],
  },
  {
    names: "git-filter-repo bfg git-filter-branch",
    takes: "",
    acts: [{ verbs: "", act: "rewrite", what: "history", unless: "h help analyze dry-run" }],
  },
];

export const otherVersions: readonly Tool[] = [
  ...rows.map((row): Tool => {
    const takes = row.takes.split(" ").filter((name) => name !== "");
    const shape = { short: takes.filter((name) => name.length === 1).join(""), long: takes.filter((name) => name.length > 1) };
    return { names: row.names.split(" "), shape, verbs: 1, effects: (use) => [...effects(use, row), ...remoteParts(use)] };
  }),
  { names: ["repo"], shape: { short: "cjgr", long: ["command", "jobs", "groups", "regex"] }, verbs: 1, runs: forall },
  { names: ["p4"], shape: { short: "cpuPHd", long: [] }, verbs: 1, effects: perforce },
];

function effects(use: Use, { acts }: Row): readonly Part[] {
  const verb = use.line.operands[0]?.text ?? "";
  return acts
    .filter(({ verbs, options, unless }) => {
      const isNamed = verbs === "" || verbs.split(" ").includes(verb);
      return (
        isNamed &&
        (options === undefined || has(use.line, ...options.split(" "))) &&
        (unless === undefined || !has(use.line, ...unless.split(" ")))
      );
    })
    .map(({ act, what }) => part(use, act, what));
}

function part({ place }: Use, act: Act["act"], what: string): Part {
  const target: Target =
    act === "rewrite" ? { name: place.cwd.text, scope: "project", known: place.cwd.known } : { name: what, scope: "project", known: true };
  return { kind: "vcs", act, branch: "", target, loss: act === "rewrite" ? "git" : "forever" };
}

/** `svn delete URL` commits at once, and the history keeps what it takes away. */
function remoteParts({ name, line }: Use): readonly Part[] {
  const [verb, ...operands] = line.operands;
  const urls = operands.filter((word) => /^(svn(\+\w+)?|https?|file):\/\//.test(headOf(word)));
  const isDelete = name === "svn" && /^(delete|del|remove|rm)$/.test(verb?.text ?? "");
  return isDelete ? urls.map((url) => shared("delete", `svn ${url.text}`, "update")) : [];
}

function forall(use: Use): readonly Run[] {
  if (use.line.operands[0]?.text !== "forall") return [];
  const folder = { text: "a project", known: false, glob: false };
  return valuesOf(use.line, "c", "command").map((text) => ({ as: "shell", text, via: "repo forall -c", folder }));
}

function perforce(use: Use): readonly Part[] {
  const verb = use.line.operands[0]?.text ?? "";
  if (verb === "obliterate" && has(use.line, "y"))
    return [
      shared(
        "obliterate",
        use.line.operands
          .slice(1)
          .map(({ text }) => text)
          .join(" "),
        "destroy",
      ),
    ];
  return verb === "revert" && !has(use.line, "n", "k") ? [part(use, "discard", changes)] : [];
}
