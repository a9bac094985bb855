/** Whoever watches an evaluation changes no result, and a profile leaves no step out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkQuery } from "../../src/rego/check/check.ts";
import { Evaluator } from "../../src/rego/study/evaluator.ts";
import type { Observer } from "../../src/rego/run/observer.ts";
import { Profiler } from "../../src/rego/trace/profile.ts";
import { Tally } from "../../src/rego/trace/tally.ts";
import { jsonText } from "../../src/rego/values/json.ts";
import { conformanceGroups, valueOfCase, type Case } from "./cases.ts";

const groups = conformanceGroups();
const limits = { steps: 20_000_000, now: 1_700_000_000_000 };

type Told = { readonly results: readonly string[]; readonly steps: number; readonly fault: string | undefined };
type Ask = (observer?: Observer) => Told;

/** `undefined` for a case that does not compile. */
function asker(one: Case): Ask | undefined {
  const sources = (one.modules ?? []).map((text, index) => ({ file: `module-${index}.rego`, text }));
  const checked = check(sources, "v1");
  const query = checked.ok ? checkQuery(one.query, checked.functions, "v1") : undefined;
  if (!checked.ok || query?.ok !== true) return undefined;
  const documents = { input: one.input === undefined ? undefined : valueOfCase(one.input), data: valueOfCase(one.data ?? {}) };
  return (observer) => {
    const answer = new Evaluator(checked, observer).body(query.body, documents, limits);
    if (!answer.ok) return { results: [], steps: 0, fault: answer.fault.code };
    return { results: answer.value.results.map(jsonText), steps: answer.value.steps, fault: undefined };
  };
}

test("all cases of OPA give the same watched or not, and a profile adds up to all steps", { skip: groups.length === 0 }, () => {
  let compared = 0;
  for (const one of groups.flatMap(({ cases }) => cases)) {
    const ask = asker(one);
    if (ask === undefined) continue;
    const profiler = new Profiler();
    const [alone, explained, profiled] = [ask(), ask(new Tally()), ask(profiler)];
    for (const { results, fault } of [explained, profiled])
      assert.deepEqual({ results, fault }, { results: alone.results, fault: alone.fault }, one.note);
    if (alone.fault !== undefined) continue;
    const total = profiler.lines.reduce((sum, { steps }) => sum + steps, 0);
    assert.equal(total, profiled.steps, one.note);
    // What is constant is worked out before an evaluation that nobody watches.
    assert.ok(alone.steps <= profiled.steps, one.note);
    compared++;
  }
  assert.ok(compared > 1_000, `${compared} compared`);
});
