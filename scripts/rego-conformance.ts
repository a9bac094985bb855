#!/usr/bin/env bun
/** Runs OPA's public cases, from source and from OPA's own plans, prints the table by folder, and writes it into docs/rego.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { conformanceGroups, type Case } from "../test/rego/cases.ts";
import { conform, conformPlan, type Outcome } from "../test/rego/conform.ts";

type Counts = Record<Outcome["is"], number>;

const document = "docs/rego.md";
const [start, end] = ["<!-- conformance -->", "<!-- /conformance -->"];

const groups = conformanceGroups();
if (groups.length === 0) console.log("the conformance cases are not at hand");
else report();

function report(): void {
  const fromSource = tally(conform);
  const fromPlans = tally(conformPlan);
  const table = [
    start,
    "| folder | passed | refused | different |",
    "|---|---|---|---|",
    ...[...fromSource].map(([folder, counts]) => row(folder, counts)),
    row("**all, from source**", total(fromSource)),
    row("**all, from OPA's plans**", total(fromPlans)),
    end,
  ].join("\n");
  console.log(table);
  const text = readFileSync(document, "utf8");
  writeFileSync(document, text.slice(0, text.indexOf(start)) + table + text.slice(text.indexOf(end) + end.length));
}

function tally(run: (one: Case) => Outcome): Map<string, Counts> {
  const folders = new Map<string, Counts>();
  for (const { folder, cases } of groups) {
    const counts = folders.get(folder) ?? { passed: 0, refused: 0, different: 0 };
    for (const one of cases) counts[run(one).is]++;
    folders.set(folder, counts);
  }
  return folders;
}

function row(name: string, { passed, refused, different }: Counts): string {
  return `| ${name} | ${passed} | ${refused} | ${different} |`;
}

function total(folders: ReadonlyMap<string, Counts>): Counts {
  const sum = { passed: 0, refused: 0, different: 0 };
  for (const counts of folders.values()) for (const is of ["passed", "refused", "different"] as const) sum[is] += counts[is];
  return sum;
}
