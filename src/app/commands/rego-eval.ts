/** `sheepdog rego eval QUERY`: the answer to a question in Rego, and why it is that. */
import { type Command, Option } from "commander";
import { absolutePath } from "../../base/path.ts";
import { readTextFile } from "../../hosts/node/node.ts";
import type { Answer } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { answerText, type AnswerFormat } from "../rego/answer-text.ts";
import { ask, type Asking } from "../rego/asking-study.ts";
import { faultText } from "../rego/fault-text.ts";
import { collected, defaultSteps, openPolicies, stepsFrom, type OpenOptions } from "../rego/opening.ts";

type Options = OpenOptions &
  Asking & {
    readonly data: readonly string[];
    readonly input?: string;
    readonly format: AnswerFormat;
    readonly fail?: true;
    readonly failDefined?: true;
  };

export function addRegoEval(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("eval")
    .description("answer a query; exits with 1 if --fail or --fail-defined found something, with 2 on a fault")
    .argument("<query>", "such as `data.x.allow` or `x := data.xs[_]; x > 1`")
    .option("-d, --data <path>", "policies and data: a file or folder; may be given again", collected, [])
    .option("-i, --input <file>", "the input, as JSON")
    .addOption(new Option("-f, --format <format>", "how the answer is printed").choices(["json", "pretty", "raw"]).default("json"))
    .option("--fail", "exit with 1 if the answer is undefined")
    .option("--fail-defined", "exit with 1 if the answer is defined")
    .addOption(new Option("--trace", "say of every rule why it held or did not").conflicts(["profile", "coverage"]))
    .addOption(new Option("--profile", "say what each line took, in steps").conflicts("coverage"))
    .option("--coverage", "say which lines were reached")
    .option("--limit <steps>", "how many steps the answer may take", stepsFrom, defaultSteps)
    .option("--strict", "unused variables and imports are faults")
    .option("--v0", "policies are in the old dialect unless they say otherwise")
    .action((query: string, options: Options) => end(evaluate(desk, query, options)));
}

function evaluate(desk: Desk, query: string, options: Options): ExitCode {
  const opened = openPolicies(desk, options.data, options);
  if (opened === undefined) return 2;
  const input = options.input === undefined ? undefined : readTextFile(absolutePath(options.input, desk.around.cwd));
  if (input?.ok === false) return faulty(desk, input.fault);
  const asked = ask(opened.study, query, { ...options, ...(input !== undefined && { text: input.value }) });
  if (!asked.ok) {
    desk.err(faultText(asked.fault, [...opened.sources, { file: "query", text: query }]));
    return 2;
  }
  const { answer, report } = asked.value;
  desk.out(answerText(answer, options.format));
  // Whoever reads the answer with a program gets it alone.
  (options.format === "pretty" ? desk.out : desk.err)(report);
  return verdict(answer, options);
}

function verdict({ ways }: Answer, { fail, failDefined }: Options): ExitCode {
  const isDefined = ways.length > 0;
  return (fail === true && !isDefined) || (failDefined === true && isDefined) ? 1 : 0;
}
