/** `sheepdog rego fmt`: policies in the one layout that all share. */
import { type Command, Option } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { formatAll, type FormatOptions } from "../rego/formatting.ts";
import { dialectOf, type OpenOptions } from "../rego/opening.ts";
import { readPolicyFiles } from "../rego/policy-files.ts";

type Options = OpenOptions & FormatOptions;

export function addRegoFmt(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("fmt")
    .description("lay policies out and print them; exits with 1 if --check or --diff found a difference, with 2 on a fault")
    .argument("<path...>", "files, and folders with everything in them")
    .addOption(new Option("--check", "name the files that are laid out otherwise").conflicts(["diff", "write"]))
    .addOption(new Option("--diff", "show what would change").conflicts("write"))
    .option("--write", "change the files")
    .option("--v0", "policies are in the old dialect unless they say otherwise")
    .action((paths: readonly string[], options: Options) => end(layOut(desk, paths, options)));
}

function layOut(desk: Desk, paths: readonly string[], options: Options): ExitCode {
  const files = readPolicyFiles(paths, desk.around.cwd);
  return files.ok ? formatAll(desk, files.value.sources, { ...options, dialectOf: () => dialectOf(options) }) : faulty(desk, files.fault);
}
