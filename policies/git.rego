package sheepdog.git

import rego.v1

# METADATA
# title: a remote branch is overwritten
# custom:
#   id: git.push.force
#   because: it overwrites or deletes a branch on the remote, and with it commits that others may have pushed
#   instead: "`git push --force-with-lease` refuses when somebody else has pushed"
#   hits:
#   - git push -f origin main
#   - git push origin +main
#   - git push origin :old
#   - git push --mirror backup
#   - bash -c 'cd x && git push --force'
#   misses:
#   - git push origin main
#   - git push --force-with-lease
#   - git commit -m "git push -f"
deny["git.push.force"] contains effect.id if {
	some effect in input.effects
	effect.kind == "vcs"
	effect.act == "overwrite-remote"
}

# METADATA
# title: work that was never committed is discarded
# custom:
#   id: git.discard
#   because: it discards work that git does not keep
#   instead: "`git stash push -u` puts the work aside and gives it back with `git stash pop`"
#   hits:
#   - git reset --hard HEAD~1
#   - git clean -fdx
#   - git checkout -- .
#   - git restore src
#   - git stash clear
#   - git branch -D topic
#   misses:
#   - git reset HEAD~1
#   - git clean -nfd
#   - git checkout main
#   - git restore --staged src
#   - git branch -d topic
ask["git.discard"] contains effect.id if {
	some effect in input.effects
	effect.kind == "vcs"
	effect.act == "discard"
}

# METADATA
# title: history is rewritten
# custom:
#   id: git.rewrite
#   because: it rewrites commits; the old ones stay in this copy's reflog only
#   instead: "`git branch keep` before it keeps the old commits under a name"
#   hits:
#   - git rebase main
#   - git commit --amend --no-edit
#   misses:
#   - git rebase --abort
#   - git commit -m x
warn["git.rewrite"] contains effect.id if {
	some effect in input.effects
	effect.kind == "vcs"
	effect.act == "rewrite"
}
