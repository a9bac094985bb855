/** `sheepdog rego check`: what is wrong with policies before anything runs. */
import type { Command } from "commander";
import { study } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { faultText } from "../rego/fault-text.ts";
import { dialectOf, type OpenOptions } from "../rego/opening.ts";
import { readPolicyFiles } from "../rego/policy-files.ts";

type Options = OpenOptions & { readonly json?: true };

export function addRegoCheck(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("check")
    .description("find what is wrong with policies; exits with 1 if something is, with 2 if that could not be found out")
    .argument("<path...>", "files, and folders with everything in them")
    .option("--strict", "unused variables and imports are faults")
    .option("--v0", "policies are in the old dialect unless they say otherwise")
    .option("--json", "print the faults as JSON")
    .action((paths: readonly string[], options: Options) => end(check(desk, paths, options)));
}

function check(desk: Desk, paths: readonly string[], options: Options): ExitCode {
  const files = readPolicyFiles(paths, desk.around.cwd);
  if (!files.ok) return faulty(desk, files.fault);
  const { sources, data } = files.value;
  const opened = study(sources, { dialect: dialectOf(options), strict: options.strict === true, data });
  const faults = opened.ok ? [] : opened.faults;
  if (options.json === true) desk.out(`${JSON.stringify({ faults }, null, 2)}\n`);
  else for (const fault of faults) desk.err(faultText(fault, sources));
  return faults.length === 0 ? 0 : 1;
}
