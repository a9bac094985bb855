/** `sheepdog policy test`: does every rule stop what its examples say, and let pass what they say. */
import type { Command } from "commander";
import { now } from "../../hosts/node/node.ts";
import { study, type TestResult } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { counted } from "../ledger/counted.ts";
import { type MeantLayer, meantLayers } from "../policy/meant-layers.ts";
import { type Tried, triedExamples } from "../policy/tried-examples.ts";
import { triedText } from "../policy/tried-text.ts";
import { defaultSteps } from "../rego/opening.ts";
import { testText } from "../rego/test-text.ts";

type Options = { readonly json?: true };

export function addPolicyTest(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("test")
    .description("try every example of every rule with the guard, and run rules named `test_…`; exits with 1 if one does not hold")
    .argument("[path...]", "files, or folders whose files belong together (default: what counts here)")
    .option("--json", "print what was tried as JSON")
    .action(async (paths: readonly string[], options: Options) => end(await testAll(desk, paths, options.json === true)));
}

type Outcome = { readonly examples: readonly Tried[]; readonly tests: readonly TestResult[]; readonly untried: readonly string[] };

async function testAll(desk: Desk, paths: readonly string[], isJson: boolean): Promise<ExitCode> {
  const layers = meantLayers(desk, paths);
  if (!layers.ok) return faulty(desk, layers.fault);
  const broken = layers.value.flatMap(({ links }) => links).find(({ state }) => state === "broken");
  const todo = "`sheepdog policy validate` says why";
  if (broken !== undefined) return faulty(desk, { code: "policy.broken", what: `\`${broken.file}\` does not load`, todo });
  const outcomes: Outcome[] = [];
  for (const layer of layers.value) {
    const examples = await triedExamples(desk.guard, layer);
    if (!examples.ok) return faulty(desk, examples.fault);
    outcomes.push({ examples: examples.value, tests: testsIn(layer), untried: untriedIn(layer) });
  }
  const all = joined(outcomes);
  if (isJson) desk.out(`${JSON.stringify(all, null, 2)}\n`);
  else show(desk, all);
  return all.examples.every(({ holds }) => holds) && all.tests.every(({ outcome }) => outcome !== "failed" && outcome !== "stopped")
    ? 0
    : 1;
}

/** Of our own vocabulary: what failsafe wrote has no such rules. */
function testsIn({ links }: MeantLayer): readonly TestResult[] {
  const opened = study(
    links.filter(({ vocabulary }) => vocabulary === "sheepdog"),
    { dialect: "v1" },
  );
  return opened.ok ? opened.study.test({ limits: { steps: defaultSteps, now: now() } }) : [];
}

function untriedIn({ links }: MeantLayer): readonly string[] {
  return links.flatMap(({ rules }) => rules.filter(({ hits }) => hits.length === 0).map(({ id }) => id));
}

function joined(outcomes: readonly Outcome[]): Outcome {
  return {
    examples: outcomes.flatMap(({ examples }) => examples),
    tests: outcomes.flatMap(({ tests }) => tests),
    untried: [...new Set(outcomes.flatMap(({ untried }) => untried))],
  };
}

function show(desk: Desk, { examples, tests, untried }: Outcome): void {
  for (const one of examples) if (!one.holds) desk.out(triedText(one, desk.around.home));
  for (const test of tests) if (test.outcome !== "passed") desk.out(testText(test));
  if (untried.length > 0) desk.out(`without an example of what they stop: ${untried.join(", ")}\n`);
  const held = examples.filter(({ holds }) => holds).length;
  const passed = tests.filter(({ outcome }) => outcome === "passed").length;
  const ran = tests.length === 0 ? "" : `, ${passed} of ${counted(tests.length, "test")} passed`;
  desk.out(`${held} of ${counted(examples.length, "example")} held${ran}\n`);
}
