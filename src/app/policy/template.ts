/** A policy to begin with: one rule that works, with everything that a rule has. */

/** `name` is a word: it becomes the package and the first part of the rule's name. */
export function template(name: string): string {
  return `# What this file forbids is forbidden at once; nothing in it makes another rule milder.
# \`sheepdog policy test\` tries every example, \`sheepdog explain --facts 'COMMAND'\` shows what rules see, docs/policy-guide.md has recipes.
package sheepdog.${name}

import rego.v1

# METADATA
# title: the main branch is published
# custom:
#   id: ${name}.publish.main
#   because: "\`main\` is published by the pipeline, after a review"
#   instead: push a branch of your own and open a pull request
#   hits:
#   - git push origin main
#   misses:
#   - git push origin topic
#   - git pull origin main
ask["${name}.publish.main"] contains effect.id if {
	some effect in input.effects
	effect.kind == "vcs"
	effect.act == "publish"
	effect.branch == "main"
}
`;
}
