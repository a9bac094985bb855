/** Records survive torn writes of their neighbours. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { frame, readRecords } from "./frame.ts";

const one = frame({ is: "decision", text: "läs\n\u001e" });
const two = frame({ is: "refusal", n: 2 });

test("what is framed is read back, in order", () => {
  assert.deepEqual(
    readRecords(one + two + one).leaves.map((leaf) => JSON.parse(leaf)),
    [
      { is: "decision", text: "läs\n\u001e" },
      { is: "refusal", n: 2 },
      { is: "decision", text: "läs\n\u001e" },
    ],
  );
});

test("a record cut at any byte is told of, and the next one is found", () => {
  for (let cut = 1; cut < one.length; cut += 1) {
    const { leaves, torn } = readRecords(one.slice(0, cut) + two);
    assert.equal(leaves.length, 1, `cut at ${cut}`);
    assert.deepEqual(torn, [{ start: 0, end: cut }]);
  }
});

test("a record with any one byte changed is told of", () => {
  for (let position = 0; position < one.length; position += 1) {
    const changed = one.slice(0, position) + String.fromCharCode(one.charCodeAt(position) ^ 1) + one.slice(position + 1);
    assert.deepEqual(readRecords(changed).leaves, [], `byte ${position}`);
  }
});

test("text before the first record is torn", () => {
  assert.deepEqual(readRecords(`noise${two}`).torn, [{ start: 0, end: 5 }]);
});
