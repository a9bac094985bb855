/** Option lines in all their spellings. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, unknownValue } from "../shell/value.ts";
import { has, readLine, valuesOf } from "./options.ts";

const read = (text: string, stop = false) => readLine(text.split(" ").map(literal), { short: "Cn", long: ["dir"] }, stop);

test("clusters, joined values and separate values", () => {
  const line = read("-rf -C x -Cy --dir z --dir=w file");
  assert.ok(has(line, "r") && has(line, "f"));
  assert.deepEqual(
    valuesOf(line, "C", "dir").map((value) => value.text),
    ["x", "y", "z", "w"],
  );
  assert.deepEqual(
    line.operands.map((value) => value.text),
    ["file"],
  );
});

test("a long option counts by its abbreviation", () => {
  assert.ok(has(read("--rec x"), "recursive"));
  assert.ok(!has(read("--rx x"), "recursive"));
});

test("behind `--` everything is an operand", () => {
  const line = read("-r -- -f --dir");
  assert.ok(!has(line, "f"));
  assert.deepEqual(
    line.operands.map((value) => value.text),
    ["-f", "--dir"],
  );
});

test("with `stop` the first operand ends the options", () => {
  assert.deepEqual(
    read("-n 5 rm -rf x", true).operands.map((value) => value.text),
    ["rm", "-rf", "x"],
  );
});

test("a word that nobody knows may be an option", () => {
  assert.ok(readLine([unknownValue("$X")], { short: "", long: [] }).unclear);
});
