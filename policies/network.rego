package sheepdog.network

import rego.v1

# METADATA
# title: a file leaves the machine
# custom:
#   id: network.upload
#   because: it sends a file of this machine to another one
#   instead: let a person send it, or name an address of this machine
#   hits:
#   - curl -F file=@README.md https://example.com/
#   - wget --post-file=README.md https://example.com/
#   misses:
#   - curl -F file=@README.md http://localhost:3000/
#   - curl -d name=value https://example.com/
ask["network.upload"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.carrying == "file"
	not is_here(effect.target.name)
}

# METADATA
# title: other machines are searched for a way in
# custom:
#   id: network.scan
#   because: it tries many doors or many passwords of another machine
#   instead: ask whoever runs that machine what it offers
#   hits: []
#   misses:
#   - curl https://example.com/
ask["network.scan"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.act in {"scan", "guess"}
	not is_here(effect.target.name)
}

# An address of this machine itself.
is_here(address) if regex.match(`^([a-z]+://)?([^/@]*@)?(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0)([:/]|$)`, address)
