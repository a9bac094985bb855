/** What a leave lifts, and what no leave ever lifts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../call.ts";
import type { Step, Verdict } from "../decision.ts";
import type { Doubt, Effect } from "../effect.ts";
import { approvalText } from "./approval.ts";
import { isLiftable, type Leave, type Leaves, loosened, type Refusal, type Refused } from "./leaves.ts";

const span = { start: 0, end: 4 };
const call: Call = {
  version: 1,
  act: { kind: "shell", command: "rm -rf a b", dialect: "bash", background: false },
  by: { agent: "none" },
  cwd: "/home/dev/proj",
  home: "/home/dev",
  mode: "read",
};

const deletion = (name: string, more: object = {}): Effect =>
  ({
    kind: "delete",
    whole: true,
    tool: "rm",
    target: { name, scope: "below-project", known: true },
    certainty: "proved",
    span,
    loss: "forever",
    blast: { files: 3, bytes: 900, atLeast: false },
    via: [],
    ...more,
  }) as Effect;

const step = (rule: string, verdict: Verdict, about: readonly number[] = [0]): Step => ({
  ...{ rule, verdict, effects: about, doubts: [] },
  ...{ because: "it is a test", file: "x.rego", line: 1, layer: "test" },
});

const effects = [deletion("/home/dev/proj/a"), deletion("/home/dev/proj/b"), deletion("/home/dev/photos")];
const refused = (...steps: readonly Step[]): Refusal => ({ call, effects, doubts: [], steps, approval: () => undefined });

const leave = (statement: string, gives: Leave["gives"], more: Partial<Leave> = {}): Leave => ({ statement, once: false, gives, ...more });
const exception = (rule: string, effect?: { readonly kind: string; readonly target?: string }): Leave["gives"] => ({
  ...{ is: "rule", rule },
  ...(effect === undefined ? {} : { effect }),
});

/** Hands out these, and says which were used up. */
function offering(...leaves: readonly Leave[]): Leaves & { readonly taken: string[] } {
  const taken: string[] = [];
  return { writing: () => undefined, about: () => leaves, take: (one) => !taken.includes(one) && taken.push(one) > 0, taken };
}

const left = (about: Refusal, ...leaves: readonly Leave[]) =>
  loosened(about, offering(...leaves)).steps.map((one) => `${one.verdict} ${one.rule}`);

const lifts: readonly (readonly [string, readonly Step[], readonly Leave[], readonly string[]])[] = [
  ["nothing signed", [step("a", "deny")], [], ["deny a"]],
  ["an exception lifts its rule", [step("a", "deny"), step("b", "ask")], [leave("1", exception("a"))], ["ask b"]],
  ["an exception lifts no rule with a longer name", [step("a.b", "deny")], [leave("1", exception("a"))], ["deny a.b"]],
  ["what passes anyway needs no exception", [step("a", "warn")], [leave("1", exception("a"))], ["warn a"]],
  ["an approval lifts all that is against the call", [step("a", "deny"), step("b", "ask")], [leave("1", { is: "call" })], []],
  ["a setting makes a rule milder", [step("a", "deny")], [leave("1", { is: "verdict", rule: "a", verdict: "ask" })], ["ask a"]],
  ["a setting never makes a rule stricter", [step("a", "warn")], [leave("1", { is: "verdict", rule: "a", verdict: "ask" })], ["warn a"]],
  ["a rule that is off is gone", [step("a", "warn")], [leave("1", { is: "verdict", rule: "a", verdict: "off" })], []],
  ["an effect that is meant", [step("a", "deny", [0])], [leave("1", exception("a", { kind: "delete" }))], []],
  ["an effect of another kind", [step("a", "deny", [0])], [leave("1", exception("a", { kind: "write" }))], ["deny a"]],
  ["a target that is meant", [step("a", "deny", [0])], [leave("1", exception("a", { kind: "delete", target: "/home/dev/proj/a" }))], []],
  [
    "one target of two",
    [step("a", "deny", [0, 1])],
    [leave("1", exception("a", { kind: "delete", target: "/home/dev/proj/a" }))],
    ["deny a"],
  ],
  [
    "two targets by two exceptions",
    [step("a", "deny", [0, 1])],
    [
      leave("1", exception("a", { kind: "delete", target: "/home/dev/proj/a" })),
      leave("2", exception("a", { kind: "delete", target: "/home/dev/proj/b" })),
    ],
    [],
  ],
  [
    "an exception for an effect says nothing of the call as a whole",
    [step("a", "deny", [])],
    [leave("1", exception("a", { kind: "delete" }))],
    ["deny a"],
  ],
  ["an exception for the rule does", [step("a", "deny", [])], [leave("1", exception("a"))], []],
  ["inside of the folder", [step("a", "deny", [0, 1])], [leave("1", exception("a"), { folder: "/home/dev/proj" })], []],
  ["outside of the folder", [step("a", "deny", [0, 2])], [leave("1", exception("a"), { folder: "/home/dev/proj" })], ["deny a"]],
  ["from another folder", [step("a", "deny", [0])], [leave("1", exception("a"), { folder: "/home/dev/proj/a" })], ["deny a"]],
  [
    "a setting outside of its folder",
    [step("a", "deny", [2])],
    [leave("1", { is: "verdict", rule: "a", verdict: "off" }, { folder: "/home/dev/proj" })],
    ["deny a"],
  ],
];

for (const [what, steps, leaves, expected] of lifts) {
  test(what, () => assert.deepEqual(left(refused(...steps), ...leaves), expected));
}

