/** `sheepdog policy`: write policies, look at those that count, and put them in place. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addPolicyBuild } from "./policy-build.ts";
import { addPolicyCases } from "./policy-cases.ts";
import { addPolicyFormat } from "./policy-format.ts";
import { addPolicyList } from "./policy-list.ts";
import { addPolicyNew } from "./policy-new.ts";
import { addPolicyRollback } from "./policy-rollback.ts";
import { addPolicyTest } from "./policy-test.ts";
import { addPolicyValidate } from "./policy-validate.ts";

export function addPolicy(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const policy = program.command("policy").description("write, test and validate policies of your own, and see which count");
  for (const add of [
    addPolicyList,
    addPolicyNew,
    addPolicyValidate,
    addPolicyTest,
    addPolicyCases,
    addPolicyFormat,
    addPolicyBuild,
    addPolicyRollback,
  ])
    add(policy, desk, end);
}
