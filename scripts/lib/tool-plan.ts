/** A new tool: what it does, what policy says of it, how both are tried, and its place in the table of tools. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filled, namingOf, withItem, withLine, type Planned } from "./template.ts";

const tablePath = "src/guard/effects/tools/tools.ts";

const targets = {
  "tool/tool.ts.txt": "src/guard/effects/tools/{{kebab}}.ts",
  "tool/policy.rego.txt": "policies/{{kebab}}.rego",
  "tool/cases.txt": "corpus/{{kebab}}.txt",
};

export function toolPlan(root: string, name: string): readonly Planned[] {
  const naming = namingOf(name);
  const table = readFileSync(join(root, tablePath), "utf8");
  const imported = withLine(table, `import { ${naming.camel} } from "./${naming.kebab}.ts";`, /^import \{ \w+ \} from "\.\/[\w-]+\.ts";$/);
  const listed = withItem(imported, /^const tools: readonly Tool\[\] = \[/m, naming.camel);
  return [...filled(root, naming, targets), { path: tablePath, text: listed }];
}
