package sheepdog.system

import rego.v1

# METADATA
# title: the machine is switched off
# custom:
#   id: system.power
#   because: it switches the machine off or starts it again, and ends everything that runs on it
#   instead: restart the one program that is meant
#   hits:
#   - shutdown -h now
#   - sudo reboot
#   - systemctl poweroff
#   - init 0
#   misses:
#   - uptime
#   - shutdown -c
#   - ssh build.example.com sudo reboot
deny["system.power"] contains effect.id if {
	some effect in input.effects
	effect.kind == "system"
	effect.part == "power"
	not effect.on
}

# METADATA
# title: a protection of the machine is weakened
# custom:
#   id: system.protection
#   because: it weakens what protects or watches this machine
#   instead: open the one door that is needed; a person decides about the rest
#   hits:
#   - sudo ufw disable
#   - iptables -F
#   misses:
#   - sudo ufw status
#   - iptables -L
deny["system.protection"] contains effect.id if {
	some effect in input.effects
	effect.kind == "system"
	effect.part in {"audit", "firewall", "log", "protection", "trust"}
	effect.change in {"remove", "stop", "weaken"}
}

# METADATA
# title: the operating system is changed
# custom:
#   id: system.change
#   because: it changes how this machine works, for everybody who uses it
#   instead: a person changes the machine; in a container it can be tried out
#   hits:
#   - sudo systemctl stop nginx
#   misses:
#   - systemctl status nginx
#   - systemctl --user stop watcher
ask["system.change"] contains effect.id if {
	some effect in input.effects
	effect.kind == "system"
	effect.part in {"clock", "disk", "kernel", "mount", "network", "service", "user"}
	effect.change in {"change", "remove", "stop"}
}

# METADATA
# title: something lasting is added to the operating system
# custom:
#   id: system.add
#   because: it adds users, certificates or parts of the kernel to this machine
#   instead: a person changes the machine; in a container it can be tried out
#   hits: []
#   misses:
#   - ls /etc
ask["system.add"] contains effect.id if {
	some effect in input.effects
	effect.kind == "system"
	effect.part in {"kernel", "trust", "user"}
	effect.change == "add"
}

# METADATA
# title: processes are ended that nobody has named
# custom:
#   id: system.kill
#   because: it ends processes, and which ones cannot be told from the command
#   instead: find the process with `pgrep -a NAME`, then end it by its number
#   hits:
#   - kill -9 -1
#   - killall sshd
#   - ps aux | awk '{print $2}' | xargs kill -9
#   misses:
#   - kill 1234
#   - pkill -f vite
#   - kill $(lsof -ti:3000)
ask["system.kill"] contains effect.id if {
	some effect in input.effects
	effect.kind == "kill"
	effect.target.scope in {"unknown", "root", "system"}
}

# METADATA
# title: a program lends the rights of its owner
# custom:
#   id: system.setuid
#   because: whoever runs this program from then on has the rights of its owner
#   instead: run the one command with `sudo`, so that a person sees it
#   hits:
#   - chmod u+s ./tool
#   - sudo chmod 4755 /tmp/x
#   misses:
#   - chmod 755 ./tool
#   - chmod g+s src
ask["system.setuid"] contains effect.id if {
	some effect in input.effects
	effect.kind == "privilege"
	effect.as == "its owner"
}
