/** `sheepdog policy format`: your policies in the one layout that all share. */
import { type Command, Option } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { meantLayers } from "../policy/meant-layers.ts";
import { formatAll, type FormatOptions } from "../rego/formatting.ts";

export function addPolicyFormat(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("format")
    .description("lay policies out and print them; exits with 1 if --check or --diff found a difference, with 2 on a fault")
    .argument("[path...]", "files, or folders with files (default: what counts here)")
    .addOption(new Option("--check", "name the files that are laid out otherwise").conflicts(["diff", "write"]))
    .addOption(new Option("--diff", "show what would change").conflicts("write"))
    .option("--write", "change the files")
    .action((paths: readonly string[], options: FormatOptions) => end(layOut(desk, paths, options)));
}

function layOut(desk: Desk, paths: readonly string[], options: FormatOptions): ExitCode {
  const layers = meantLayers(desk, paths);
  if (!layers.ok) return faulty(desk, layers.fault);
  const links = layers.value.flatMap((layer) => layer.links);
  const isOld = new Set(links.filter(({ vocabulary }) => vocabulary === "failsafe").map(({ file }) => file));
  return formatAll(desk, links, { ...options, dialectOf: ({ file }) => (isOld.has(file) ? "v0" : "v1") });
}
