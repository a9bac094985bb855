/** `sheepdog policy validate`: what the loader itself would say of policies, so that one that is valid loads. */
import type { Command } from "commander";
import type { PolicyFault } from "../../guard/guard.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { homePath } from "../home-path.ts";
import { counted } from "../ledger/counted.ts";
import type { ChainLink } from "../policy/effective.ts";
import { meantLayers } from "../policy/meant-layers.ts";
import { faultText } from "../rego/fault-text.ts";

type Options = { readonly json?: true };

export function addPolicyValidate(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("validate")
    .description("say whether policies load, and where they do not; exits with 1 if one does not")
    .argument("[path...]", "files, or folders whose files belong together (default: what counts here)")
    .option("--json", "print the faults as JSON")
    .action((paths: readonly string[], options: Options) => end(validate(desk, paths, options.json === true)));
}

function validate(desk: Desk, paths: readonly string[], isJson: boolean): ExitCode {
  const { home } = desk.around;
  const layers = meantLayers(desk, paths);
  if (!layers.ok) return faulty(desk, layers.fault);
  const own = layers.value.flatMap((layer) => layer.links);
  const faults = own.flatMap((link) => link.faults);
  if (isJson) desk.out(`${JSON.stringify({ files: own.map(({ file }) => file), faults }, null, 2)}\n`);
  else {
    for (const fault of faults) desk.err(caret(fault, own));
    for (const { file, state, rules } of own)
      if (state === "counts") desk.out(`${homePath(file, home)}  valid, ${counted(rules.length, "rule")}\n`);
    if (own.length === 0) desk.out("no policy but the bundled one counts here; `sheepdog policy new` begins one\n");
  }
  return own.some(({ state }) => state === "broken") ? 1 : 0;
}

function caret(fault: PolicyFault, links: readonly ChainLink[]): string {
  return faultText({ ...fault, code: "policy.broken", said: fault.what }, links);
}
