package sheepdog.remote

import rego.v1

# METADATA
# title: another machine is switched off
# custom:
#   id: remote.power
#   because: it switches another machine off or starts it again, and ends everything that runs on it
#   instead: "restart the one service that is meant: `ssh HOST sudo systemctl restart NAME`"
#   hits:
#   - ssh build.example.com sudo reboot
#   - ssh root@192.0.2.7 'shutdown -h now'
#   misses:
#   - ssh build.example.com uptime
#   - ssh build.example.com sudo systemctl restart nginx
ask["remote.power"] contains effect.id if {
	some effect in input.effects
	effect.on
	effect.kind == "system"
	effect.part == "power"
}

# METADATA
# title: something on a production machine is destroyed
# custom:
#   id: remote.production
#   because: it destroys something on a machine that is called production
#   instead: look first what is there, with `ssh HOST ls -la FOLDER`, and let a person run it
#   hits:
#   - ssh prod-db-1 'rm -rf ~/backups'
#   - ssh deploy@web.production.example.com 'rm -rf /home/deploy/app'
#   - ssh live-1 sudo reboot
#   misses:
#   - ssh prod-db-1 uptime
#   - ssh prod-db-1 'rm -rf /tmp/build'
#   - ssh staging-1 'rm -rf /home/deploy/app'
deny["remote.production"] contains effect.id if {
	some effect in input.effects
	is_production(effect.on.name)
	destroys(effect)
}

is_production(name) if regex.match(`(?i)(^|[^a-z])(prod|production|prd|live)([^a-z]|$)`, name)

destroys(effect) if {
	effect.kind == "delete"
	effect.whole
	effect.loss != "nothing"
}

destroys(effect) if {
	effect.kind == "system"
	effect.part in {"power", "disk"}
}

destroys(effect) if {
	effect.kind == "data"
	effect.whole
	effect.statement in {"drop", "truncate", "delete"}
}
