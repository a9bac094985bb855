package sheepdog.doubt

import rego.v1

# METADATA
# title: the command could not be read
# custom:
#   id: doubt.unparsed
#   because: the command is not valid shell, so nobody can say what it would do
#   instead: mend the quotes and brackets and try again
#   hits:
#   - rm -rf ~ $(
#   - rm -rf "~
#   misses:
#   - echo "ok"
#   - echo "
deny["doubt.unparsed"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code == "unparsed"
}

# METADATA
# title: the command is not valid
# custom:
#   id: doubt.malformed
#   because: the command is not valid shell, and a shell would not run it
#   instead: mend the quotes and brackets and try again
#   hits:
#   - echo "
#   - for file do echo $file done
#   misses:
#   - echo "ok"
warn["doubt.malformed"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code == "malformed"
}

# METADATA
# title: the command is too large to follow
# custom:
#   id: doubt.bound
#   because: the command is too large or too deeply nested to be followed
#   instead: put it into a script file of the project and run that in smaller steps
#   hits: []
#   misses:
#   - ls
deny["doubt.bound"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code == "bound"
}

# METADATA
# title: a language that is not read
# custom:
#   id: doubt.language
#   because: the guard does not read this kind of input
#   instead: use the shell tool
#   hits: []
#   misses:
#   - ls
ask["doubt.language"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code in {"dialect", "unread-code"}
	count(input.effects) == 0
}

# METADATA
# title: a script was read in part
# custom:
#   id: doubt.partly
#   because: a script that it runs is too long, or too much its own, to be read as a whole
#   instead: read the script first, and run in smaller steps what it does
#   hits: []
#   misses:
#   - bash build.sh
warn["doubt.partly"] contains doubt.id if {
	some doubt in input.doubts
	doubt.code == "partly-read"
}
