# What failsafe itself brought along, in its own words: while a pane is in read mode, clusters and clouds are only read.
# `sheepdog import failsafe` puts it among a person's policies. Write mode lifts it, but for what protects failsafe.
package failsafe.bundled.tools

import future.keywords.contains
import future.keywords.if
import future.keywords.in

# A field that is missing blocks as well.
enabled if not input.failsafe_enabled == false

reading := {
	"kubectl": {
		"api-resources", "api-versions", "auth", "cluster-info", "config", "describe", "diff", "exec", "explain", "get", "logs",
		"port-forward", "top", "version", "wait",
	},
	"helm": {"get", "history", "list", "search", "show", "status", "template", "version"},
	"terraform": {"fmt", "graph", "output", "plan", "providers", "show", "validate", "version"},
}

block contains {"reason": sprintf("%s %s blocked while failsafe is enabled", [input.tool, input.verb])} if {
	enabled
	verbs := reading[input.tool]
	input.verb != ""
	not input.verb in verbs
	not is_trial
	not has_subverbs
}

# The server or the client only says what it would do.
is_trial if {
	input.tool == "kubectl"
	input.verb == "apply"
	input.flags["dry-run"] in {"client", "server", "true", true}
}

has_subverbs if {
	input.tool == "helm"
	input.verb == "repo"
}

has_subverbs if {
	input.tool == "terraform"
	input.verb == "state"
}

block contains {"reason": sprintf("helm repo %s blocked while failsafe is enabled", [input.subverb])} if {
	enabled
	input.tool == "helm"
	input.verb == "repo"
	input.subverb != "list"
}

block contains {"reason": sprintf("terraform state %s blocked while failsafe is enabled", [input.subverb])} if {
	enabled
	input.tool == "terraform"
	input.verb == "state"
	not input.subverb in {"list", "show"}
}

# Operations that failsafe had no list of are judged by their names as well.
block contains {"reason": sprintf("aws %s %s blocked while failsafe is enabled", [input.verb, input.subverb])} if {
	enabled
	input.tool == "aws"
	input.subverb != ""
	not input.verb in {"configure", "help", "sts"}
	not aws_reads
}

aws_reads if {
	input.verb == "s3"
	input.subverb in {"ls", "presign"}
}

aws_reads if {
	input.verb != "s3"
	some start in ["batch-get-", "describe-", "filter-", "get-", "head-", "list-", "lookup-", "search-"]
	startswith(input.subverb, start)
}

aws_reads if input.subverb in {"help", "query", "scan", "tail", "update-kubeconfig", "wait"}

block contains {"reason": "failsafe toggle is user-only: a person switches the mode in a terminal of their own"} if {
	input.tool == "failsafe"
	input.verb == "toggle"
}

block contains {"reason": sprintf("failsafe %s is a lifecycle subprocess and is not started by hand", [input.verb])} if {
	input.tool == "failsafe"
	input.verb in {"hook", "mcp"}
}
