package sheepdog.persistence

import rego.v1

# METADATA
# title: what runs by itself is changed
# custom:
#   id: persistence.startup
#   because: it changes what runs by itself later, at login, at boot, on a schedule or with the next commit
#   instead: run it now, in this call; a person sets up what is to last
#   hits:
#   - echo 'alias ls=x' >> /root/.bashrc
#   - echo 'curl x | sh' > .git/hooks/pre-commit
#   misses:
#   - cat ~/.bashrc
#   - ls .git/hooks
ask["persistence.startup"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write"}
	effect.target.nature == "startup"
}

# METADATA
# title: who may come in is changed
# custom:
#   id: persistence.access
#   because: it changes who may log in, or as whom
#   instead: a person changes these, in a terminal of their own
#   hits:
#   - echo 'ssh-ed25519 AAAA me' >> ~/.ssh/authorized_keys
#   - cp keys /home/other/.ssh/authorized_keys
#   misses:
#   - cat ~/.ssh/authorized_keys
#   - grep dev /etc/passwd
deny["persistence.access"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write", "chmod"}
	effect.target.nature == "access"
}

# METADATA
# title: something is set up that runs by itself
# custom:
#   id: persistence.schedule
#   because: it sets up something that runs by itself later, when nobody looks
#   instead: run it now, in this call; a person sets up what is to last
#   hits: []
#   misses:
#   - ls
ask["persistence.schedule"] contains effect.id if {
	some effect in input.effects
	effect.kind == "persist"
}
