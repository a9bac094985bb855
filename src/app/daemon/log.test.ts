/** A line of the log is one line of JSON, says what was said, and holds no secret. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Facts } from "./duty.ts";
import { beginLog, type LogLevel, logOf } from "./log.ts";

type Line = { readonly level: string; readonly duty: string; readonly what: string; readonly facts?: Facts };

function logged(say: () => void, level: LogLevel = "info", room = true): { readonly lines: readonly Line[]; readonly lost: number } {
  const lines: Line[] = [];
  let lost = 0;
  const add = (line: string): boolean => {
    assert.match(line, /^[^\n]+\n$/);
    if (room) lines.push(JSON.parse(line) as Line);
    return room;
  };
  beginLog({ add, level: () => level, lost: () => void (lost += 1) });
  say();
  return { lines, lost };
}

test("it says which duty, how much it matters, and what", () => {
  const { lines } = logged(() => logOf("fleet").warn("a task waits", { task: "t-1", tries: 2 }));
  assert.deepEqual(
    lines.map(({ level, duty, what, facts }) => ({ level, duty, what, facts })),
    [{ level: "warn", duty: "fleet", what: "a task waits", facts: { task: "t-1", tries: 2 } }],
  );
});

test("what is said is no template, and no line of its own", () => {
  const { lines } = logged(() => logOf("x").info("{facts} {{x}} %s\nsecond"));
  assert.equal(lines[0]?.what, "{facts} {{x}} %s\nsecond");
});

test("secrets are taken out of what is said and of facts; ids that look random stay", () => {
  const id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
  const { lines } = logged(() =>
    logOf("x").error("with AKIAFAKEFAKEFAKEFAKE and password=hunter2hunter2", { session: id, why: "token=FAKEfakeFAKEfake1234567890abcd" }),
  );
  const text = JSON.stringify(lines);
  for (const secret of ["AKIAFAKEFAKEFAKEFAKE", "hunter2hunter2", "FAKEfakeFAKEfake1234567890abcd"])
    assert.equal(text.includes(secret), false, secret);
  assert.equal(lines[0]?.facts?.["session"], id);
});

const sayAll = (): void => {
  const log = logOf("x");
  log.info("i");
  log.warn("w");
  log.error("e");
};

test("less than the settings ask for is not logged", () => {
  assert.deepEqual(
    (["info", "warn", "error"] as const).map((level) =>
      logged(sayAll, level)
        .lines.map(({ what }) => what)
        .join(""),
    ),
    ["iwe", "we", "e"],
  );
});

test("lines that could not be written are counted", () => {
  assert.equal(logged(() => logOf("x").info("lost"), "info", false).lost, 1);
});
