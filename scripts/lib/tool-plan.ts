/** A new tool: what it does, what policy says of it, how both are tried, and its place in the table of tools. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filled, namingOf, Refusal, withItem, withLine, type Planned } from "./template.ts";

/** `subject/name`: the subject is one of the folders of tools. */
export function toolPlan(root: string, place: string): readonly Planned[] {
  const [subject = "", name = ""] = place.split("/");
  const tools = `src/guard/effects/tools/${subject}`;
  const tablePath = `${tools}/${subject}.ts`;
  const naming = namingOf(name);
  if (!existsSync(join(root, tablePath))) throw new Refusal(`\`${place}\` lies in no folder of tools; nothing was written`);
  const written = filled(root, naming, {
    "tool/tool.ts.txt": `${tools}/{{kebab}}.ts`,
    "tool/policy.rego.txt": "policies/{{kebab}}.rego",
    "tool/cases.txt": "corpus/{{kebab}}.txt",
  });
  const table = readFileSync(join(root, tablePath), "utf8");
  const imported = withLine(table, `import { ${naming.camel} } from "./${naming.kebab}.ts";`, /^import \{ \w+ \} from "\.\/[\w-]+\.ts";$/);
  const listed = withItem(imported, /^export const \w+: readonly Tool\[\] = \[/m, naming.camel);
  return [...written, { path: tablePath, text: listed }];
}
