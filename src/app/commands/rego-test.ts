/** `sheepdog rego test`: runs the rules that are tests, and says why one of them failed. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { now } from "../../hosts/node/node.ts";
import type { Coverage, TestResult } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { defaultSteps, openPolicies, stepsFrom, type OpenOptions } from "../rego/opening.ts";
import { coverageText } from "../rego/report-text.ts";
import { summaryText, testText } from "../rego/test-text.ts";

type Options = OpenOptions & {
  readonly run?: RegExp;
  readonly verbose?: true;
  readonly coverage?: true;
  readonly threshold?: number;
  readonly format: "json" | "pretty";
  readonly limit: number;
};

export function addRegoTest(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("test")
    .description("run tests; exits with 2 if one fails, with 1 if too few lines are reached")
    .argument("<path...>", "policies, tests and data: files, and folders with everything in them")
    .option("-r, --run <pattern>", "only tests whose names match", patternFrom)
    .option("-v, --verbose", "name the tests that pass, too")
    .option("--coverage", "say which lines the tests reach")
    .option("--threshold <percent>", "the least that is to be reached of a hundred lines", percentFrom)
    .addOption(new Option("-f, --format <format>", "how the results are printed").choices(["json", "pretty"]).default("pretty"))
    .option("--limit <steps>", "how many steps each test may take", stepsFrom, defaultSteps)
    .option("--strict", "unused variables and imports are faults")
    .option("--v0", "policies are in the old dialect unless they say otherwise")
    .action((paths: readonly string[], options: Options) => end(runTests(desk, paths, options)));
}

function patternFrom(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch {
    throw new InvalidArgumentError("this is no regular expression");
  }
}

function percentFrom(text: string): number {
  const percent = Number(text);
  if (text === "" || !(percent >= 0 && percent <= 100)) throw new InvalidArgumentError("a threshold is a number from 0 to 100");
  return percent;
}

function runTests(desk: Desk, paths: readonly string[], options: Options): ExitCode {
  const opened = openPolicies(desk, paths, options);
  if (opened === undefined) return 2;
  const { run, limit, threshold } = options;
  const isWanted = (name: string): boolean => run?.test(name) !== false;
  const testing = { limits: { steps: limit, now: now() }, isWanted };
  const measured = options.coverage === true || threshold !== undefined;
  const { results, coverage } = measured
    ? opened.study.testCoverage(testing)
    : { results: opened.study.test(testing), coverage: undefined };
  if (results.length === 0) return faulty(desk, { code: "rego.no-tests", what: "there are no tests here", todo: "name a rule `test_…`" });
  show(desk, { results, coverage }, options);
  if (results.some(({ outcome }) => outcome === "failed" || outcome === "stopped")) return 2;
  return threshold !== undefined && coverage !== undefined && coverage.percent < threshold ? 1 : 0;
}

type Told = { readonly results: readonly TestResult[]; readonly coverage: Coverage | undefined };

function show(desk: Desk, told: Told, { format, verbose }: Options): void {
  if (format === "json") return desk.out(`${JSON.stringify(told, null, 2)}\n`);
  for (const result of told.results) if (verbose === true || result.outcome !== "passed") desk.out(testText(result));
  desk.out(summaryText(told.results));
  if (told.coverage !== undefined) desk.out(coverageText(told.coverage));
}
