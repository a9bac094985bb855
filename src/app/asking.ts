/** Asks the guard itself for a decision: the command line never decides on its own, so explain is the hook. */
import { readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { runProgram, type RunResult } from "../hosts/node/node.ts";
import type { Desk } from "./desk.ts";

const patienceMs = 10_000;

export async function askGuard(desk: Desk, question: Members): Promise<Result<Members>> {
  const run = await runProgram({ program: desk.guard, args: ["judge"], input: `${JSON.stringify(question)}\n`, timeoutMs: patienceMs });
  const answer = readJson(run.stdout.trim());
  if (run.exit !== 0 || !answer.ok || !isMembers(answer.value))
    return fail({ code: "guard.silent", what: silence(desk.guard, run), todo: "run `sheepdog doctor`" });
  const { error } = answer.value;
  return typeof error === "string" ? fail({ code: "guard.refused", what: error }) : done(answer.value);
}

function silence(guard: string, run: RunResult): string {
  if (run.timedOut) return `the guard \`${guard}\` gave no answer within ${patienceMs / 1000} seconds`;
  return `the guard \`${guard}\` gave no answer (${run.exit}) ${run.stderr.trim()}`.trim();
}
