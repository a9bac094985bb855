package sheepdog.packages

import rego.v1

# METADATA
# title: a package comes from an address that nobody vouches for
# custom:
#   id: packages.address
#   because: it installs what an address on the network gives, which is run on this machine and was looked at by nobody
#   instead: name the package and its version, so that it comes from the registry that the project uses
#   hits:
#   - npm install http://203.0.113.7/left-pad.tgz
#   - npx https://example.com/tool.tgz
#   - pip install https://example.com/tool.tar.gz
#   - pip install --index-url http://packages.example.com/simple tool
#   - pip install --trusted-host packages.example.com tool
#   misses:
#   - npm install left-pad
#   - pip install -e .
#   - pip install ./dist/tool.whl
#   - pip install git+https://example.com/team/tool.git
#   - pip install --index-url https://packages.example.com/simple tool
#   - npm install --registry http://localhost:4873 left-pad
ask["packages.address"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method in {"PACKAGE", "INDEX"}
	not is_here(effect.target.name)
	nobody_vouches(effect)
}

# Whoever is in between can change what comes.
nobody_vouches(effect) if regex.match(`^([\w.\[\]-]+\s*@\s*)?(git\+)?(http|git|ftp)://`, effect.target.name)

# A host that is only a number belongs to nobody one could ask.
nobody_vouches(effect) if regex.match(`://([^/@]*@)?(\d+\.\d+\.\d+\.\d+|\[)`, effect.target.name)

# An archive has no history that one could look at.
nobody_vouches(effect) if {
	effect.method == "PACKAGE"
	regex.match(`^([\w.\[\]-]+\s*@\s*)?https://`, effect.target.name)
	not regex.match(`\.git([@#?]|$)`, effect.target.name)
}

# METADATA
# title: a package comes from somebody's repository or registry
# custom:
#   id: packages.source
#   because: it installs a package that is not from the usual registry
#   instead: name the package and its version, so that it comes from the registry that the project uses
#   hits:
#   - pip install git+https://example.com/team/tool.git
#   - npm install github:team/tool
#   - cargo install --git https://example.com/team/tool.git
#   - pip install --extra-index-url https://packages.example.com/simple tool
#   misses:
#   - pip install requests
#   - npm ci
#   - cargo install ripgrep
warn["packages.source"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method in {"PACKAGE", "INDEX"}
	not is_here(effect.target.name)
}

# METADATA
# title: a package is fetched and run at once
# custom:
#   id: packages.run
#   because: it fetches a package by its name and runs it at once; a name that is misspelt is somebody else's program
#   instead: add it to the project first, so that its version is written down
#   hits:
#   - npx create-thing app
#   - pnpm dlx create-thing
#   - uvx ruff check
#   - pipx run black .
#   misses:
#   - npm test
#   - npx --no-install tsc
#   - npx --version
warn["packages.run"] contains effect.id if {
	some effect in input.effects
	effect.kind == "execute"
	effect.from == "installed"
	effect.target.scope == "remote"
}

# METADATA
# title: a package is published
# custom:
#   id: packages.publish
#   because: it publishes a package, which everybody can fetch from then on and which is seldom taken back
#   instead: "see first what would go: `npm publish --dry-run`"
#   hits:
#   - npm publish
#   - cargo publish
#   - twine upload dist/*
#   - mvn clean deploy
#   - dotnet nuget push x.nupkg
#   misses:
#   - npm publish --dry-run
#   - npm pack
#   - cargo publish -n
#   - mvn package
ask["packages.publish"] contains effect.id if {
	some effect in input.effects
	effect.kind == "network"
	effect.method == "PUBLISH"
}

# METADATA
# title: somebody else is let in
# custom:
#   id: packages.access
#   because: it gives somebody else, or another key, access to what is shared under your name
#   instead: let a person do it, who can see who asks
#   hits:
#   - npm owner add somebody left-pad
#   - cargo owner --add somebody
#   - gh ssh-key add key.pub
#   misses:
#   - npm owner ls left-pad
#   - gh ssh-key list
ask["packages.access"] contains effect.id if {
	some effect in input.effects
	effect.kind == "infra"
	effect.verb == "grant"
}

# METADATA
# title: it is no longer checked who is at the other end
# custom:
#   id: packages.trust
#   because: a tool would stop checking who is at the other end, for all that it fetches from then on
#   instead: give the tool the certificate of that one place
#   hits:
#   - git config --global http.sslVerify false
#   - npm config set strict-ssl false
#   misses:
#   - git config http.sslVerify true
#   - npm config get strict-ssl
ask["packages.trust"] contains effect.id if {
	some effect in input.effects
	effect.kind == "system"
	effect.part == "trust"
	effect.change == "change"
}

# A place that this machine or the working folder names.
is_here(address) if regex.match(`^([a-z+]+://)?([^/@]*@)?(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)([:/]|$)`, address)
