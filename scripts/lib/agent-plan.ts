/** A new agent product: a folder with the same files as its neighbours, and its place in the lists of the front door. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filled, namingOf, withItem, withLine, type Planned } from "./template.ts";

const doorPath = "src/agents/agents.ts";
const folder = "src/agents/{{kebab}}";

const targets = {
  "agent/agent.ts.txt": `${folder}/{{kebab}}.ts`,
  "agent/product.ts.txt": `${folder}/product.ts`,
  "agent/places.ts.txt": `${folder}/places.ts`,
  "agent/envelope.ts.txt": `${folder}/envelope.ts`,
  "agent/envelope.test.ts.txt": `${folder}/envelope.test.ts`,
  "agent/answer.ts.txt": `${folder}/answer.ts`,
  "agent/install.ts.txt": `${folder}/install.ts`,
};

export function agentPlan(root: string, name: string): readonly Planned[] {
  const naming = namingOf(name);
  const { camel, kebab } = naming;
  const alike = /^import \{ \w+(?:, \w+)* \} from "\.\/[\w-]+\/[\w-]+\.ts";$/;
  const imports = [
    `import { ${camel}, ${camel}GuardedPaths } from "./${kebab}/${kebab}.ts";`,
    `import { ${camel}Installer } from "./${kebab}/install.ts";`,
  ];
  const imported = imports.reduce((text, line) => withLine(text, line, alike), readFileSync(join(root, doorPath), "utf8"));
  const spoken = withItem(imported, /^export const adapters: readonly Adapter\[\] = \[/m, camel);
  const installed = withItem(spoken, /^export const installers: readonly Installer\[\] = \[/m, `${camel}Installer`);
  const guarded = withItem(installed, /^export const guardedPaths: readonly string\[\] = \[/m, `...${camel}GuardedPaths`);
  return [...filled(root, naming, targets), { path: doorPath, text: guarded }];
}
