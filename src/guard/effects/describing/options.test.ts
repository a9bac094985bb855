/** Option lines in all their spellings. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, unknownValue, type Value } from "../../shell/value.ts";
import { has, readingsOf, readLine, valuesOf } from "./options.ts";

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

const isUnclear = (word: Value) => readLine([word], { short: "", long: [] }).unclear.length > 0;

test("a word that nobody knows may be an option, unless its start tells", () => {
  assert.ok(isUnclear(unknownValue("$X")));
  assert.ok(isUnclear(unknownValue("`printenv F`")));
  assert.ok(isUnclear({ ...unknownValue("-$X"), head: "-" }));
  assert.ok(!isUnclear({ ...unknownValue("./$X"), head: "./" }));
  assert.ok(!isUnclear({ ...unknownValue("--depth=$X"), head: "--depth=" }));
});

const readings = (text: string) => readingsOf(read(text, true), ["quiet"]).map((operands) => operands.map((value) => value.text).join(" "));

test("a long option that nobody has described may have taken the word behind it", () => {
  assert.deepEqual(readings("--wait 5 delete x"), ["5 delete x", "delete x"]);
  assert.deepEqual(readings("--quiet delete x"), ["delete x"]);
  assert.deepEqual(readings("--wait=5 delete x"), ["delete x"]);
});
