# Profile `ccs`: what the older guard of that name blocks is blocked, not asked about, and its own lists of files count.
package sheepdog.ccs

import rego.v1

# The verdict of a bundled rule under this profile.
verdict_of := {
	"cloud.destroy": "deny",
	"containers.destroy": "deny",
	"data.drop": "deny",
	"data.rows": "deny",
	"git.rewrite": "deny",
	"kubectl.destroy": "deny",
	"network.name": "deny",
	"network.upload": "deny",
	"persistence.schedule": "deny",
	"secrets.read": "deny",
	"system.kill": "deny",
}

# METADATA
# title: a file of a project that is not written by hand
# custom:
#   id: ccs.made
#   because: it writes a lock file or what a build makes, which a tool writes and no hand
#   instead: let the package manager or the build write it
#   hits:
#   - echo x > yarn.lock
#   - echo x > app.min.js
#   misses:
#   - echo x > src/a.ts
#   - cat yarn.lock
deny["ccs.made"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"write", "overwrite"}
	regex.match(`(/(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|[^/]+\.lockb?|[^/]+\.(min|bundle|chunk)\.(js|css))|/(dist|build|out|\.next|node_modules|target)/.*)$`, effect.target.name)
}

# METADATA
# title: a file that says what a project is
# custom:
#   id: ccs.named
#   because: it deletes a file that says what the project is and who may use it
#   instead: "`git mv` keeps what it says under another name"
#   hits:
#   - rm LICENSE
#   - rm README.md
#   misses:
#   - cat LICENSE
#   - rm notes.txt
deny["ccs.named"] contains effect.id if {
	some effect in input.effects
	effect.kind == "delete"
	regex.match(`/((LICENSE|COPYING|README|Dockerfile)(\.[^/]*)?|NOTICE|PATENTS|CONTRIBUTING\.md|CHANGELOG\.md|SECURITY\.md|\.gitignore|\.gitlab-ci\.yml|Jenkinsfile)$`, effect.target.name)
}

# METADATA
# title: a file with secrets in it is written
# custom:
#   id: ccs.sealed
#   because: it writes a file that holds secrets by its name
#   instead: "name what is needed in `.env.example`"
#   hits:
#   - echo x > .env
#   - echo x > X.PEM
#   misses:
#   - echo x > src/a.ts
#   - echo x > .envrc
deny["ccs.sealed"] contains effect.id if {
	some effect in input.effects
	effect.kind in {"write", "overwrite"}
	regex.match(`(?i)/(\.env(\..*)?|[^/]+\.(pem|key|p12|pfx))$`, effect.target.name)
	not endswith(effect.target.name, ".example")
}

# METADATA
# title: everybody may change it
# custom:
#   id: ccs.open
#   because: it lets everybody change a file
#   instead: "name who may: `chmod u+x FILE`"
#   hits:
#   - chmod 777 x
#   misses:
#   - chmod 755 x
deny["ccs.open"] contains effect.id if {
	some effect in input.effects
	effect.kind == "chmod"
	regex.match(`777$`, effect.mode)
}
