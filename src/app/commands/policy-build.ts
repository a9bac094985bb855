/** `sheepdog policy build`: compiles your policies and descriptions of tools beforehand, so that no call waits for it. */
import type { Command } from "commander";
import { placed } from "../../guard/guard.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { homePath } from "../home-path.ts";
import { rootIn } from "../install/root.ts";
import { type BuiltLayer, buildPolicies } from "../policy/building.ts";

export function addPolicyBuild(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("build")
    .description("compile your policies and descriptions of tools beforehand, so that no call waits; exits with 1 if one does not load")
    .option("--json", "print what was done as JSON")
    .action(async (options: { readonly json?: true }) => end(await build(desk, options.json === true)));
}

async function build(desk: Desk, isJson: boolean): Promise<ExitCode> {
  const { home } = desk.around;
  const built = await buildPolicies({ root: rootIn(home), home, guard: desk.guard });
  if (!built.ok) return faulty(desk, built.fault);
  if (isJson) desk.out(`${JSON.stringify(built.value, null, 2)}\n`);
  for (const layer of built.value) {
    if (!isJson) desk.out(`${layer.name.padEnd(14)}${homePath(layer.folder, home)}  ${stateText(layer.state)}\n`);
    for (const fault of layer.faults) desk.err(`${placed(fault)}\n`);
    for (const note of layer.notes) desk.err(`${placed(note)} (a note)\n`);
  }
  return built.value.some(({ state }) => state === "broken") ? 1 : 0;
}

function stateText(state: BuiltLayer["state"]): string {
  switch (state) {
    case "built":
      return "built";
    case "unchanged":
      return "built before, and nothing changed";
    case "empty":
      return "has no policies";
    case "broken":
      return "does not load; whatever is more than reading is denied until it does";
    case "foreign":
      return "is somebody else's, who builds it";
  }
}
