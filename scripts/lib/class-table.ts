/** The table of classes: how many cases, how many stopped and let pass, how many as their line says. */
import type { Case } from "../../test/corpus/corpus.ts";
import type { Decision } from "../../src/guard/guard.ts";

export type Judged = Case & { readonly got: Decision };

export function classTable(heading: string, judged: readonly Judged[], titles: ReadonlyMap<string, string>): readonly string[] {
  const rows = [...titles].map(([id, title]) => {
    const own = judged.filter((row) => row.class === id);
    const stopped = own.filter(({ verdict }) => verdict === "deny" || verdict === "ask").length;
    const right = own.filter(({ verdict, rule, got }) => got.verdict === verdict && (got.steps[0]?.rule ?? "-") === rule).length;
    return `| ${id} | ${title} | ${own.length} | ${stopped} | ${own.length - stopped} | ${right === own.length ? "all" : right} |`;
  });
  return [`## ${heading}`, "", "| class | | cases | stopped | let pass | right |", "|---|---|---|---|---|---|", ...rows, ""];
}
