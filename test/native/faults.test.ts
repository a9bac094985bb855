/** Whatever the guard's own code does, the action is blocked, in the agent's own shape and with a reason; the next call is judged as ever. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllowed, assertAnswered, call, chaosImage, installed, packedImage, plantedImage, repository } from "./ground.ts";

const image = await chaosImage();
const packed = packedImage();
const planted = await plantedImage();

/** The names of the faults that the chaos guard has. */
function faultNames(): readonly string[] {
  const source = readFileSync(join(repository, "native/host/tests/chaos.js"), "utf8");
  const table = source.slice(source.indexOf("const faults"), source.indexOf("const works"));
  return [...table.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map((match) => match[1] ?? "");
}

const reasons: Readonly<Record<string, RegExp>> = {
  loop: /out of steps/,
  "loop-in-getter": /out of steps/,
  "native-sort": /out of time/,
  // Whichever comes first on this machine.
  "native-replace": /out of (time|memory)/,
  "regex-nested": /out of steps/,
  "memory-array": /out of memory at memory-array \(chaos\.js:\d+:\d+\)/,
  recursion: /call stack/,
  "throw-error": /Error: boom at throw-error \(chaos\.js:\d+:\d+\)/,
  "throw-null": /the guard failed: null/,
  "throw-symbol": /something that cannot be shown/,
  "answer-nothing": /cannot read property 'record' of undefined|cannot read property 'sync' of undefined/,
  "answer-surrogate": /not well-formed/,
  "answer-huge": /larger than 8 MiB/,
  "answer-no-exit": /no exit code/,
};

for (const name of faultNames()) {
  test(`a guard with the fault ${name} blocks`, () => {
    assertAnswered(installed(image, { input: call(name) }), reasons[name]);
  });
}

for (const name of ["loop", "native-sort", "throw-error", "memory-array", "recursion", "answer-promise"]) {
  test(`so does an unfrozen one with the fault ${name}`, () => {
    assertAnswered(installed(packed, { input: call(name) }), reasons[name]);
  });
}

for (const [fault, reason] of [
  ["crash-null", /crashed \(memory\)/],
  ["crash-stack", /crashed \(memory\)/],
  ["crash-abort", /crashed|must not/],
  ["crash-panic", /crashed|must not/],
] as const) {
  test(`a guard whose native half has the fault ${fault} blocks`, () => {
    assertAnswered(installed(planted, { input: call("planted", { fault }) }), reason);
  });
}

for (const each of [image, packed, planted]) {
  test(`without a fault ${each === image ? "the frozen" : each === packed ? "the unfrozen" : "the planted"} guard allows`, () => {
    assertAllowed(installed(each));
  });
}
