/** Every step that checks know: with which program, on which files. */
import { join } from "node:path";
import type { Step } from "./step.ts";
import { testFiles, type Suite } from "./suites.ts";

/** Where the repository lies, and a folder for the reports of this run alone. */
export type Ground = { readonly root: string; readonly reports: string };

const minuteMs = 60_000;

/** What `check` runs: the slowest first, so that two at a time end together. */
export function checkPlan(ground: Ground): readonly Step[] {
  return [
    bunTests(ground, "unit"),
    bunTests(ground, "corpus"),
    ofPackage(ground, { title: "types", bin: "typescript/bin/tsc", args: ["-p", "tsconfig.json"] }),
    ofPackage(ground, { title: "types of pure rooms", bin: "typescript/bin/tsc", args: ["-p", "tsconfig.pure.json"] }),
    ofPackage(ground, { title: "dead code", bin: "knip/bin/knip.js", args: ["--no-progress", "--treat-config-hints-as-errors"] }),
    bunTests(ground, "tidy"),
    ofPackage(ground, { title: "lint", bin: "oxlint/bin/oxlint", args: ["--deny-warnings", "--report-unused-disable-directives"] }),
    ofPackage(ground, { title: "format", bin: "oxfmt/bin/oxfmt", args: ["--check"] }),
  ];
}

/** The same tests on the other runtime. */
export function nodePlan(ground: Ground): readonly Step[] {
  return [nodeTests(ground, { title: "unit, on Node", suites: ["unit", "corpus", "tidy"], limitMs: 8 * minuteMs })];
}

/** Whole programs. They use both cores themselves. */
export function endToEndPlan(ground: Ground): readonly Step[] {
  return [nodeTests(ground, { title: "end to end", suites: ["end-to-end"], limitMs: 40 * minuteMs })];
}

/** The real agents, two at a time: the trials that wait for a deadline have room enough for that. */
export function agentsPlan(ground: Ground): readonly Step[] {
  return [nodeTests(ground, { title: "real agents", suites: ["agents", "fleet"], limitMs: 45 * minuteMs })];
}

/** What chance and repetition test, as often as an issue demands. */
export function fullPlan(ground: Ground): readonly Step[] {
  const suites: readonly Suite[] = ["unit", "corpus", "end-to-end"];
  return [
    ...suites.map((suite) => nodeTests(ground, { title: `${suite}, full size`, suites: [suite], limitMs: 180 * minuteMs })),
    nodeTests(ground, { title: "sessions of real agents, full size", suites: ["fleet"], limitMs: 180 * minuteMs }),
    nodeTests(ground, { title: "Rego beside OPA", suites: ["oracle"], limitMs: 180 * minuteMs }),
  ];
}

type PackageStep = { readonly title: string; readonly bin: string; readonly args: readonly string[] };

/** A program that a package brings: a script for Node, whatever Node the machine has. */
function ofPackage({ root }: Ground, { title, bin, args }: PackageStep): Step {
  return { title, program: join(root, ".build/bin/node"), args: [join(root, "node_modules", bin), ...args], limitMs: minuteMs };
}

function bunTests({ root, reports }: Ground, suite: Suite): Step {
  const report = join(reports, `bun-${suite}.xml`);
  const files = testFiles(root, suite).map((path) => `./${path}`);
  const args = ["test", "--timeout=60000", "--reporter=junit", `--reporter-outfile=${report}`, ...files];
  return { title: suite, program: join(root, ".build/bin/bun"), args: orNothing(files, args), limitMs: 4 * minuteMs, report };
}

type NodeStep = { readonly title: string; readonly suites: readonly Suite[]; readonly limitMs: number };

function nodeTests({ root, reports }: Ground, { title, suites, limitMs }: NodeStep): Step {
  const report = join(reports, `node-${suites.join("-")}.xml`);
  // The slowest first, so that two at a time end together: set-up, which stands last in the alphabet.
  const files = testFiles(root, ...suites).toReversed();
  const reporters = [
    "--test-reporter=junit",
    `--test-reporter-destination=${report}`,
    "--test-reporter=dot",
    "--test-reporter-destination=stdout",
  ];
  const args = ["--test", "--test-concurrency=2", ...reporters, ...files];
  return { title, program: join(root, ".build/bin/node"), args: orNothing(files, args), limitMs, report };
}

/** Without files a runner would look for some itself; a suite without tests writes no report, and so fails. */
function orNothing(files: readonly string[], args: readonly string[]): readonly string[] {
  return files.length === 0 ? ["--version"] : args;
}
