/** Why a rule held or did not: what was tried, what held, and what was known where it failed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explanationText, study, type Json } from "../rego.ts";

const limits = { steps: 100_000 };

function explain(rules: string, input: Json = {}, query = "data.e.p"): string {
  const opened = study([{ file: "e.rego", text: `package e\n${rules}` }]);
  assert.ok(opened.ok);
  const explained = opened.study.explain(query, { input: JSON.stringify(input), limits });
  assert.ok(explained.ok);
  return explanationText(explained.value.rules).replaceAll(/ +$/gm, "");
}

test("the statement that failed shows what it speaks of", () => {
  assert.equal(
    explain('p if {\n\tinput.user == "root"\n\tcount(input.roles) > 1\n\tinput.late\n}', { user: "root", roles: ["x"] }),
    [
      "data.e.p  e.rego:2  did not hold",
      '     3  input.user == "root"    held',
      "     4  count(input.roles) > 1  failed: count(input.roles) is 1",
      "     5  input.late              not reached",
      "",
    ].join("\n"),
  );
});

test("what is undefined is said to be", () => {
  assert.match(explain("p if input.user.name == 1", { user: {} }), /failed: input\.user\.name is undefined/);
});

test("of what is tried for many members, the first failure is shown", () => {
  const text = explain("p if {\n\tsome x in input.list\n\tx > 5\n}", { list: [1, 2, 9] });
  assert.match(text, /^data\.e\.p {2}e\.rego:2 {2}held: true$/m);
  assert.match(text, /some x in input\.list {2}held 3 times$/m);
  assert.match(text, /x > 5 +held$/m);
  assert.match(explain("p if {\n\tsome x in input.list\n\tx > 5\n}", { list: [1, 2] }), /x > 5 +failed 2 times, first: x is 1$/m);
});

test("every branch of `else` is a rule of its own, and those after the one that held are not tried", () => {
  const text = explain("p := 1 if {\n\tinput.a\n} else := 2 if {\n\tinput.b\n} else := 3", { b: true });
  assert.match(text, /e\.rego:2 {2}did not hold/);
  assert.match(text, /e\.rego:4 {2}held: 2/);
  assert.doesNotMatch(text, /e\.rego:6/);
});

test("statements of bodies on lines of their own are told below the one they stand in", () => {
  const text = explain("p if {\n\tevery x in input.list {\n\t\tx > 0\n\t\tx < 5\n\t}\n}", { list: [1, 7] });
  assert.match(text, /^ +3 {2}every x in input\.list \{.*failed/m);
  assert.match(text, /^ +4 {4}x > 0 +held 2 times$/m);
  assert.match(text, /^ +5 {4}x < 5 +held$/m);
});

test("rules that an index would leave out are explained as well", () => {
  const rules = 'p.a if input.tool == "x"\np.b if input.tool == "y"';
  const text = explain(rules, { tool: "x" });
  assert.match(text, /data\.e\.p\.a {2}e\.rego:2 {2}held: true/);
  assert.match(text, /data\.e\.p\.b {2}e\.rego:3 {2}did not hold\n.*failed: input\.tool is "x"/);
});

test("functions tell how often they were called, with what their arguments were", () => {
  const text = explain("f(x) := 1 if x > 2\np := [y | some x in input.list; y := f(x)]", { list: [1, 2, 3, 4] });
  assert.match(text, /data\.e\.f {2}e\.rego:2 {2}held 2 times: 1\n.*x > 2 {2}held 2 times/);
});

test("a head that cannot be worked out is where the rule failed", () => {
  assert.match(explain("p := 1 / input.x", { x: 0 }), /did not hold\n +2 {2}p := 1 \/ input\.x {2}failed: input\.x is 0/);
});
