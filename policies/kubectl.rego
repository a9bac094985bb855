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
#   - helm uninstall web
#   - kubectl replace --force -f x.yaml
#   misses:
#   - kubectl get pods
#   - kubectl delete pod x --dry-run=server
#   - kubectl --context kind-local delete ns web
#   - helm list
ask["kubectl.destroy"] contains effect.id if {
	some effect in input.effects
	destroys(effect)
	effect.environment == "unknown"
}

# METADATA
# title: something in a cluster for trying things out is destroyed
# custom:
#   id: kubectl.destroy.development
#   because: it destroys resources of a cluster that is called like one for development
#   instead: "add `--dry-run=server` to see what would go"
#   hits:
#   - kubectl --context dev-eu delete ns web
#   misses:
#   - kubectl --context dev-eu get ns
#   - kubectl --context minikube delete ns web
warn["kubectl.destroy.development"] contains effect.id if {
	some effect in input.effects
	destroys(effect)
	effect.environment == "development"
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
#   - kubectl -n production delete deployment web
#   - KUBECONFIG=x kubectl config use-context prod && KUBECONFIG=x kubectl delete ns web
#   - helm --kube-context prod uninstall web
#   misses:
#   - kubectl --context prod-eu get pods
#   - kubectl --context dev delete pod x
#   - kubectl --context preprod delete pod x
deny["kubectl.destroy.production"] contains effect.id if {
	some effect in input.effects
	destroys(effect)
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
#   - helm upgrade web ./chart -n production
#   misses:
#   - kubectl --context kind-local apply -f x.yaml
#   - kubectl apply -f x.yaml
#   - helm upgrade web ./chart -n production --dry-run
ask["kubectl.change"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.of == "cluster"
	effect.change in {"create", "update"}
	effect.environment == "production"
}

# What is quickly made again counts only where others depend on it.
destroys(effect) if {
	effect.kind == "infra"
	effect.of == "cluster"
	effect.change == "destroy"
	not is_spare(effect)
}

is_spare(effect) if {
	effect.loss in {"build", "nothing"}
	effect.environment != "production"
}
