/** Whatever comes in on stdin, and wherever the answer should go: what is no call is blocked, and a lost answer is a block. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAllowed, assertAnswered, assertBlocked, call, chaosImage, installed, shell, root } from "./ground.ts";

const image = await chaosImage();
const most = 8 << 20;

/** A valid call of exactly this many bytes. */
function callOf(bytes: number): string {
  const empty = call("allow", { padding: "" });
  return call("allow", { padding: "x".repeat(bytes - empty.length) });
}

const inputs: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ["nothing", "", /holds no call/],
  ["a blank", " \n", /SyntaxError/],
  ["half a call", '{"do":', /SyntaxError/],
  ["a call and more", `${call("allow")}${call("allow")}`, /SyntaxError/],
  ["another kind of value", "null", /TypeError/],
  ["a call that nobody knows", call("nonsense"), /unknown: nonsense/],
  ["zero bytes", new Uint8Array(1000), /SyntaxError/],
  ["bytes that are not UTF-8", Uint8Array.from([...Buffer.from('{"do":"allow'), 0xff, ...Buffer.from('"}')]), /not UTF-8/],
  ["a UTF-8 that is too long", Uint8Array.from([0xc0, 0xaf]), /not UTF-8/],
  ["a surrogate in UTF-8", Uint8Array.from([0xed, 0xa0, 0x80]), /not UTF-8/],
  ["half a character", Uint8Array.from([...Buffer.from(call("allow")), 0xe2, 0x82]), /not UTF-8/],
  ["300,000 open brackets", "[".repeat(300_000), /call stack|SyntaxError/],
  ["more than 8 MiB", callOf(most + 1), /larger than 8 MiB/],
];

for (const [what, input, reason] of inputs) {
  test(`${what} on stdin is blocked`, () => assertAnswered(installed(image, { input }), reason));
}

test("a call of exactly 8 MiB is judged", () => assertAllowed(installed(image, { input: callOf(most) })));

test("a call that comes in pieces is judged", () => {
  const pieces = `(printf '{"do":'; sleep 0.2; printf '"al'; sleep 0.2; printf 'low"}') | '${image}' hook plain --root '${root()}'`;
  assertAllowed(shell(pieces));
});

const sources: readonly (readonly [string, string, RegExp])[] = [
  ["closed", "<&-", /is closed/],
  ["a folder", "< .", /cannot be read/],
  ["endless", "< /dev/zero", /larger than 8 MiB/],
  ["silent for ever", "< <(exec sleep 4 2> /dev/null)", /out of time \(clock\)/],
  ["only open for writing", "0> /dev/null", /cannot be read/],
];

for (const [what, after, reason] of sources) {
  test(`a stdin that is ${what} is blocked`, () => assertAnswered(installed(image, { after }), reason));
}

const sinks: readonly (readonly [string, string])[] = [
  ["closed", ">&-"],
  ["full", "> /dev/full"],
  ["only open for reading", "1< /dev/null"],
];

for (const [what, after] of sinks) {
  test(`an answer to a stdout that is ${what} is a block`, () => {
    const outcome = installed(image, { after });
    assertBlocked(outcome);
    assert.equal(outcome.stdout, "");
  });
}

test("an answer that nobody reads is a block", () => {
  const script = `'${image}' hook plain --root '${root()}' | true; exit \${PIPESTATUS[0]}`;
  const slow = `{ sleep 0.3; echo '${call("allow")}'; } | { ${script}; }`;
  assertBlocked(shell(slow), /nobody reads|cannot be written/);
});

test("a reader who never reads does not hold the guard for ever", () => {
  const script = `echo '${call("long-answer")}' | '${image}' hook plain --root '${root()}' | sleep 4; exit \${PIPESTATUS[1]}`;
  assertBlocked(shell(script), /out of time/);
});

test("a reader who is slow gets the whole of a long answer", () => {
  const script = `set -o pipefail; echo '${call("long-answer")}' | '${image}' hook plain --root '${root()}' | { sleep 0.5; wc -c; }`;
  assert.deepEqual(shell(script), { exit: 0, stdout: `${1 << 20}\n`, stderr: "" });
});

test("a descriptor that does not wait is waited for", () => {
  const eager = `exec python3 -c 'import os,sys,fcntl
r,w=os.pipe()
for f in (w,): fcntl.fcntl(f,fcntl.F_SETFL,fcntl.fcntl(f,fcntl.F_GETFL)|os.O_NONBLOCK)
if os.fork()==0:
    os.dup2(w,1); os.close(r); os.execv(sys.argv[1],sys.argv[1:])
os.close(w); import time; time.sleep(0.5)
n=0
while True:
    b=os.read(r,65536)
    if not b: break
    n+=len(b)
print(n)' '${image}' hook plain --root '${root()}'`;
  assert.deepEqual(shell(eager, { input: call("long-answer") }), { exit: 0, stdout: `${1 << 20}\n`, stderr: "" });
});

test("a stderr that is closed is a block", () => assertBlocked({ ...installed(image, { after: "2>&-" }) }));

test("a reason that cannot be written is a block all the same", () => {
  assert.equal(installed(image, { input: call("block"), after: "2> /dev/full" }).exit, 2);
});

test("a guard that blocks says so on all three channels", () => {
  const own = root();
  const outcome = shell(`'${image}' hook plain --root '${own}'`, { input: call("block") });
  assert.deepEqual(outcome, { exit: 2, stdout: "blocked", stderr: "sheepdog: a reason\n" });
});
