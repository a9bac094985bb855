/** terraform, tofu, terragrunt and terramate: what a run changes, and how sure anybody can be of it before. */
import { literal } from "../../../shell/value.ts";
import { terraformWorkspace, terraformWorkspaceSwitched } from "../../contexts/terraform-workspace.ts";
import type { Part } from "../../describing/deeds.ts";
import { environmentAmong } from "../../describing/environment.ts";
import { managedTool } from "../../describing/managed.ts";
import type { Use } from "../../describing/tool.ts";

/** Approved unseen, a run may destroy as well as make: only the plan tells. One that was saved could be looked at, and is no such run. */
const unseen = `apply -auto-approve, apply -destroy, destroy, apply-all, destroy-all, run-all apply, run-all destroy, run --all,
  stack run apply, stack run destroy, apply -replace, apply --terragrunt-non-interactive, apply --non-interactive`;

export const terraform = managedTool(
  {
    names: "terraform tofu opentofu terragrunt tf tflocal",
    single: true,
    where: "var-file backend-config state workspace",
    takes: `chdir var target replace parallelism lock-timeout out state-out backup refresh-only-id generate-config-out from-module plugin-dir
      terragrunt-working-dir working-dir terragrunt-config terragrunt-source terragrunt-include-dir queue-include-dir`,
    configured: (use) => (use.name === "tflocal" ? [literal("http://localhost:4566")] : terraformWorkspace(use)),
    verb: "none",
    looks: "check",
    does: {
      destroy: `${unseen}, state rm, state push, workspace delete, force-unlock, state replace-provider`,
      update:
        "apply, apply -auto-approve *, import, taint, untaint, state mv, refresh, test, cloud apply, init -migrate-state, init -force-copy",
      secret: "state pull",
      none: "run-all plan, run-all output, run-all validate, run-all init, plan, run --all plan, run --all output, run --all init, run --all validate",
    },
  },
  { saves: terraformWorkspaceSwitched, effects: approvedElsewhere },
);

/** `TF_CLI_ARGS` adds words to every call, and `TF_CLI_ARGS_apply` to that one. */
function approvedElsewhere(use: Use): readonly Part[] {
  if (use.line.operands[0]?.text !== "apply" || use.line.operands.length > 1) return [];
  const added = [use.variable("TF_CLI_ARGS"), use.variable("TF_CLI_ARGS_apply")].some((value) => value?.text.includes("-auto-approve"));
  if (!added) return [];
  const environment = environmentAmong(terraformWorkspace(use), []);
  const target = { name: "terraform/as configured/", scope: "remote", known: true } as const;
  return [{ kind: "infra", verb: "apply -auto-approve", resource: "", environment, change: "destroy", target, loss: "forever" }];
}
