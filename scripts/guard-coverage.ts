#!/usr/bin/env bun
/** Writes `docs/coverage.md`: how many cases each class of bypass and of false alarm has, with which result, and what each tool has been seen to do. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { corpusCases } from "../test/corpus/corpus.ts";
import { decisionOn, testGuard } from "../test/lib/bundled.ts";
import { commands } from "../test/guard/metamorphic/commands.ts";
import { rewrites } from "../test/guard/metamorphic/rewrites.ts";
import { trialOf } from "../test/guard/metamorphic/trial.ts";
import { agrees, openFile, seeds } from "../test/guard/seeds.ts";
import { classTable } from "./lib/class-table.ts";
import { onGround } from "./lib/ground.ts";
import { toolTable } from "./lib/tool-table.ts";

await onGround(async ({ root }) => {
  const guard = testGuard();
  const judged = corpusCases().map((row) => ({ ...row, got: decisionOn(row.command, guard) }));
  const text = [
    "# What the guard is shown to understand",
    "",
    "Written by `npm run guard:coverage` from `corpus/`, `policies/` and `test/guard`. A case is right when verdict and rule are those of its line.",
    "",
    ...classTable("Classes of bypass", judged, titlesIn(root, "bypasses.txt")),
    ...classTable("Classes of false alarm", judged, titlesIn(root, "false-alarms.txt")),
    ...seedLines(),
    ...rewriteLines(),
    ...(await toolTable(root, guard, [...judged.map(({ got }) => got), ...commands.map((command) => decisionOn(command, guard))])),
  ];
  writeFileSync(join(root, "docs/coverage.md"), `${text.join("\n").trimEnd()}\n`);
  console.log("kept in docs/coverage.md");
  return true;
});

/** The class and its name, from headings such as `## class 7: variables`. */
function titlesIn(root: string, file: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, "corpus", file), "utf8");
  return new Map([...text.matchAll(/^## class (\w+): (.*)$/gm)].map(([, id = "", title = ""]) => [id, title]));
}

function seedLines(): readonly string[] {
  const all = seeds();
  const settled = all.filter(({ file }) => file !== openFile);
  const rows = [...new Set(settled.map(({ file }) => file))].map((file) => {
    const own = settled.filter((seed) => seed.file === file);
    const same = own.filter(({ theirs, verdict }) => agrees(theirs, verdict)).length;
    return `| ${file.replace(".txt", "")} | ${own.length} | ${same} | ${own.length - same} |`;
  });
  const open = `${all.length - settled.length} rows are open: wanted, and not there yet (\`corpus/seeds/${openFile}\`).`;
  return ["## What older guards said", "", open, "", "| guard | rows | same | other, with a reason |", "|---|---|---|---|", ...rows, ""];
}

function rewriteLines(): readonly string[] {
  const { tried, misses } = trialOf(testGuard());
  const names = [...new Set(misses.map(({ rewrite }) => rewrite))];
  const rows = names.map((name) => `| ${name} | ${misses.filter(({ rewrite }) => rewrite === name).length} |`);
  const figures = `${commands.length} commands × ${rewrites.length} rewrites that keep the meaning: ${tried} texts, ${misses.length} judged milder.`;
  return ["## Spellings", "", figures, "", ...(rows.length === 0 ? [] : ["| rewrite | milder |", "|---|---|", ...rows, ""])];
}
