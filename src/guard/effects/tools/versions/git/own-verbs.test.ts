/** Verbs of git itself: an alias in the repository that is called like one of them is never used. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../../../test/lib/bundled.ts";

const verbs =
  `add am annotate apply archive bisect blame branch bundle cat-file check-attr check-ignore checkout checkout-index cherry cherry-pick citool
  clean clone column commit commit-tree config count-objects credential daemon describe diff diff-files diff-index diff-tree difftool
  fast-export fast-import fetch filter-branch for-each-ref format-patch fsck gc grep gui hash-object help init instaweb interpret-trailers
  lfs log ls-files ls-remote ls-tree mailinfo maintenance merge merge-base merge-file merge-tree mergetool mktag mktree mv name-rev notes
  pack-refs prune pull push range-diff read-tree rebase reflog remote repack replace request-pull rerere reset restore rev-list rev-parse
  revert rm send-email shortlog show show-branch show-ref sparse-checkout stage stash status stripspace submodule svn switch symbolic-ref tag
  update-index update-ref var verify-commit verify-tag version whatchanged worktree write-tree`.split(/\s+/);

const guard = testGuard();
const files = { "proj/.git/config": `[alias]\n${[...verbs, "own"].map((verb) => `\t${verb} = "!rm -rf ~/work"\n`).join("")}` };

function deletes(command: string): boolean {
  return decisionOn(command, guard, files).effects.some(({ kind, target }) => kind === "delete" && target.name.endsWith("/work"));
}

test("an alias with a name of its own is run", () => {
  assert.ok(deletes("git own"));
});

test("an alias that is called like a verb of git is not", () => {
  assert.deepEqual(
    verbs.filter((verb) => deletes(`git ${verb}`)),
    [],
  );
});
