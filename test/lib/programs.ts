/** The programs that tests start: the launcher and the guard of this checkout. */
import { fileURLToPath } from "node:url";
import { runProgram, type RunResult } from "../../src/hosts/node/node.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const guardProgram = `${checkout}/.build/guard`;

const patienceMs = 60_000;

export type Start = { readonly args: readonly string[]; readonly home: string; readonly cwd?: string; readonly input?: string };

/** The command line as a person starts it, in a home of its own. */
export function sheepdog({ args, home, cwd, input }: Start): Promise<RunResult> {
  const env = { HOME: home, PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
  return runProgram({ program: `${checkout}/sheepdog`, args, cwd: cwd ?? home, env, input: input ?? "", timeoutMs: patienceMs });
}

/** The guard itself, as an agent starts it. */
export function guard({ args, home, cwd, input }: Start): Promise<RunResult> {
  return runProgram({ program: guardProgram, args, cwd: cwd ?? home, env: { HOME: home }, input: input ?? "", timeoutMs: patienceMs });
}
