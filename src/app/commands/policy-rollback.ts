/** `sheepdog policy rollback`: your policies as they were when they last loaded. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { homePath } from "../home-path.ts";
import { rootIn } from "../install/root.ts";
import { rollBack } from "../policy/rollback.ts";

export function addPolicyRollback(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("rollback")
    .description("bring your policies back as they were when they last loaded; what they are now is put aside")
    .option("--json", "print what was done as JSON")
    .action((options: { readonly json?: true }) => end(goBack(desk, options.json === true)));
}

function goBack(desk: Desk, isJson: boolean): ExitCode {
  const { home } = desk.around;
  const done = rollBack(rootIn(home).folder);
  if (!done.ok) return faulty(desk, done.fault);
  const { restored, aside } = done.value;
  if (isJson) desk.out(`${JSON.stringify(done.value, null, 2)}\n`);
  else {
    for (const file of restored) desk.out(`restored  ${homePath(file, home)}\n`);
    for (const file of aside) desk.out(`aside     ${homePath(file, home)}\n`);
  }
  return 0;
}
