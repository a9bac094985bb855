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
ask["tools.unknown"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code == "unknown-tool"
}
