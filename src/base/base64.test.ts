/** Base 64 has one spelling for each value. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { base64Of, bytesOfBase64 } from "./base64.ts";

test("what is written is what others write, for every length up to 70", () => {
  for (let length = 0; length <= 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 89 + length * 7) & 0xff);
    const text = Buffer.from(bytes).toString("base64");
    assert.equal(base64Of(bytes), text);
    assert.deepEqual(bytesOfBase64(text), bytes);
  }
});

for (const text of ["A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "AA=A", "AA\n=", "AA-_", "AAAA AAAA", "AA==AA=="]) {
  test(`${JSON.stringify(text)} is refused`, () => assert.equal(bytesOfBase64(text), undefined));
}
