/** `sheepdog rego fmt`: policies in the one layout that all share. */
import { type Command, Option } from "commander";
import { absolutePath } from "../../base/path.ts";
import { replaceFile } from "../../hosts/node/node.ts";
import { format, type Source } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { diffText } from "../rego/diff-text.ts";
import { faultText } from "../rego/fault-text.ts";
import { dialectOf, type OpenOptions } from "../rego/opening.ts";
import { readPolicyFiles } from "../rego/policy-files.ts";

type Options = OpenOptions & { readonly check?: true; readonly diff?: true; readonly write?: true };

export function addRegoFmt(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("fmt")
    .description("lay policies out and print them; exits with 1 if --check or --diff found a difference, with 2 on a fault")
    .argument("<path...>", "files, and folders with everything in them")
    .addOption(new Option("--check", "name the files that are laid out otherwise").conflicts(["diff", "write"]))
    .addOption(new Option("--diff", "show what would change").conflicts("write"))
    .option("--write", "change the files")
    .option("--v0", "policies are in the old dialect unless they say otherwise")
    .action((paths: readonly string[], options: Options) => end(formatAll(desk, paths, options)));
}

/** One file that cannot be laid out keeps no other from it. */
function formatAll(desk: Desk, paths: readonly string[], options: Options): ExitCode {
  const files = readPolicyFiles(paths, desk.around.cwd);
  if (!files.ok) return faulty(desk, files.fault);
  const codes = files.value.sources.map((source) => formatOne(desk, source, options));
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0;
}

function formatOne(desk: Desk, source: Source, options: Options): ExitCode {
  const formatted = format(source, dialectOf(options));
  if (!formatted.ok) {
    desk.err(faultText(formatted.fault, [source]));
    return 2;
  }
  const { text } = formatted;
  const isChanged = text !== source.text;
  if (options.write === true) return isChanged ? write(desk, source.file, text) : 0;
  if (options.check === true && isChanged) desk.out(`${source.file}\n`);
  if (options.diff === true && isChanged) desk.out(diffText(source, text));
  if (options.check === true || options.diff === true) return isChanged ? 1 : 0;
  desk.out(text);
  return 0;
}

function write(desk: Desk, file: string, text: string): ExitCode {
  const written = replaceFile(absolutePath(file, desk.around.cwd), text);
  if (!written.ok) return faulty(desk, written.fault);
  desk.out(`${file}\n`);
  return 0;
}
