/** Names are plain, and whatever is odd about one is refused with words that a terminal can show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import { checkedName, isOwnName, isVariableName } from "./names.ts";

for (const name of ["GITHUB_TOKEN", "a", "_x", "npm.registry", "me@host", "key:1", "a+b-c", "7up", "x".repeat(128)]) {
  test(`\`${name.slice(0, 20)}\` is a name`, () => assert.ok(checkedName(name).ok));
}

const odd = [
  "",
  "../x",
  "/etc/passwd",
  "a/b",
  "a\\b",
  ".hidden",
  "-rf",
  "a b",
  "a\nb",
  "a\0b",
  "a\u202eb",
  "\u0410PI",
  "ＡPI",
  "a'b",
  "$(x)",
  "x".repeat(129),
  "sheepdog/integrity",
];
for (const name of odd) {
  test(`${JSON.stringify(name).slice(0, 30)} is no name`, () => {
    const checked = checkedName(name);
    assert.ok(!checked.ok);
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(sentenceOf(checked.fault)));
    assert.ok(sentenceOf(checked.fault).length < 300);
  });
}

test("Sheepdog's own names are nobody else's", () => {
  assert.ok(isOwnName("sheepdog/integrity"));
  for (const name of ["sheepdog", "sheepdog/", "sheepdog/../x", "other/integrity"]) assert.ok(!isOwnName(name), name);
});

test("only some names can be variables", () => {
  assert.ok(isVariableName("A_1"));
  for (const name of ["1A", "a-b", "a.b", "", "a=b", "A\n"]) assert.ok(!isVariableName(name), name);
});
