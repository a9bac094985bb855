/** The judge: one call as a line of JSON in, one decision as a line of JSON out. */
import { sentenceOf } from "../base/fault.ts";
import { type Json, readJson } from "../base/json.ts";
import { absolute, anything, exactly, isMembers, maybe, type Members, object, type Reader, text, truth } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { type Answered, type Call, callVersion, factsOf, type Guard, readAnswers, readCall, replaying, type Site } from "../guard/guard.ts";
import { type Decided, decided } from "./deciding.ts";
import { leavesAt } from "./leaves/leaves.ts";
import { pinsAt } from "./leaves/pins.ts";
import type { StatementHost } from "./leaves/statements-at-hand.ts";
import { organisationFolder } from "./policy/places.ts";

/** Nothing happens here, so nothing is claimed: what is good for one call stays good for it. */
export type JudgePlaces = Site & { readonly home: string; readonly statements: Omit<StatementHost, "claim"> };

/** The judge's answer to one line. What is no call is denied, with the reason. */
export function judgeLine(line: string, guard: Guard, places: JudgePlaces): string {
  const asked = readJson(line);
  const outcome = asked.ok ? judged(asked.value, guard, places) : asked;
  if (!outcome.ok) return refusal(asked.ok ? asked.value : null, sentenceOf(outcome.fault));
  const { question, decision, answers } = outcome.value;
  const short = { id: idOf(question), verdict: decision.verdict, rules: decision.steps.map((step) => step.rule) };
  return JSON.stringify({
    ...short,
    ...(question.full === true ? { decision } : {}),
    ...(question.record === true ? { answers } : {}),
    ...(question.facts === true ? { facts: factsOf(decision.call, decision).input } : {}),
  });
}

/** What stands for a judgement that died. */
export function judgeFailure(line: string, reason: string): string {
  const asked = readJson(line);
  return refusal(asked.ok ? asked.value : null, reason);
}

const wholeNumber: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isInteger(value)
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not a whole number` });

/**
 * `full` adds the whole decision, `record` what World answered, `facts` what policy saw. `answers` takes World's place and `root` the place of the guard's own
 * folder, so that a decision that was taken elsewhere can be taken again. What people have signed counts as of `now`, in this `pane`.
 */
const readQuestion = object({
  id: maybe(anything),
  full: maybe(truth),
  record: maybe(truth),
  facts: maybe(truth),
  root: maybe(absolute),
  answers: maybe(readAnswers),
  now: maybe(wholeNumber),
  pane: maybe(text),
});

const readShellQuestion = object({
  tool: maybe(exactly("shell")),
  command: text,
  cwd: absolute,
  home: maybe(absolute),
  mode: maybe(exactly("read", "write")),
  session: maybe(text),
});

type Asked = { readonly answers?: readonly Answered[]; readonly record?: boolean };
type Question = { readonly id?: Json; readonly full?: boolean; readonly record?: boolean; readonly facts?: boolean };
type Judged = Decided & { readonly question: Question };

function judged(asked: Json, guard: Guard, places: JudgePlaces): Result<Judged> {
  const question = readQuestion(asked, "line");
  if (!question.ok) return question;
  const { answers, root = places.root, now, pane = null } = question.value;
  const call = callFrom(asked, places.home);
  if (!call.ok) return call;
  const { verifier, newest, marked } = places.statements;
  const site = { world: answers === undefined ? places.world : replaying(answers), root };
  const signed = now === undefined ? undefined : { ...site, now, host: { verifier, newest, marked, pane: () => pane } };
  const leaves = signed === undefined ? {} : { now: signed.now, leaves: leavesAt(signed), pins: pinsAt(signed) };
  const policies = policiesOf(question.value);
  const outcome = decided(call.value, guard, { ...site, ...leaves, ...policies, sha256: verifier.sha256 });
  return outcome.ok ? done({ ...outcome.value, question: question.value }) : outcome;
}

/** A decision that was taken before there were policies on the machine's disk is taken again without them. */
function policiesOf({ answers, record }: Asked): { readonly policies?: "kept" | "none" } {
  if (answers !== undefined) return { policies: answers.some(({ of }) => of === organisationFolder) ? "kept" : "none" };
  return record === true ? { policies: "kept" } : {};
}

function callFrom(asked: Json, home: string): Result<Call> {
  const whole = membersOf(asked)["call"];
  if (whole !== undefined) return readCall(whole, "call");
  const read = readShellQuestion(asked, "line");
  if (!read.ok) return read;
  const { command, cwd, mode = "read", session } = read.value;
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const by = { agent: "none", ...(session === undefined ? {} : { session }) };
  return done({ version: callVersion, act, by, cwd, home: read.value.home ?? home, mode });
}

function refusal(asked: Json, error: string): string {
  return JSON.stringify({ id: idOf(membersOf(asked)), verdict: "deny", rules: [], error });
}

function idOf(question: { readonly id?: Json }): Json {
  return question.id ?? null;
}

function membersOf(value: Json): Members {
  return isMembers(value) ? value : {};
}
