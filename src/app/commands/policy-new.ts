/** `sheepdog policy new`: a file to begin with, where it counts. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import { createOwnFile, ensurePrivateFolder } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { homePath } from "../home-path.ts";
import { rootIn } from "../install/root.ts";
import { template } from "../policy/template.ts";

type Options = { readonly repository?: true; readonly json?: true };

export function addPolicyNew(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("new")
    .description("begin a policy of your own, with one rule that works")
    .argument("[name]", "what it is called", "own")
    .option("--repository", "for everybody who works in this folder: `.sheepdog.rego`")
    .option("--json", "print its path as JSON")
    .action((name: string, options: Options) => end(begin(desk, name, options)));
}

function begin(desk: Desk, name: string, options: Options): ExitCode {
  const isRepository = options.repository === true;
  const { cwd, home } = desk.around;
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    return faulty(desk, {
      code: "policy.name",
      what: `\`${name}\` cannot be the name of a policy`,
      todo: "take letters, digits and `_`, such as `team`",
    });
  const folder = isRepository ? cwd : `${rootIn(home).folder}/policy`;
  const file = absolutePath(isRepository ? ".sheepdog.rego" : `${name}.rego`, folder);
  const made = isRepository ? undefined : ensurePrivateFolder(folder);
  if (made?.ok === false) return faulty(desk, made.fault);
  const written = createOwnFile(file, new TextEncoder().encode(template(name)));
  if (!written.ok) return faulty(desk, written.fault);
  if (!written.value) return faulty(desk, { code: "policy.there", what: `\`${file}\` is there already`, follows: "it was left as it is" });
  if (options.json === true) desk.out(`${JSON.stringify({ file })}\n`);
  else desk.out(`${homePath(file, home)}\nit counts from now on; \`sheepdog policy test\` tries its examples\n`);
  return 0;
}
