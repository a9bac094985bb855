/** `sheepdog rego parse`: the tree of a policy, with the place of everything in it. */
import { type Command, Option } from "commander";
import { absolutePath } from "../../base/path.ts";
import { readTextFile } from "../../hosts/node/node.ts";
import { parseTree } from "../../rego/rego.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { faultText } from "../rego/fault-text.ts";
import { dialectOf, type OpenOptions } from "../rego/opening.ts";
import { treeText } from "../rego/tree-text.ts";

type Options = OpenOptions & { readonly format: "json" | "pretty" };

export function addRegoParse(rego: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rego
    .command("parse")
    .description("print the tree of a policy; exits with 2 if it has none")
    .argument("<file>", "a policy")
    .addOption(new Option("-f, --format <format>", "how the tree is printed").choices(["json", "pretty"]).default("pretty"))
    .option("--v0", "the policy is in the old dialect unless it says otherwise")
    .action((file: string, options: Options) => end(parse(desk, file, options)));
}

function parse(desk: Desk, file: string, options: Options): ExitCode {
  const text = readTextFile(absolutePath(file, desk.around.cwd));
  if (!text.ok) return faulty(desk, text.fault);
  const source = { file, text: text.value };
  const parsed = parseTree(source, dialectOf(options));
  if (!parsed.ok) {
    desk.err(faultText(parsed.fault, [source]));
    return 2;
  }
  desk.out(options.format === "json" ? `${JSON.stringify(parsed.tree, null, 2)}\n` : treeText(parsed.tree));
  return 0;
}
