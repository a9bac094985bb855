package sheepdog.kubectl

import rego.v1

# METADATA
# title: something in a cluster is destroyed
# custom:
#   id: kubectl.destroy
#   because: it destroys resources of a cluster together with what they hold
#   instead: "add `--dry-run=server` to see what would go"
#   hits:
#   - kubectl delete ns web
#   - kubectl --context staging delete pod x
#   - kubectl drain node1
#   misses:
#   - kubectl get pods
#   - kubectl delete pod x --dry-run=server
ask["kubectl.destroy"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.change == "destroy"
	effect.environment != "production"
}

# METADATA
# title: production is destroyed
# custom:
#   id: kubectl.destroy.production
#   because: it destroys resources of a production cluster
#   instead: "add `--dry-run=server` to see what would go, and let a person run it"
#   hits:
#   - kubectl --context prod-eu delete deployment web
#   - kubectl --context=production -n web delete pod --all
#   misses:
#   - kubectl --context prod-eu get pods
#   - kubectl --context dev delete pod x
deny["kubectl.destroy.production"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.change == "destroy"
	effect.environment == "production"
}

# METADATA
# title: a cluster is changed
# custom:
#   id: kubectl.change
#   because: it changes a production cluster
#   instead: "`kubectl diff -f FILE` shows the change first"
#   hits:
#   - kubectl --context prod apply -f x.yaml
#   misses:
#   - kubectl --context kind-local apply -f x.yaml
ask["kubectl.change"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.change in {"create", "update"}
	effect.environment == "production"
}
