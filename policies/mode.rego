package sheepdog.mode

import rego.v1

# METADATA
# title: infrastructure is changed from a pane in read mode
# custom:
#   id: mode.read
#   because: it changes a cluster or an account that others use as well, and this pane may only read them
#   instead: "show the change first, with `plan`, `diff` or `--dry-run`; a person switches the pane to write mode"
#   hits: []
#   misses:
#   - kubectl get pods
#   - kubectl apply -f x.yaml --dry-run=server
#   - terraform plan
ask["mode.read"] contains effect.id if {
	input.call.mode == "read"
	some effect in input.effects
	effect.kind == "infra"
	effect.change in {"create", "update", "destroy"}
	effect.environment != "development"
	not is_own(effect)
	not effect.tool in everyday
}

# A container lies on this machine.
is_own(effect) if effect.of == "container"

# What these change is the work of the one who calls them, many times a day.
everyday := {"crane", "dbt", "devspace", "gh", "glab", "puppet", "skaffold", "swift"}
