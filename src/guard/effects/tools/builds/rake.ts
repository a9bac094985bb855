/** rake: what the tasks of a Rakefile would run. */
import { has, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { fileText, textAbove } from "../../scripts/file-text.ts";
import { rakeSteps } from "../../scripts/rakefile.ts";
import { runsOf } from "../../scripts/step.ts";
import type { Use } from "../../describing/tool.ts";

const shape = { short: "fIrjRCe", long: ["rakefile", "require", "libdir", "jobs"], exact: true } as const;

const telling = ["T", "tasks", "P", "prereqs", "n", "dry-run", "W", "where", "D", "describe", "h", "help", "V", "version", "A", "all"];

export function rakeRuns(use: Use): readonly Run[] {
  const line = readLine(use.words, shape);
  if (has(line, ...telling)) return [];
  const [given] = valuesOf(line, "f", "rakefile");
  const file = given === undefined ? textAbove(["Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb"], use) : fileText(given.text, use);
  const names = line.operands.filter(({ known, text }) => known && !text.includes("=")).map(({ text }) => text.replace(/\[.*$/, ""));
  return file === undefined ? [] : runsOf(rakeSteps(file, use.name === "rails" && names.length === 0 ? ["(none)"] : names), use);
}
