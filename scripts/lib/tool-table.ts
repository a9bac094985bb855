/** The table of tools: which are known, by subject, and which effects the cases have shown of them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Decision, type Guard } from "../../src/guard/guard.ts";
import { decisionOn } from "../../test/lib/bundled.ts";

type Named = { readonly names: readonly string[] };

export async function toolTable(root: string, guard: Guard, decisions: readonly Decision[]): Promise<readonly string[]> {
  const examples = guard.layers.flatMap((layer) => layer.rules).flatMap((rule) => rule.hits);
  const kinds = kindsByTool([...decisions, ...examples.map((hit) => decisionOn(hit, guard))]);
  const subjects = await toolsBySubject(join(root, "src/guard/effects/tools"));
  const rows = subjects.flatMap(({ subject, tools }) => tools.map((names) => rowOf(subject, names, kinds)));
  const known = subjects.flatMap(({ tools }) => tools.flat()).length;
  const figures = `${rows.length} tools under ${known} names. An empty last column: nothing but reading, running others and writing out has been shown.`;
  return ["## Tools", "", figures, "", "| subject | tool | effects seen |", "|---|---|---|", ...rows, ""];
}

function rowOf(subject: string, names: readonly string[], kinds: ReadonlyMap<string, ReadonlySet<string>>): string {
  const seen = new Set(names.flatMap((name) => [...(kinds.get(name) ?? [])]));
  return `| ${subject} | ${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${names.length - 4} more` : ""} | ${[...seen].sort().join(", ")} |`;
}

function kindsByTool(decisions: readonly Decision[]): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { effects } of decisions)
    for (const { tool, kind } of effects) {
      const own = kinds.get(tool) ?? new Set<string>();
      kinds.set(tool, own.add(kind));
    }
  return kinds;
}

/** Each subject's folder has a table of its own, in the file of its name. */
async function toolsBySubject(
  folder: string,
): Promise<readonly { readonly subject: string; readonly tools: readonly (readonly string[])[] }[]> {
  const subjects = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    subjects.map(async (subject) => {
      const loaded: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(folder, subject, `${subject}.ts`)).href);
      const table = loaded[subject];
      return { subject, tools: Array.isArray(table) ? table.map((tool: Named) => tool.names) : [] };
    }),
  );
}
