/** What becomes of a sample of mistakes in the guard, as the page `docs/mutation.md`. */
import type { Result } from "../../test/guard/mutation/mutation.ts";

type Sample = { readonly from: number; readonly within: string };

export function mutationReport(results: readonly Result[], { from, within }: Sample): string {
  const survivors = results.filter(({ noticed }) => noticed === undefined);
  return [
    "# Mistakes that the tests notice",
    "",
    "Written by `npm run guard:mutation -- COUNT --seed SEED --report`. A mistake is made in a copy of the guard in memory, and the tests of the guard are run until one of",
    "them fails: those beside the changed file, the corpus with the examples of the rules, the effects in `corpus/effects`, and the rest of `src/guard` and `test/guard`.",
    "Every mistake is as likely to be drawn as any other, from all files of `src/guard` and `policies`.",
    "",
    "Not made are mistakes that cannot change what the guard says of a command: in types, comments, sentences for people, and numbers of bounds. Not asked are tests about time",
    "and chance, and those that only compare one verdict with another.",
    "",
    `- seed: ${from}${within === "" ? "" : `, only in files whose path holds \`${within}\``}`,
    `- noticed: ${rate(results)}`,
    "",
    ...table("mistake", results, ({ mutant }) => mutant.what.replace(/: `.*/s, "")),
    ...table("place", results, ({ mutant }) => placeOf(mutant.path)),
    "## Not noticed",
    "",
    ...survivors.map(({ mutant: { path, line, what } }) => `- ${path}:${line} ${what}`).sort(),
    "",
  ].join("\n");
}

function rate(results: readonly Result[]): string {
  const noticed = results.filter((result) => result.noticed !== undefined).length;
  return `${noticed} of ${results.length} (${((100 * noticed) / Math.max(1, results.length)).toFixed(1)} %)`;
}

function table(head: string, results: readonly Result[], nameOf: (result: Result) => string): readonly string[] {
  const names = [...new Set(results.map(nameOf))].sort();
  const rows = names.map((name) => `| ${name} | ${rate(results.filter((result) => nameOf(result) === name))} |`);
  return [`| ${head} | noticed |`, "|---|---|", ...rows, ""];
}

/** `src/guard/effects/tools/cloud/aws.ts` lies in `effects/tools/cloud`. */
function placeOf(path: string): string {
  return path.replace(/\/[^/]*$/, "").replace(/^src\/guard\/?/, "") || "guard";
}
