# Profile `failover`: what the older hook of that name only logs is logged, and what it blocks is blocked without a question.
package sheepdog.failover

import rego.v1

# The verdict of a bundled rule under this profile.
verdict_of := {
	"cloud.destroy": "warn",
	"cloud.destroy.production": "warn",
	"containers.destroy": "warn",
	"data.drop": "warn",
	"data.production": "warn",
	"data.rows": "warn",
	"files.settings": "deny",
	"kubectl.destroy": "warn",
	"kubectl.destroy.production": "warn",
	"persistence.schedule": "deny",
}
