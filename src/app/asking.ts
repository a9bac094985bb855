/** Asks the guard itself for a decision: the command line never decides on its own, so explain is the hook. */
import { readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { runProgram } from "../hosts/node/node.ts";
import type { Desk } from "./desk.ts";

const patienceMs = 10_000;

export async function askGuard(desk: Desk, question: Members): Promise<Result<Members>> {
  const run = await runProgram({ program: desk.guard, args: ["judge"], input: `${JSON.stringify(question)}\n`, timeoutMs: patienceMs });
  const answer = readJson(run.stdout.trim());
  if (run.exit !== 0 || !answer.ok || !isMembers(answer.value)) {
    const what = `the guard \`${desk.guard}\` gave no answer (${run.exit}) ${run.stderr.trim()}`;
    return fail({ code: "guard.silent", what: what.trim(), todo: "run `sheepdog doctor`" });
  }
  const { error } = answer.value;
  return typeof error === "string" ? fail({ code: "guard.refused", what: error }) : done(answer.value);
}
