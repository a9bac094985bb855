/** The proof without a client: the very line that the product would run before a call, run the same way. */
import { adapters, type HookLine } from "../../agents/agents.ts";
import { done, type Result } from "../../base/result.ts";
import { ensureFolder, removeTree, runProgram, type RunResult, throwawayFolder } from "../../hosts/node/node.ts";
import type { Proof, Proving } from "./prove.ts";

const patienceMs = 15_000;

/** It has to refuse the canary by all three channels and to let something harmless through in silence. */
export async function proveLine({ agent, files }: Proving, rule: string): Promise<Result<Proof>> {
  const adapter = adapters.find((one) => one.name === agent.installer.name);
  const line = agent.installer.hookLine(files);
  if (adapter === undefined || line === undefined) return done({ is: "open", why: "its files hold no line that calls the guard" });
  const project = throwawayFolder("sheepdog-canary");
  if (!project.ok) return project;
  const run = (command: string): Promise<RunResult> => runLine(line, project.value, adapter.example(command, project.value));
  const [harmless, canary] = [await run("true"), await run("sheepdog-canary")];
  const gone = removeTree(project.value);
  if (!gone.ok) return gone;
  if (harmless.exit !== 0 || harmless.stdout !== (line.yes ?? ""))
    return done({ is: "unproven", why: `the line does not let a harmless call through: ${said(harmless)}` });
  if (canary.exit === 0) return done({ is: "open", why: "the line let through what the guard has to block" });
  const told = canary.stdout.includes(rule) && canary.stderr.includes(rule);
  if (told && canary.exit === 2) return done({ is: "proved", by: "line" });
  return done({ is: "unproven", why: `the line fails, but not because of the guard: ${said(canary)}` });
}

async function runLine({ program, args }: HookLine, cwd: string, input: string): Promise<RunResult> {
  const folder = ensureFolder(cwd);
  if (!folder.ok) return { stdout: "", stderr: folder.fault.what, exit: folder.fault.code, timedOut: false };
  return runProgram({ program, args, cwd, input, env: { PATH: "/usr/bin:/bin", HOME: cwd }, timeoutMs: patienceMs });
}

function said({ stderr, exit, timedOut }: RunResult): string {
  const last = stderr.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
  return timedOut ? `it took longer than ${patienceMs / 1000} s` : `${last} (it ended with ${exit})`.trim();
}
