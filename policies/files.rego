package sheepdog.files

import rego.v1

# METADATA
# title: the machine or the home is deleted
# custom:
#   id: files.delete.home
#   because: it deletes your home, or the machine that holds it, and nothing brings that back
#   instead: name the one folder that is meant, below your project
#   hits:
#   - rm -rf ~
#   - rm -rf /
#   - rm -fr $HOME/*
#   - F=-rf; rm $F ~
#   misses:
#   - rm -rf ./dist
#   - rm -rf /tmp/x
#   - echo rm -rf ~
deny["files.delete.home"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.whole
	effect.target.scope in {"root", "home"}
}

# METADATA
# title: part of the system is deleted or overwritten
# custom:
#   id: files.system
#   because: it deletes or overwrites a part of the operating system
#   instead: let the package manager change system files, or copy the file into the project and change it there
#   hits:
#   - rm -rf /etc
#   - rm /usr/bin/env
#   - echo x > /etc/passwd
#   misses:
#   - cat /etc/hosts
#   - ls > /dev/null
deny["files.system"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write"}
	of_the_system(effect)
}

of_the_system(effect) if effect.target.scope == "system"

# What is unpacked or copied into the root lands in all of it.
of_the_system(effect) if {
	effect.kind in {"overwrite", "write"}
	effect.target.scope == "root"
}

# METADATA
# title: a device is written
# custom:
#   id: files.device
#   because: it writes to a device, which destroys what is on it
#   instead: write to a file, for example `disk.img` in the project
#   hits:
#   - cat x > /dev/sda
#   misses:
#   - echo x > /dev/null
deny["files.device"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write"}
	effect.target.scope == "device"
}

# METADATA
# title: personal settings are deleted or overwritten
# custom:
#   id: files.settings
#   because: it deletes or overwrites settings or keys in your home
#   instead: copy the file to the project, change the copy, and put it back yourself
#   hits:
#   - rm -rf ~/.ssh
#   - echo x > ~/.bashrc
#   misses:
#   - cat ~/.bashrc
#   - rm -rf ~/.cache/pip
ask["files.settings"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"delete", "overwrite", "write"}
	effect.target.scope == "settings"
}

# METADATA
# title: a tree outside the project is deleted
# custom:
#   id: files.delete.outside
#   because: it deletes a whole tree outside the project, and nothing brings that back
#   instead: "move it aside first: `mv FOLDER FOLDER.old`"
#   hits:
#   - rm -rf ~/work
#   - rm -r /mnt/backup
#   misses:
#   - rm -rf /tmp/build
#   - rm ~/work/notes.txt
ask["files.delete.outside"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.whole
	effect.target.scope in {"below-home", "elsewhere"}
	effect.loss != "nothing"
}

# METADATA
# title: the project or its history is deleted
# custom:
#   id: files.delete.project
#   because: it deletes the whole project or its git history
#   instead: "`git clean -nd` shows what is not part of the history; delete the folders that are meant by name"
#   hits:
#   - rm -rf .
#   - rm -rf *
#   - rm -rf .git
#   misses:
#   - rm -rf node_modules
ask["files.delete.project"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.whole
	effect.target.scope in {"project", "repository"}
	effect.loss != "nothing"
}

# METADATA
# title: a tree of the project that no build makes again is deleted
# custom:
#   id: files.delete.tree
#   because: it deletes a whole tree of the project that no build makes again
#   instead: "`git rm -r FOLDER` keeps what was committed"
#   hits:
#   - rm -rf src
#   misses:
#   - rm -rf node_modules dist
#   - rm src/index.ts
#   - d=$(mktemp -d); rm -rf "$d"
warn["files.delete.tree"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.whole
	effect.target.scope == "below-project"
	effect.loss in {"forever", "unknown"}
}

# METADATA
# title: some of what lies anywhere in the home is deleted
# custom:
#   id: files.delete.some
#   because: it deletes files all over your home, and which ones cannot be told from the command
#   instead: look first with `find ~ -name PATTERN -print`, and name the folder that is meant
#   hits:
#   - find ~ -atime +100 -delete
#   - find ~ -name '*.txt' | xargs rm
#   misses:
#   - find ~ -name '*.pyc' -delete
#   - find . -name '*.txt' -delete
ask["files.delete.some"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	not effect.whole
	effect.target.scope == "home"
	effect.loss != "build"
}

# METADATA
# title: a tree that cannot be named is deleted
# custom:
#   id: files.delete.unknown
#   because: it deletes a whole tree, and which one cannot be told from the command
#   instead: write the path out in the command itself
#   hits:
#   - rm -rf "$SOMEWHERE"
#   - rm -rf $(cat list.txt)
#   misses:
#   - d=build; rm -rf "$d"
ask["files.delete.unknown"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	effect.whole
	effect.target.scope == "unknown"
	effect.loss != "nothing"
}

# METADATA
# title: a file that cannot be named is written
# custom:
#   id: files.write.unknown
#   because: it writes a file, and which one cannot be told from the command
#   instead: write the path out in the command itself
#   hits:
#   - echo x > "$SOMEWHERE"
#   - cp a "$SOMEWHERE"
#   misses:
#   - f=out.log; echo x > "$f"
warn["files.write.unknown"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"overwrite", "write"}
	effect.target.scope == "unknown"
}

# METADATA
# title: rights are changed all over the machine
# custom:
#   id: files.rights
#   because: it changes who may read and write a whole part of the system, and nothing remembers how it was
#   instead: change the one file that is meant, for example `chmod u+x run.sh`
#   hits:
#   - chmod -R 777 /
#   - sudo chmod -R o+w /var
#   - sudo chown -R nobody /etc
#   misses:
#   - chmod -R u+w src
#   - sudo chmod 755 /usr/local/bin/tool
#   - sudo chown dev /usr/local/bin/tool
deny["files.rights"] contains effect.id if {
	some effect in input.effects
	effect.kind == "chmod"
	lets_others(effect)
	is_top(effect.target)
}

# METADATA
# title: rights of the whole home are changed
# custom:
#   id: files.rights.home
#   because: it changes who may read your home, keys and mail included
#   instead: change the one file that is meant, for example `chmod u+x run.sh`
#   hits:
#   - chmod 777 ~
#   misses:
#   - chmod 700 ~/.ssh
ask["files.rights.home"] contains effect.id if {
	some effect in input.effects
	effect.kind == "chmod"
	effect.target.scope == "home"
}

# METADATA
# title: everybody may write a part of the system
# custom:
#   id: files.rights.everybody
#   because: it lets everybody write a part of the operating system
#   instead: "`sudo chmod 755 FILE` lets everybody read it"
#   hits:
#   - sudo chmod 777 /usr/local/bin/tool
#   misses:
#   - sudo chmod 755 /usr/local/bin/tool
#   - chmod 777 run.sh
ask["files.rights.everybody"] contains effect.id if {
	some effect in input.effects
	effect.kind == "chmod"
	effect.target.scope == "system"
	effect.tool == "chmod"
	lets_others(effect)
	not is_top(effect.target)
}

lets_others(effect) if effect.tool in {"chown", "chgrp"}

lets_others(effect) if regex.match(`^0?[0-7]*[0-7][0-7][2367]$|(^|,)([uoga]*[oa][uoga]*)?[+=][rxXst]*w`, effect.mode)

is_top(target) if target.scope == "root"

is_top(target) if {
	target.scope == "system"
	regex.match(`^/[^/]+$`, target.name)
}
