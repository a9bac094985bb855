/** The agents on this machine: their program, their version, and the files in which the guard stands for them. */
import { type FilePlace, type GuardLine, type Installer, installers, type Scope, type Spot } from "../../agents/agents.ts";
import { findProgram, isThere, nodeCrypto, randomHex, realPath, runProgram, type Surroundings } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import type { Root } from "./root.ts";

export type FoundAgent = {
  readonly installer: Installer;
  /** `null`: it brings no program of its own, and only its traces are here. */
  readonly program: string | null;
  readonly version: string;
  readonly scope: Scope;
  readonly files: readonly FilePlace[];
};

const patienceMs = 20_000;

export async function findAgents(desk: Desk, scope: Scope): Promise<readonly FoundAgent[]> {
  const found: FoundAgent[] = [];
  for (const installer of installers) {
    const agent = await findAgent(desk, installer, scope);
    if (agent !== undefined) found.push(agent);
  }
  return found;
}

export async function findAgent(desk: Desk, installer: Installer, scope: Scope): Promise<FoundAgent | undefined> {
  const { home, variable } = desk.around;
  const searchPath = variable("PATH") ?? "";
  const program = findProgram(installer.program, [searchPath, ...installer.folders(home)].join(":"));
  const agent = { installer, scope, files: installer.files(spotAt(desk.around, scope)) };
  if (program === undefined) {
    return (installer.traces?.(home) ?? []).some(isThere) ? { ...agent, program: null, version: "unknown" } : undefined;
  }
  const run = await runProgram({ program, args: ["--version"], env: { PATH: searchPath, HOME: home }, timeoutMs: patienceMs });
  return { ...agent, program, version: installer.versionIn(run.stdout) ?? "unknown" };
}

export function spotAt({ home, cwd, variable, system }: Surroundings, scope: Scope): Spot {
  return { scope, home, project: cwd, variable, system, realPath };
}

/** The line by which this agent has to call the guard. */
export function lineFor(agent: FoundAgent, root: Root): GuardLine {
  const { scope, version } = agent;
  const own = root.shared ? null : root.folder;
  return { guard: root.guard, root: own, clientVersion: version, scope, sha256: nodeCrypto.sha256, unforeseen: randomHex() };
}
