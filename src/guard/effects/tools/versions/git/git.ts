/** git: what discards work, rewrites history, overwrites somebody else's copy, and what it lets run. */
import { absolutePath } from "../../../../../base/path.ts";
import { type Flow, literal, type Value } from "../../../../shell/value.ts";
import { type Part, unreadable } from "../../../describing/deeds.ts";
import { passedThrough } from "../../../describing/flows.ts";
import { has, type Line, readingsOf, readLine, valuesOf } from "../../../describing/options.ts";
import type { Run } from "../../../running/run.ts";
import { pathTarget } from "../../../places/targets.ts";
import type { Tool, Use } from "../../../describing/tool.ts";
import type { Saved } from "../../../walk/written.ts";
import { exchange } from "./exchange.ts";
import { history } from "./history.ts";
import { ownTreeParts } from "./own-tree.ts";
import { push } from "./push.ts";
import { aliasRuns, aliasText, hookRuns, topOf } from "./repository.ts";
import { settingIn, settingParts, settingRuns, settings, settingsGiven } from "./settings.ts";
import type { Row, Verb } from "./verb.ts";
import { workTree } from "./work-tree.ts";

const globalShape = { short: "Cc", long: ["git-dir", "work-tree", "namespace", "config-env", "attr-source", "super-prefix"] };
const globalSwitches = `no-pager paginate bare no-replace-objects no-lazy-fetch no-optional-locks no-advice literal-pathspecs glob-pathspecs
  noglob-pathspecs icase-pathspecs exec-path html-path man-path info-path version help list-cmds`.split(/\s+/);

export const git: Tool = { names: ["git"], shape: globalShape, verbs: 1, effects, runs, saves, output };

const verbs: ReadonlyMap<string, Row> = new Map(
  [push, workTree, history, exchange, settings].flatMap((rows) =>
    Object.entries(rows).flatMap(([names, row]) => names.split(" ").map((name) => [name, row] as const)),
  ),
);

/** Verbs of git itself: no alias ever stands for one of them. */
const own: ReadonlySet<string> = new Set(
  `add am annotate apply archive bisect blame branch bundle cat-file check-attr check-ignore checkout checkout-index cherry cherry-pick citool
  clean clone column commit commit-tree config count-objects credential daemon describe diff diff-files diff-index diff-tree difftool
  fast-export fast-import fetch filter-branch for-each-ref format-patch fsck gc grep gui hash-object help init instaweb interpret-trailers
  lfs log ls-files ls-remote ls-tree mailinfo maintenance merge merge-base merge-file merge-tree mergetool mktag mktree mv name-rev notes
  pack-refs prune pull push range-diff read-tree rebase reflog remote repack replace request-pull rerere reset restore rev-list rev-parse
  revert rm send-email shortlog show show-branch show-ref sparse-checkout stage stash status stripspace submodule svn switch symbolic-ref tag
  update-index update-ref var verify-commit verify-tag version whatchanged worktree write-tree`.split(/\s+/),
);

function effects(use: Use): readonly Part[] {
  const front = frontOf(use);
  // The programs of another folder would be the verbs.
  const folders = valuesOf(front, "exec-path").filter(
    (folder) => folder.text !== "" && pathTarget(folder, use.place, "through").scope !== "system",
  );
  const unclear = [...valuesOf(front, "c").filter((value) => settingIn(value) === undefined && !value.known), ...folders];
  const set = settingsGiven(front, use).flatMap((setting) => settingParts(setting, use));
  return [
    ...unclear.map(unreadable),
    ...set,
    ...verbsIn(front, use).flatMap(({ row, verb, name = "", next }) => {
      if (verb === undefined) return next === undefined ? [] : [unreadable(next)];
      const [part] = verb.words;
      if (row?.hasParts === true && part?.known === false) return [unreadable(part)];
      return ownTreeParts(name, verb).concat(row?.effects?.(verb) ?? []);
    }),
  ];
}

function frontOf(use: Use): Line {
  return readLine(use.words, globalShape, true);
}

type Found = { readonly row?: Row | undefined; readonly verb?: Verb; readonly name?: string; readonly next?: Value };

/** A long option that nobody knows may have taken the word behind it. */
function verbsIn(front: Line, use: Use): readonly Found[] {
  const folder = folderOf(front, use);
  const where = { name: folder.text, scope: folder.known ? ("project" as const) : ("unknown" as const), known: folder.known };
  return readingsOf(front, globalSwitches).flatMap(([name, ...words]): readonly Found[] => {
    if (name === undefined) return [];
    if (!name.known) return [{ next: name }];
    const row = verbs.get(name.text);
    const place = { ...use.place, cwd: folder };
    const verb = { words, line: readLine(words, row?.shape ?? { short: "", long: [] }), where, use: { ...use, line: front, place } };
    return [{ row, verb, name: name.text }];
  });
}

function folderOf(front: Line, use: Use): Value {
  return valuesOf(front, "C", "work-tree").reduce(
    (at: Value, next) => (at.known && next.known ? literal(absolutePath(next.text, at.text)) : { ...next, known: false }),
    use.place.cwd,
  );
}

function runs(use: Use): readonly Run[] {
  const front = frontOf(use);
  const set = settingsGiven(front, use);
  const obeyed = set.flatMap((setting) => settingRuns(setting, "git -c"));
  const found = verbsIn(front, use).flatMap(({ row, verb, name }) => {
    if (verb === undefined || name === undefined) return [];
    const alias = set.find((setting) => setting.name === `alias.${name.toLowerCase()}`);
    if (alias !== undefined && !own.has(name)) return [aliasRun(alias.value, verb)];
    const repository = { use: verb.use, folder: folderOf(front, use) };
    if (!own.has(name) && row === undefined) return aliasRuns(repository, name, verb.words);
    const path = set.find((setting) => setting.name === "core.hookspath")?.value;
    const skips = has(verb.line, "no-verify") || (name === "commit" && has(verb.line, "n"));
    return [...(row?.runs?.(verb) ?? []), ...hookRuns(repository, name, { own: path?.text, skips })];
  });
  return [...obeyed.filter((run) => !run.via.includes(" alias.")), ...found];
}

function saves(use: Use): readonly Saved[] {
  const front = frontOf(use);
  return verbsIn(front, use).flatMap(({ row, verb }) =>
    row?.saves === undefined || verb === undefined ? [] : row.saves(verb, topOf({ use: verb.use, folder: folderOf(front, use) })),
  );
}

/** An alias that the call itself brings along. */
function aliasRun(value: Value, verb: Verb): Run {
  const text = { ...value, text: aliasText(value.text) };
  return { as: "shell", text, args: verb.words, via: "git -c alias" };
}

/** Lists of files are paths below the folder that git works in. */
function output(use: Use): Flow {
  const front = frontOf(use);
  const [verb] = front.operands;
  const line = readLine(use.words, { short: "", long: [] });
  const isList =
    verb?.text === "ls-files"
      ? !has(line, "s", "stage", "debug", "t", "v")
      : has(line, "name-only") || (verb?.text === "grep" && has(line, "l", "L"));
  const folder = folderOf(front, use);
  return isList && folder.known ? { from: "unread", below: [folder.text] } : passedThrough(use.stdin);
}
