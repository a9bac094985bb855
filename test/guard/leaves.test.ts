/** What protects the guard cannot be signed away: every rule of its own, with every kind of leave, on every call that it names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, isGuardsOwn, isStricter, type Leave, type Leaves, type Rule } from "../../src/guard/guard.ts";
import { shellCall, testGuard, testSite } from "../lib/bundled.ts";

const guard = testGuard();
const rules: readonly Rule[] = guard.layers.flatMap((layer) => layer.rules);
const own = rules.filter(({ id }) => isGuardsOwn(id));

test("the rules of one file are the guard's own, and no others", () => {
  assert.deepEqual(
    own.map(({ id }) => id),
    rules.filter(({ file }) => file === "policies/guard.rego").map(({ id }) => id),
  );
  assert.ok(own.length > 1);
});

/** Everything that anybody could sign about these rules. */
function everything(ids: readonly string[]): Leaves {
  const leaves = ids.flatMap((rule): readonly Leave["gives"][] => [
    { is: "call" },
    { is: "rule", rule },
    { is: "verdict", rule, verdict: "off" },
    { is: "verdict", rule, verdict: "warn" },
  ]);
  const about = leaves.map((gives, index) => ({ statement: `${index}`, once: index % 2 === 0, gives }));
  return { writing: () => "mode", about: () => about, take: () => true };
}

function verdictOf(command: string, leaves?: Leaves) {
  const outcome = decide(shellCall(command, { mode: "read" }), guard, { ...testSite, sha256: () => "named", ...(leaves && { leaves }) });
  assert.ok(outcome.ok);
  return outcome.value;
}

for (const { id, hits } of own) {
  for (const command of hits) {
    test(`${id} holds \`${command}\` back, whatever was signed`, () => {
      const { verdict, steps, leaves = [], approval } = verdictOf(command, everything(rules.map((rule) => rule.id)));
      assert.ok(isStricter(verdict, "warn"));
      assert.ok(steps.some((step) => step.rule === id));
      assert.ok(!leaves.flatMap(({ lifted }) => lifted).some(isGuardsOwn));
      assert.equal(approval, undefined);
    });
  }
}

const liftable = rules.filter(({ id, hits, verdict }) => !isGuardsOwn(id) && hits.length > 0 && isStricter(verdict, "warn"));

test("every other rule can be lifted, unless the guard itself is meant", () => {
  const stuck = liftable.flatMap(({ id, hits }) => {
    const [command = ""] = hits;
    const { verdict } = verdictOf(command, everything(rules.map((rule) => rule.id)));
    return isStricter(verdict, "warn") ? [`${id} ${command}`] : [];
  });
  assert.deepEqual(stuck, []);
  assert.ok(liftable.length > 50);
});

test("nothing is lifted where nobody signed anything", () => {
  for (const { hits } of liftable) {
    const { leaves, approval } = verdictOf(hits[0] ?? "");
    assert.deepEqual([leaves, approval], [undefined, "named"]);
  }
});
