/** The agents on this machine: their program, their version, and the settings that they read. */
import { type GuardLine, type Installer, installers } from "../../agents/agents.ts";
import { findProgram, runProgram } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import type { Root } from "./root.ts";

export type FoundAgent = {
  readonly installer: Installer;
  readonly program: string;
  readonly version: string;
  readonly settings: string;
};

const patienceMs = 20_000;

export async function findAgents(desk: Desk): Promise<readonly FoundAgent[]> {
  const found: FoundAgent[] = [];
  for (const installer of installers) {
    const agent = await findAgent(desk, installer);
    if (agent !== undefined) found.push(agent);
  }
  return found;
}

async function findAgent(desk: Desk, installer: Installer): Promise<FoundAgent | undefined> {
  const { home, variable } = desk.around;
  const searchPath = variable("PATH") ?? "";
  const program = findProgram(installer.program, [searchPath, ...installer.folders(home)].join(":"));
  if (program === undefined) return undefined;
  const run = await runProgram({ program, args: ["--version"], env: { PATH: searchPath, HOME: home }, timeoutMs: patienceMs });
  const version = installer.versionIn(run.stdout) ?? "unknown";
  return { installer, program, version, settings: installer.settingsFile(home, variable) };
}

/** The line by which this agent has to call the guard. */
export function lineFor(agent: FoundAgent, root: Root): GuardLine {
  return { guard: root.guard, root: root.folder, clientVersion: agent.version };
}
