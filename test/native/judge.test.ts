/** The judge: a line in, a line out, in order; what happens to one line stays with that line. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { call, chaosImage, packedImage, shell } from "./ground.ts";

const frozen = await chaosImage();
const packed = packedImage();

type Answer = { readonly id: unknown; readonly verdict: string; readonly why?: string; readonly seen?: number };

function judged(lines: string | Uint8Array, image = frozen): readonly Answer[] {
  const { exit, stdout, stderr } = shell(`'${image}' judge`, { input: lines });
  assert.deepEqual([exit, stderr], [0, ""]);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer);
}

const line = (name: string, id: number, more = {}) => `${call(name, { id, ...more })}\n`;
const plain: Answer = { id: null, verdict: "deny", rules: ["guard.failed"] } as Answer;

for (const [form, image] of [
  ["frozen", frozen],
  ["unfrozen", packed],
] as const) {
  test(`${form}: no call leaves anything behind for the next one, and answers keep their order`, () => {
    const answers = judged(Array.from({ length: 300 }, (_, id) => line("x", id)).join(""), image);
    assert.deepEqual(
      answers,
      Array.from({ length: 300 }, (_, id) => ({ id, verdict: "allow", seen: 1 })),
    );
  });
}

for (const [fault, reason] of [
  ["loop", /out of steps/],
  ["native-sort", /out of time/],
  ["memory-array", /out of memory/],
  ["recursion", /call stack/],
  ["throw-error", /boom at throw-error \(chaos\.js:\d+/],
  ["answer-nothing", /./],
  ["answer-surrogate", /not well-formed/],
  ["answer-huge", /larger than 8 MiB/],
  ["lines", /not one line/],
] as const) {
  test(`a line whose judgement ends in ${fault} is denied under its own id, between others that are not`, () => {
    const [before, failed, after] = judged(line("x", 1) + line(fault, 2) + line("x", 3));
    assert.deepEqual([before?.verdict, failed?.verdict, after?.verdict], ["allow", "deny", "allow"]);
    assert.equal(failed?.id, 2);
    assert.match(failed?.why ?? "", reason);
  });
}

test("a line that fails twice gets the plain deny", () => {
  assert.deepEqual(judged(line("loop", 2, { failsTwice: true }) + line("x", 3)), [plain, { id: 3, verdict: "allow", seen: 1 }]);
});

test("what is no JSON and what is no UTF-8 gets the plain deny", () => {
  const odd = Buffer.concat([Buffer.from("{oh\n"), Buffer.from([0xff, 0x0a]), Buffer.from("null\n"), Buffer.from(line("x", 4))]);
  assert.deepEqual(
    judged(odd).map(({ verdict }) => verdict),
    ["deny", "deny", "deny", "allow"],
  );
});

test("a line of more than 8 MiB gets the plain deny, and its rest is no line of its own", () => {
  const long = `{"do":"x","padding":"${"x".repeat(20 << 20)}"}\n`;
  assert.deepEqual(judged(line("x", 1) + long + line("x", 3)), [
    { id: 1, verdict: "allow", seen: 1 },
    plain,
    { id: 3, verdict: "allow", seen: 1 },
  ]);
});

test("a line of almost 8 MiB is judged", () => {
  const long = `{"id":1,"do":"x","padding":"${"x".repeat((8 << 20) - 100)}"}\n`;
  assert.deepEqual(judged(long), [{ id: 1, verdict: "allow", seen: 1 }]);
});

test("a last line without its end is judged, and blank lines are none", () => {
  assert.deepEqual(
    judged(`\n  \n${line("x", 1)}\n${call("x", { id: 2 })}`).map(({ id }) => id),
    [1, 2],
  );
  assert.deepEqual(judged(""), []);
});

test("an answer does not wait for the next line", async () => {
  const child = spawn(frozen, ["judge"], { stdio: ["pipe", "pipe", "inherit"] });
  for (const id of [1, 2, 3]) {
    child.stdin.write(line("x", id));
    const [chunk] = (await once(child.stdout, "data")) as [Buffer];
    assert.equal((JSON.parse(String(chunk)) as Answer).id, id);
  }
  child.stdin.end();
  assert.deepEqual((await once(child, "close"))[0], 0);
});

test("answers that nobody can take end the judge with a block", () => {
  for (const after of ["> /dev/full", ">&-", "| true; exit ${PIPESTATUS[0]}"]) {
    assert.equal(shell(`'${frozen}' judge ${after}`, { input: line("x", 1).repeat(20_000) }).exit, 2, after);
  }
});
