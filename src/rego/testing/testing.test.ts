/** Which rules are tests, and when one has passed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { study, type TestResult } from "../rego.ts";

function results(rules: string, isWanted?: (name: string) => boolean): readonly TestResult[] {
  const opened = study([{ file: "t.rego", text: `package t\n${rules}` }]);
  if (!opened.ok) assert.fail(opened.faults.map(({ what }) => what).join("\n"));
  return opened.study.test({ limits: { steps: 10_000 }, ...(isWanted && { isWanted }) });
}

function outcomes(rules: string): Readonly<Record<string, string>> {
  return Object.fromEntries(results(rules).map(({ name, outcome }) => [name, outcome]));
}

test("only `true` has passed", () => {
  const rules =
    'test_true if 1 == 1\ntest_false := false\ntest_one := 1\ntest_undefined if input.x\ntest_text := "true"\ntest_set contains 1';
  assert.deepEqual(outcomes(rules), {
    "data.t.test_true": "passed",
    "data.t.test_false": "failed",
    "data.t.test_one": "failed",
    "data.t.test_undefined": "failed",
    "data.t.test_text": "failed",
    "data.t.test_set": "failed",
  });
});

test("what waits is not run, and helpers and functions are no tests", () => {
  assert.deepEqual(outcomes("todo_test_later if 1 / 0\ntested := true\ntest_double(x) := x\nmy_test_rule := true"), {
    "data.t.todo_test_later": "todo",
  });
});

test("several rules of one name are one test", () => {
  const [only, ...others] = results("test_or if input.a\ntest_or if 1 == 1");
  assert.deepEqual([only?.outcome, only?.line, others.length], ["passed", 2, 0]);
});

test("a test with cases names those that failed, also where the rule did not hold for them", () => {
  const [one] = results('test_size[name] if {\n\tsome name, x in {"a": 1, "b": 2, "c": 1}\n\tx == 1\n}');
  assert.equal(one?.outcome, "failed");
  assert.deepEqual(one?.cases, [
    { name: "a", passed: true },
    { name: "b", passed: false },
    { name: "c", passed: true },
  ]);
});

test("a test whose cases all hold has passed, one without cases has not", () => {
  assert.equal(results('test_all[name] if some name, _ in {"a": 1}')[0]?.outcome, "passed");
  assert.equal(results("test_none[name] if some name, _ in {}")[0]?.outcome, "failed");
});

test("a fault stops one test and no other", () => {
  assert.deepEqual(outcomes("p := 1\np := 2\ntest_conflict if p == 1\ntest_after if 1 == 1"), {
    "data.t.test_conflict": "stopped",
    "data.t.test_after": "passed",
  });
});

test("each test has its own steps to take", () => {
  const long = "count([1 | numbers.range(1, 35)[_]; numbers.range(1, 35)[_]]) > 0";
  assert.deepEqual(outcomes(`test_a if ${long}\ntest_b if ${long}\ntest_c if count(numbers.range(1, 50000)) > 0`), {
    "data.t.test_a": "passed",
    "data.t.test_b": "passed",
    "data.t.test_c": "stopped",
  });
});

test("what one test takes is counted apart from the others", () => {
  const [one, other] = results("test_a if count(numbers.range(1, 500)) > 0\ntest_b if count(numbers.range(1, 500)) > 0");
  assert.ok((one?.steps ?? 0) > 0);
  assert.equal(one?.steps, other?.steps);
});

test("who fails says why", () => {
  const [one] = results('p if input.a == 1\ntest_p if {\n\tx := {"a": 2}\n\tp with input as x\n}');
  const failed = one?.why.find(({ path }) => path === "data.t.p");
  assert.deepEqual(failed?.statements[0]?.failures[0]?.readings, [{ text: "input.a", value: 2 }]);
});

test("only wanted tests are run", () => {
  assert.deepEqual(
    results("test_a := true\ntest_b := false", (name) => name.endsWith("_a")).map(({ name }) => name),
    ["data.t.test_a"],
  );
});
