/** What is exported is taken by a real shell as it was, and nothing in it runs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { exportLine, variableOf } from "./export-lines.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

const values = [
  "plain",
  "it's",
  "''",
  "a b",
  "$(touch x)",
  "`id`",
  "a\nb",
  "a\\",
  "\\'",
  "'\\''",
  "!x",
  "é✓😀",
  "*",
  "~",
  "-n",
  " lead",
  "a;rm -rf /",
];

for (const value of values) {
  test(`a shell takes ${JSON.stringify(value)} as it is`, () => {
    const text = execFileSync("sh", ["-c", `${exportLine("X", value)}printf %s "$X"`], { encoding: "utf8" });
    assert.equal(text, value);
  });
}

test("what is read again by the same shell is the escape that people know", () => {
  assert.equal(exportLine("NAME", "it's"), "export NAME='it'\\''s'\n");
});

const unfit: readonly (readonly [string, Uint8Array])[] = [
  ["NAME; touch x", bytes("v")],
  ["a-b", bytes("v")],
  ["NAME", bytes("a\0b")],
  ["NAME", Uint8Array.from([0xff, 0xfe])],
];

for (const [name, value] of unfit) {
  test(`${JSON.stringify(name)} with ${Buffer.from(value).toString("hex")} goes into no environment`, () => {
    const variable = variableOf({ name, value });
    assert.equal(variable.ok ? undefined : variable.fault.code, "vault.unfit");
  });
}

test("the character for what cannot be read is a character like others where somebody wrote it", () => {
  assert.deepEqual(variableOf({ name: "X", value: bytes("\ufffd") }), { ok: true, value: ["X", "\ufffd"] });
});
