/** The code of a key: the same key has the same code, however it is typed, and a key that differs anywhere in it has another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, isCode } from "./enrolment-code.ts";

const id = "00ff1122334455667788990011223344";

test("a code has sixteen letters and digits, four by four", () => {
  assert.equal(codeOf(id), "03ZH-28HK-8HAP-CXW8");
  assert.match(codeOf("f".repeat(32)), /^ZZZZ-ZZZZ-ZZZZ-ZZZZ$/);
  assert.match(codeOf("0".repeat(32)), /^0000-0000-0000-0000$/);
});

test("it may be typed in small letters, with blanks, and without hyphens", () => {
  for (const typed of [codeOf(id), codeOf(id).toLowerCase(), codeOf(id).replaceAll("-", ""), codeOf(id).replaceAll("-", " ")])
    assert.ok(isCode(typed, id), typed);
});

test("each of its 80 bits counts, and a part of it is no code", () => {
  for (let bit = 0; bit < 80; bit += 1) {
    const digit = Math.floor(bit / 4);
    const flipped = (Number.parseInt(id.charAt(digit), 16) ^ (1 << (bit % 4))).toString(16);
    assert.ok(!isCode(codeOf(id), `${id.slice(0, digit)}${flipped}${id.slice(digit + 1)}`), `bit ${bit}`);
  }
  for (let length = 0; length < 19; length += 1) assert.ok(!isCode(codeOf(id).slice(0, length), id));
});
