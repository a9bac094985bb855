/** The judge: one call as a line of JSON in, one decision as a line of JSON out. */
import { sentenceOf } from "../base/fault.ts";
import { readJson } from "../base/json.ts";
import { isMembers, type Members } from "../base/read.ts";
import { fail, done, type Result } from "../base/result.ts";
import { type Call, callVersion, type Guard, readAnswers, readCall, replaying, type World } from "../guard/guard.ts";
import { type Decided, decided } from "./deciding.ts";

/** `full` adds the whole decision, `record` what World answered; `answers` takes World's place, to take a decision again. */
export function judgeLine(line: string, guard: Guard, around: { readonly world: World; readonly home: string }): string {
  const read = readJson(line);
  const asked = read.ok && isMembers(read.value) ? read.value : undefined;
  if (asked === undefined)
    return JSON.stringify({
      id: null,
      verdict: "deny",
      rules: [],
      error: "the line is not a JSON object; it is denied; send one call per line",
    });
  const call = callFrom(asked, around.home);
  if (!call.ok) return refused(asked, sentenceOf(call.fault));
  const world = worldFor(asked, around.world);
  if (!world.ok) return refused(asked, sentenceOf(world.fault));
  const outcome = decided(call.value, guard, world.value);
  return outcome.ok ? answered(asked, outcome.value) : refused(asked, sentenceOf(outcome.fault));
}

function worldFor(asked: Members, world: World): Result<World> {
  if (asked["answers"] === undefined) return done(world);
  const answers = readAnswers(asked["answers"], "answers");
  return answers.ok ? done(replaying(answers.value)) : answers;
}

/** What stands for a judgement that died. */
export function judgeFailure(line: string, reason: string): string {
  const read = readJson(line);
  return refused(read.ok && isMembers(read.value) ? read.value : {}, reason);
}

function answered(asked: Members, { decision, answers }: Decided): string {
  const short = { id: asked["id"] ?? null, verdict: decision.verdict, rules: decision.steps.map((step) => step.rule) };
  const full = asked["full"] === true ? { decision } : {};
  const record = asked["record"] === true ? { answers } : {};
  return JSON.stringify({ ...short, ...full, ...record });
}

function refused(asked: Members, error: string): string {
  return JSON.stringify({ id: asked["id"] ?? null, verdict: "deny", rules: [], error });
}

function callFrom(asked: Members, home: string): Result<Call> {
  if (asked["call"] !== undefined) return readCall(asked["call"], "call");
  const { tool = "shell", command, cwd } = asked;
  if (tool !== "shell")
    return fail({
      code: "judge.tool",
      what: `the tool \`${String(tool)}\` is not known here`,
      todo: "use `shell`, or give a whole `call`",
    });
  if (typeof command !== "string") return fail({ code: "judge.command", what: "`command` is missing or no text" });
  if (typeof cwd !== "string" || !cwd.startsWith("/")) return fail({ code: "judge.cwd", what: "`cwd` is missing or no absolute path" });
  return done({
    version: callVersion,
    act: { kind: "shell", command, dialect: "bash", background: false },
    by: { agent: "none" },
    cwd,
    home: typeof asked["home"] === "string" ? asked["home"] : home,
    mode: asked["mode"] === "write" ? "write" : "read",
  });
}
