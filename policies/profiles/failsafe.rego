# Profile `failsafe`: from a pane in read mode nothing that is managed elsewhere is changed, whatever it is and wherever.
package sheepdog.failsafe

import rego.v1

# The verdict of a bundled rule under this profile.
verdict_of := {
	"cloud.destroy": "deny",
	"containers.destroy": "deny",
	"kubectl.change": "deny",
	"kubectl.destroy": "deny",
}

# METADATA
# title: something is changed from a pane in read mode
# custom:
#   id: failsafe.change
#   because: it changes a cluster or a cloud, and this pane may only read them
#   instead: "a person switches the pane to write mode"
#   hits: []
#   misses:
#   - kubectl apply -f x.yaml
deny["failsafe.change"] contains effect.id if {
	input.call.mode == "read"
	some effect in input.effects
	effect.kind == "infra"
	effect.change in {"create", "update", "destroy"}
}
