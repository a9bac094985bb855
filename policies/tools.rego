package sheepdog.tools

import rego.v1

# METADATA
# title: a tool of the agent that the guard does not know
# custom:
#   id: tools.unknown
#   because: it is a tool that this version of the guard does not know, so nobody can say what it would do
#   instead: use a tool that is known, the shell for example; an update of sheepdog may know this one
#   hits: []
#   misses:
#   - ls
ask["tools.unknown"] contains effect.id if {
	input.call.act == "mcp"
	some effect in input.effects
	effect.kind == "execute"
	startswith(effect.target.name, "/")
}
