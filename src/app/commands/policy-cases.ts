/** `sheepdog policy cases FOLDER`: what policies in the words of failsafe say of the cases of a corpus. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { meantLayers } from "../policy/meant-layers.ts";
import { triedCases } from "../policy/tried-cases.ts";

export function addPolicyCases(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("cases")
    .description("try cases of failsafe, folders with `fact.json` and `expected.json`; exits with 1 if one is not as expected")
    .argument("<folder>", "a case, or a folder of them")
    .argument("[policy...]", "the policies (default: what counts here)")
    .option("--json", "print them as JSON")
    .action((folder: string, policies: readonly string[], options: { readonly json?: true }) =>
      end(tryAll(desk, { folder, policies }, options.json === true)),
    );
}

type Asked = { readonly folder: string; readonly policies: readonly string[] };

function tryAll(desk: Desk, { folder, policies }: Asked, isJson: boolean): ExitCode {
  const layers = meantLayers(desk, policies);
  const tried = layers.ok ? triedCases(absolutePath(folder, desk.around.cwd), layers.value) : layers;
  if (!tried.ok) return faulty(desk, tried.fault);
  const failed = tried.value.filter(({ failure }) => failure !== undefined);
  if (isJson) desk.out(`${JSON.stringify(tried.value, null, 2)}\n`);
  else {
    for (const { name, failure } of tried.value) desk.out(failure === undefined ? `PASS: ${name}\n` : `FAIL: ${name}: ${failure}\n`);
    desk.out(`${tried.value.length - failed.length} passed, ${failed.length} failed.\n`);
  }
  return failed.length === 0 ? 0 : 1;
}
