/** Lines that were reached and lines that were not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { study } from "../rego.ts";

const text = `package c

default allow := false

allow if {
	input.a
	input.b
}

allow if {
	every x in input.list {
		x > 1
	}
	count([y |
		some y in input.list
		y > 2
	]) > 0
}

# nobody asks for this
other(x) := y if {
	y := x + 1
}
`;

function coverage(input: unknown): { readonly covered: readonly number[]; readonly missed: readonly number[]; readonly percent: number } {
  const opened = study([{ file: "c.rego", text }]);
  assert.ok(opened.ok);
  const told = opened.study.cover("data.c.allow", { input: JSON.stringify(input), limits: { steps: 1_000 } });
  assert.ok(told.ok);
  const [file] = told.value.coverage.files;
  assert.ok(file !== undefined);
  return file;
}

test("a statement is covered once it was tried, a rule once it held", () => {
  const { covered, missed, percent } = coverage({ a: true, list: [0] });
  assert.deepEqual(covered, [3, 6, 7, 11, 12]);
  assert.deepEqual(missed, [5, 10, 14, 15, 16, 21, 22]);
  assert.equal(percent, 41.66);
});

test("bodies inside statements have lines of their own", () => {
  const { covered } = coverage({ list: [3] });
  assert.deepEqual(covered, [6, 10, 11, 12, 14, 15, 16]);
});
