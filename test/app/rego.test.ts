/** `sheepdog rego`, as people use it who write policies. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { runCli } from "../../src/app/cli.ts";

const policy = `package shop

default allow := false

allow if {
	some role in input.roles
	role in data.shop.trusted
}

price(x) := x * 2
`;

const tests = `package shop_test

import data.shop

test_allowed if shop.allow with input as {"roles": ["owner"]}

test_guest if {
	shop.allow with input as {"roles": ["guest"]}
}

todo_test_price if shop.price(1) == 3

test_doubles[name] if {
	some name, x in {"one": 1, "two": 2}
	shop.price(x) == 2
}
`;

const files = {
  "policies/shop.rego": policy,
  "policies/shop/data.json": '{"trusted": ["owner"], "exact": 1234567890123456789012.50}',
  "policies/readme.txt": "not a policy",
  "shop_test.rego": tests,
  "input.json": '{"roles": ["guest", "owner"]}',
};

type Run = { readonly out: string; readonly err: string; readonly exit: number };
type Shell = (...args: readonly string[]) => Promise<Run>;

/** A folder with these files, and the command line standing in it. */
async function inFolder(texts: Readonly<Record<string, string>>, use: (rego: Shell, folder: string) => Promise<void>): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "sheepdog-rego-"));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(join(cwd, dirname(name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  try {
    await use(async (...args) => {
      let [out, err] = ["", ""];
      const around = { cwd, home: cwd, accountHome: cwd, isRoot: false, system: "linux" as const, variable: () => undefined };
      const desk = {
        out: (text: string) => void (out += text),
        err: (text: string) => void (err += text),
        around,
        guard: "/nowhere/guard",
      };
      const exit = await runCli(["rego", ...args], desk);
      return { out, err, exit };
    }, cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test("eval prints what OPA prints: a result for each way in which the query holds", () =>
  inFolder(files, async (rego) => {
    const { out, exit } = await rego("eval", "-d", "policies", "-i", "input.json", "x := input.roles[i]; data.shop.price(i)");
    assert.equal(exit, 0);
    assert.deepEqual(JSON.parse(out), {
      result: [
        {
          expressions: [
            { value: true, text: "x := input.roles[i]", location: { row: 1, col: 1 } },
            { value: 0, text: "data.shop.price(i)", location: { row: 1, col: 22 } },
          ],
          bindings: { i: 0, x: "guest" },
        },
        {
          expressions: [
            { value: true, text: "x := input.roles[i]", location: { row: 1, col: 1 } },
            { value: 2, text: "data.shop.price(i)", location: { row: 1, col: 22 } },
          ],
          bindings: { i: 1, x: "owner" },
        },
      ],
    });
  }));

test("eval keeps every digit of a number in the data", () =>
  inFolder(files, async (rego) => {
    assert.equal((await rego("eval", "-d", "policies", "-f", "raw", "data.shop.exact")).out, "1234567890123456789012.50\n");
  }));

test("an undefined answer is an empty result, and a single `false` is an answer", () =>
  inFolder(files, async (rego) => {
    assert.equal((await rego("eval", "data.nothing")).out, "{}\n");
    assert.equal((await rego("eval", "-f", "pretty", "1 == 2")).out, "false\n");
    assert.equal((await rego("eval", "-f", "pretty", "x := 1; x == 2")).out, "undefined\n");
  }));

test("--fail and --fail-defined tell by the exit code whether there is an answer", () =>
  inFolder(files, async (rego) => {
    const exits = [];
    for (const query of ["data.nothing", "1"])
      for (const option of ["--fail", "--fail-defined"]) exits.push((await rego("eval", option, query)).exit);
    assert.deepEqual(exits, [1, 0, 0, 1]);
  }));

test("a table shows variables, one way in each line", () =>
  inFolder(files, async (rego) => {
    const { out } = await rego("eval", "-f", "pretty", "x := [1, 20][_]; y := x + 1");
    assert.equal(out, "x   y\n--  --\n1   2\n20  21\n");
  }));

test("--trace says why a rule did not hold", () =>
  inFolder({ ...files, "guest.json": '{"roles": ["guest"]}' }, async (rego) => {
    const { out } = await rego("eval", "-f", "pretty", "--trace", "-d", "policies", "-i", "guest.json", "data.shop.allow");
    assert.match(out, /^false\n/);
    assert.match(out, /^data\.shop\.allow {2}policies\/shop\.rego:5 {2}did not hold$/m);
    assert.match(out, /^ +6 {2}some role in input\.roles +held$/m);
    assert.match(out, /^ +7 {2}role in data\.shop\.trusted +failed: role is "guest"/m);
  }));

test("reports leave JSON alone: they go to where people look", () =>
  inFolder(files, async (rego) => {
    for (const option of ["--trace", "--profile", "--coverage"]) {
      const { out, err } = await rego("eval", option, "-d", "policies", "-i", "input.json", "data.shop.allow");
      assert.equal(JSON.parse(out).result.length, 1, option);
      assert.match(err, /policies\/shop\.rego/, option);
    }
  }));

test("past its limit an evaluation has no answer", () =>
  inFolder(files, async (rego) => {
    const { out, err, exit } = await rego("eval", "--limit", "50", "count([1 | numbers.range(1, 100)[_]; numbers.range(1, 100)[_]])");
    assert.deepEqual([out, exit], ["", 2]);
    assert.match(err, /more than 50 steps/);
  }));

test("test names what failed, why, and exits with 2", () =>
  inFolder(files, async (rego) => {
    const { out, exit } = await rego("test", "policies", "shop_test.rego");
    assert.equal(exit, 2);
    assert.match(out, /^failed {2}data\.shop_test\.test_guest {2}shop_test\.rego:7$/m);
    assert.match(out, /role in data\.shop\.trusted +failed: role is "guest"/);
    assert.match(out, /^failed {2}data\.shop_test\.test_doubles .*\n {2}case two$/m);
    assert.doesNotMatch(out, /test_allowed/);
    assert.match(out, /^1 passed, 2 failed, 1 todo$/m);
  }));

test("test runs those whose names match, and names those that pass when asked", () =>
  inFolder(files, async (rego) => {
    const { out, exit } = await rego("test", "-v", "--run", "allowed$", "policies", "shop_test.rego");
    assert.deepEqual([out, exit], ["passed  data.shop_test.test_allowed  shop_test.rego:5\n1 passed\n", 0]);
  }));

test("coverage below the threshold exits with 1, and names the lines that nothing reached", () =>
  inFolder(files, async (rego) => {
    const run = (threshold: string): Promise<Run> =>
      rego("test", "--run", "allowed$", "--threshold", threshold, "policies", "shop_test.rego");
    const low = await run("90");
    assert.equal(low.exit, 1);
    assert.match(low.out, /^policies\/shop\.rego {2}60 % {2}not reached: 3, 10$/m);
    assert.equal((await run("10")).exit, 0);
  }));

test("test results are there as JSON", () =>
  inFolder(files, async (rego) => {
    const { out } = await rego("test", "--format", "json", "--coverage", "policies", "shop_test.rego");
    const told = JSON.parse(out) as {
      readonly results: readonly { readonly name: string; readonly outcome: string }[];
      readonly coverage: { readonly percent: number };
    };
    assert.deepEqual(
      told.results.map(({ outcome }) => outcome),
      ["passed", "failed", "todo", "failed"],
    );
    assert.ok(told.coverage.percent > 50);
  }));

test("a test that meets a fault is stopped, with the fault", () =>
  inFolder({ "t.rego": "package t\ntest_twice if p == 1\np := 1\np := 2" }, async (rego) => {
    const { out, exit } = await rego("test", "t.rego");
    assert.equal(exit, 2);
    assert.match(out, /^stopped data\.t\.test_twice {2}t\.rego:2\n {2}t\.rego:\d:\d: this rule has two different values at once/);
  }));

test("check shows the place, one sentence, the line and a caret", () =>
  inFolder({ "c.rego": "package c\n\np if {\n\tx > 1\n}\n" }, async (rego) => {
    const { err, exit } = await rego("check", "c.rego");
    assert.equal(exit, 1);
    assert.match(err, /^c\.rego:4:2: `x` has no value here.*\n {2}4 \| \tx > 1\n {4}\| \t\^\n$/);
  }));

test("check is silent about sound policies, strict where asked, and speaks JSON", () =>
  inFolder({ "c.rego": "package c\n\np if x := 1\n", "old.rego": 'package d\n\np["a"] { true }\n' }, async (rego) => {
    assert.deepEqual(await rego("check", "c.rego"), { out: "", err: "", exit: 0 });
    const { out, exit } = await rego("check", "--strict", "--json", "c.rego");
    assert.equal(exit, 1);
    const [fault] = (JSON.parse(out) as { readonly faults: readonly { readonly line: number; readonly code: string }[] }).faults;
    assert.deepEqual(fault?.line, 3);
    assert.equal((await rego("check", "old.rego")).exit, 1);
    assert.equal((await rego("check", "--v0", "old.rego")).exit, 0);
  }));

const untidy = "package f\np:=1 # one\nq if {p==1;true}\n";
const tidy = "package f\n\np := 1 # one\n\nq if {\n\tp == 1\n\ttrue\n}\n";

test("fmt prints, checks, shows the difference, and writes", () =>
  inFolder({ "f.rego": untidy, "g.rego": tidy }, async (rego, folder) => {
    assert.deepEqual(await rego("fmt", "f.rego"), { out: tidy, err: "", exit: 0 });
    assert.deepEqual(await rego("fmt", "--check", "."), { out: "./f.rego\n", err: "", exit: 1 });
    const { out, exit } = await rego("fmt", "--diff", "f.rego");
    assert.equal(exit, 1);
    assert.match(out, /^--- f\.rego\n\+\+\+ f\.rego\n@@ -1,3 \+1,8 @@\n package f\n-p:=1 # one\n/);
    assert.deepEqual(await rego("fmt", "--write", "f.rego"), { out: "f.rego\n", err: "", exit: 0 });
    assert.equal(readFileSync(join(folder, "f.rego"), "utf8"), tidy);
    assert.equal((await rego("fmt", "--check", ".")).exit, 0);
  }));

test("fmt leaves what it cannot read, says where, and goes on with the others", () =>
  inFolder({ "bad.rego": "package f\np if {", "f.rego": untidy }, async (rego, folder) => {
    const { err, exit } = await rego("fmt", "--write", "bad.rego", "f.rego");
    assert.equal(exit, 2);
    assert.match(err, /^bad\.rego:2:/);
    assert.equal(readFileSync(join(folder, "bad.rego"), "utf8"), "package f\np if {");
    assert.equal(readFileSync(join(folder, "f.rego"), "utf8"), tidy);
  }));

test("parse gives the tree with lines and columns", () =>
  inFolder({ "p.rego": "package a.b\n\nallow if input.x == 1\n" }, async (rego) => {
    const tree = JSON.parse((await rego("parse", "--format", "json", "p.rego")).out) as {
      readonly package: readonly string[];
      readonly rules: readonly { readonly at: unknown; readonly body: readonly { readonly at: unknown }[] }[];
    };
    assert.deepEqual(tree.package, ["a", "b"]);
    assert.deepEqual(tree.rules[0]?.at, { line: 3, column: 1 });
    assert.deepEqual(tree.rules[0]?.body[0]?.at, { line: 3, column: 10 });
    assert.match((await rego("parse", "p.rego")).out, /^package: \["a","b"\]$/m);
  }));

const faults: readonly (readonly [what: string, args: readonly string[], sentence: RegExp])[] = [
  ["a path that is not there", ["eval", "-d", "nowhere.rego", "1"], /^sheepdog: `.*nowhere\.rego` could not be read/],
  ["a file of another kind", ["check", "input.txt"], /^sheepdog: `input\.txt` is neither a folder nor a file that ends/],
  ["a query that does not parse", ["eval", "1 +"], /^query:1:\d+: expected a term.*\n {2}1 \| 1 \+\n/],
  ["an input that is no JSON", ["eval", "-i", "shop_test.rego", "input"], /the input is not JSON/],
  ["a folder without tests", ["test", "policies"], /^sheepdog: there are no tests here/],
  ["a limit that is no number", ["eval", "--limit", "many", "1"], /a number of steps is a whole number/],
  ["data that two files tell differently", ["eval", "-d", "policies", "-d", "policies", "1"], /both say what|two|conflict/],
];

for (const [what, args, sentence] of faults)
  test(`${what} is one readable sentence and exit code 2`, () =>
    inFolder(files, async (rego) => {
      const { err, exit } = await rego(...args);
      assert.match(err, sentence);
      assert.equal(exit, 2);
    }));
