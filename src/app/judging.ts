/** Calls handed to the guard, many at a time; the same call of the same session is asked about once. */
import type { Instant } from "../base/instant.ts";
import { readJson } from "../base/json.ts";
import { anything, exactly, list, maybe, object, text } from "../base/read.ts";
import { done, fail, type Result } from "../base/result.ts";
import { type Call, verdicts } from "../guard/guard.ts";
import { runProgram } from "../hosts/node/node.ts";

const readStep = object({
  rule: text,
  verdict: exactly(...verdicts),
  because: text,
  instead: maybe(text),
  file: text,
  line: anything,
  layer: text,
});

/** What the guard said; no decision comes with a line that it would not take. */
const readAnswer = object({
  verdict: exactly(...verdicts),
  rules: list(text),
  decision: maybe(object({ steps: list(readStep) })),
  error: maybe(text),
});

type Read<R> = R extends (value: undefined, at: string) => Result<infer T> ? T : never;
export type RuledStep = Read<typeof readStep>;
export type Ruling = { readonly verdict: RuledStep["verdict"]; readonly steps: readonly RuledStep[]; readonly error?: string };

/** With `now`, what people have signed counts as it would in the hook. */
export type Judge = { readonly guard: string; readonly root: string; readonly now?: Instant };

/** The rulings on these calls, in their order. `known` keeps what has been ruled already. */
export async function judged(judge: Judge, calls: readonly Call[], known: Map<string, Ruling>): Promise<Result<readonly Ruling[]>> {
  const keys = calls.map(keyOf);
  const fresh = new Map(
    calls.flatMap((call, position) => (known.has(keys[position] ?? "") ? [] : [[keys[position] ?? "", call] as const])),
  );
  const ruled = await asked(judge, [...fresh.values()]);
  if (!ruled.ok) return ruled;
  const now = new Map([...fresh.keys()].map((key, position) => [key, ruled.value[position]] as const));
  const rulings: Ruling[] = [];
  for (const key of keys) {
    const ruling = known.get(key) ?? now.get(key);
    if (ruling === undefined)
      return fail({ code: "guard.silent", what: "the guard left a call without an answer", todo: "run `sheepdog doctor`" });
    rulings.push(ruling);
    if (key.length <= mostKey && known.size < mostKnown) known.set(key, ruling);
  }
  return done(rulings);
}

const mostKey = 4_000;
const mostKnown = 20_000;

/** The id of a call says nothing of what it does. */
function keyOf(call: Call): string {
  return JSON.stringify({ ...call, by: { ...call.by, callId: undefined } });
}

async function asked({ guard, root, now }: Judge, calls: readonly Call[]): Promise<Result<readonly Ruling[]>> {
  if (calls.length === 0) return done([]);
  const input = calls.map((call, id) => `${JSON.stringify({ id, call, root, now, full: true })}\n`).join("");
  const run = await runProgram({ program: guard, args: ["judge"], input, timeoutMs: startMs + calls.length * mostCallMs });
  const rulings: Ruling[] = [];
  for (const line of run.stdout.split("\n").filter((one) => one !== "")) {
    const answer = readJson(line);
    const read = answer.ok ? readAnswer(answer.value, "answer") : answer;
    if (!read.ok) return silent(guard, run.stderr);
    const { verdict, rules, decision, error = rules.join(", ") } = read.value;
    rulings.push({ verdict, ...(decision === undefined ? { steps: [], error } : decision) });
  }
  return run.exit === 0 && rulings.length === calls.length ? done(rulings) : silent(guard, run.stderr);
}

/** The guard has bounds of its own for each call; these end a guard that hangs. */
const startMs = 10_000;
const mostCallMs = 1_000;

function silent(guard: string, stderr: string): Result<never> {
  const what = `the guard \`${guard}\` did not answer every call ${stderr.trim()}`.trim();
  return fail({ code: "guard.silent", what, todo: "run `sheepdog doctor`" });
}