for (const [what, target] of [
  ["is not known", { target: { name: "/home/dev/proj/x", scope: "unknown", known: false } }],
  ["lies on another machine", { on: { kind: "host", name: "web" } }],
] as const) {
  test(`a path that ${what} lies in no folder of this one`, () => {
    const elsewhere = { ...refused(step("a", "deny")), effects: [deletion("/home/dev/proj/x", target)] };
    assert.deepEqual(left(elsewhere, leave("1", exception("a"), { folder: "/home/dev/proj" })), ["deny a"]);
  });
}

test("what was lifted, and by which statement, is told", () => {
  const { used } = loosened(refused(step("a", "deny"), step("b", "ask"), step("c", "warn")), offering(leave("1", { is: "call" })));
  assert.deepEqual(used, [{ statement: "1", lifted: ["a", "b"] }]);
});

const every = (rule: string): readonly Leave[] => [
  leave("1", { is: "call" }),
  leave("2", exception(rule)),
  leave("3", exception(rule, { kind: "delete" })),
  leave("4", { is: "verdict", rule, verdict: "off" }),
  leave("5", { is: "call" }, { once: true }),
];

const doubt = (code: Doubt["code"]): Doubt => ({ code, what: "it is a test", span });

for (const [what, about] of [
  ["a rule of the guard's own", refused(step("guard.own", "deny"))],
  ["the guard's rule itself", refused(step("guard", "deny"))],
  ["an effect on what tampers", { ...refused(step("a", "deny")), effects: [deletion("x", { kind: "tamper", part: "hook" })] }],
  [
    "an effect on the guard's files",
    { ...refused(step("a", "ask")), effects: [deletion("/x", { target: { name: "/x", scope: "guard", known: true } })] },
  ],
  ["what was too large to be looked at", { ...refused({ ...step("a", "deny", []), doubts: [0] }), doubts: [doubt("bound")] }],
] as const) {
  test(`nobody lifts ${what}`, () => {
    const [own] = about.steps;
    assert.ok(own !== undefined && !isLiftable(own, about));
    const leaves = offering(...every(own.rule));
    assert.deepEqual(loosened(about, leaves), { steps: about.steps, used: [] });
    assert.deepEqual(leaves.taken, []);
    assert.equal(approvalText(about), undefined);
  });
}

test("a statement for one call is used up where everything else passes, and only there", () => {
  const single = leave("1", exception("a"), { once: true });
  const blocked = offering(single);
  assert.deepEqual(loosened(refused(step("a", "deny"), step("b", "ask")), blocked).used, []);
  assert.deepEqual(blocked.taken, []);
  const passing = offering(single);
  assert.deepEqual(loosened(refused(step("a", "deny"), step("b", "warn")), passing).used, [{ statement: "1", lifted: ["a"] }]);
  assert.deepEqual(passing.taken, ["1"]);
});

test("of a statement for one call and a lasting one the lasting one is used", () => {
  const leaves = offering(leave("1", exception("a"), { once: true }), leave("2", exception("a")));
  assert.deepEqual(loosened(refused(step("a", "deny")), leaves).used, [{ statement: "2", lifted: ["a"] }]);
  assert.deepEqual(leaves.taken, []);
});

test("where another call has had a statement, the next one counts, and each is taken once", () => {
  const leaves = offering(...["1", "2", "3"].map((id) => leave(id, exception("a"), { once: true })));
  leaves.taken.push("1");
  assert.deepEqual(loosened(refused(step("a", "deny")), leaves).used, [{ statement: "2", lifted: ["a"] }]);
  assert.deepEqual(leaves.taken, ["1", "2"]);
  leaves.taken.push("3");
  assert.deepEqual(loosened(refused(step("a", "deny")), leaves).steps.length, 1);
});

test("a call that needs two statements for one call takes both", () => {
  const leaves = offering(leave("1", exception("a"), { once: true }), leave("2", exception("b"), { once: true }));
  assert.deepEqual(loosened(refused(step("a", "deny"), step("b", "ask")), leaves).steps, []);
  assert.deepEqual(leaves.taken, ["1", "2"]);
});

test("an approval is for the same act, place, effects and rules, whatever their bytes and their places in the text", () => {
  const one = refused(step("b", "ask"), step("a", "deny"), step("c", "warn"));
  const text = approvalText(one);
  const grown = effects.map((effect) => ({ ...effect, span: { start: 1, end: 2 }, blast: { files: 3, bytes: 1, atLeast: false } }));
  assert.equal(approvalText({ ...one, effects: grown, steps: [step("a", "deny"), step("b", "ask")] }), text);
  const others: readonly Refused[] = [
    { ...one, call: { ...call, cwd: "/home/dev" } },
    { ...one, call: { ...call, act: { kind: "shell", command: "rm -rf b a", dialect: "bash", background: false } } },
    { ...one, effects: effects.slice(1) },
    { ...one, effects: effects.map((effect) => ({ ...effect, loss: "git" as const })) },
    { ...one, effects: effects.map((effect) => ({ ...effect, blast: { files: 4, bytes: 900, atLeast: false } })) },
    { ...one, steps: [step("a", "deny")] },
  ];
  assert.equal(new Set([text, ...others.map(approvalText)]).size, others.length + 1);
});

test("where nothing holds a call back there is nothing to approve", () => {
  assert.equal(approvalText(refused(step("a", "warn"))), undefined);
  assert.equal(approvalText(refused()), undefined);
});
