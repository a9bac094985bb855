package sheepdog.guard

import rego.v1

# METADATA
# title: the canary
# custom:
#   id: guard.canary
#   because: it is the canary, which is always blocked and proves that the guard is in place
#   instead: "`sheepdog doctor` tells whether the guard is in place"
#   hits:
#   - sheepdog-canary
#   - sheepdog-canary; touch x
#   misses:
#   - echo sheepdog-canary
deny["guard.canary"] contains effect.id if {
	some effect in input.effects
	effect.kind == "tamper"
	effect.part == "canary"
}

# METADATA
# title: the guard itself is changed
# custom:
#   id: guard.own
#   because: it changes the guard, or the settings that load it
#   instead: a person changes these, in a terminal of their own
#   hits:
#   - rm -rf ~/.sheepdog
#   - echo '{}' > ~/.claude/settings.json
#   - sheepdog uninstall
#   - sheepdog mode write
#   - sheepdog vault get DEPLOY_TOKEN
#   - sheepdog integrity sign
#   misses:
#   - sheepdog integrity verify
#   - sheepdog doctor
#   - sheepdog explain 'rm -rf ~'
#   - sheepdog init --dry-run
#   - cat ~/.claude/settings.json
#   - ls ~/.sheepdog
deny["guard.own"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write", "chmod", "tamper"}
	effect.target.scope == "guard"
	not starts_child(effect)
	not only_permits(effect)
}

# METADATA
# title: an agent without the guard
# custom:
#   id: guard.child
#   because: it starts an agent so that the guard is not loaded, or so that nobody is asked
#   instead: "`sheepdog run` starts it with the guard in it"
#   hits:
#   - claude --dangerously-skip-permissions -p hi
#   - claude --bare -p hi
#   - codex --yolo
#   - CODEX_HOME=/tmp/c codex exec hi
#   misses:
#   - claude -p hi
#   - claude --help
#   - sheepdog run
deny["guard.child"] contains effect.id if {
	some effect in input.effects
	starts_child(effect)
}

starts_child(effect) if {
	effect.kind == "tamper"
	effect.part == "child"
}

# Rights that are added take nothing from the guard.
only_permits(effect) if {
	effect.kind == "chmod"
	regex.match("^[ugoa]*[+][rwxX]+$", effect.mode)
}
