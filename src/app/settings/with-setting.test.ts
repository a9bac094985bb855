/** A setting is changed in its place, and no other byte of the file is another afterwards. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { annotatedSettings } from "./annotated.ts";
import { compile } from "./compiling.ts";
import { withSetting } from "./with-setting.ts";

function set(text: string, name: string, value: Json): string {
  const changed = withSetting({ layer: "user", file: "config.yaml", text }, { path: name.split("."), value });
  return changed.ok ? changed.value : changed.fault.code;
}

const cases: readonly (readonly [before: string, name: string, value: Json, after: string])[] = [
  ["", "ledger.keep", "60d", "ledger:\n  keep: 60d\n"],
  ["ledger:\n  keep: 30d\n", "ledger.keep", "60d", "ledger:\n  keep: 60d\n"],
  ["ledger: # ours\n    keep:   30d # a month\n", "ledger.keep", "60d", "ledger: # ours\n    keep:   60d # a month\n"],
  ["ledger:\n    keep: 30d\n", "ledger.seal", "1m", "ledger:\n    seal: 1m\n    keep: 30d\n"],
  ["daemon:\n  tcp: true", "ledger.keep", "60d", "daemon:\n  tcp: true\nledger:\n  keep: 60d\n"],
  ["ledger:\n  # keep: 30d\n\ndaemon:\n", "ledger.keep", "60d", "ledger:\n  keep: 60d\n  # keep: 30d\n\ndaemon:\n"],
  ['ledger: { "keep": 30d }\n', "ledger.keep", "60d", 'ledger: { "keep": 60d }\n'],
  ["ledger: { keep: 30d }\n", "ledger.seal", "1m", "settings.unchangeable"],
  ["fleet:\n  promptBefore: |\n    two\n    lines\n", "fleet.promptBefore", "one", "fleet:\n  promptBefore: one"],
  ["fleet:\n", "fleet.promptBefore", 'a: "b" #c', "fleet:\n  promptBefore: 'a: \"b\" #c'\n"],
  ["fleet:\n", "fleet.promptBefore", "two\nlines", "settings.flaw"],
  ["fleet:\n", "fleet.attempts", 0, "settings.flaw"],
  ["fleet:\n", "fleet.attempts", 3, "fleet:\n  attempts: 3\n"],
  ["fleet:\n  quiet: 22:00-07:00\n", "fleet.quiet", null, "fleet:\n  quiet: null\n"],
  ["a: [\n", "fleet.attempts", 3, "settings.flaw"],
];

for (const [before, name, value, after] of cases) {
  test(`${JSON.stringify(before)} with ${name} = ${JSON.stringify(value)}`, () => {
    const changed = set(before, name, value);
    if (after.startsWith("settings.")) assert.ok(changed.startsWith("settings."), changed);
    else assert.equal(changed.trimEnd(), after.trimEnd());
  });
}

test("the annotated file says nothing, is well, and takes every change", () => {
  const text = annotatedSettings();
  const { layered } = compile([{ layer: "user", file: "config.yaml", text }]);
  assert.deepEqual([...(layered?.origins ?? ["nothing"])], []);
  const changed = set(set(text, "daemon.tcp", true), "fleet.attempts", 3);
  const again = compile([{ layer: "user", file: "config.yaml", text: changed }]);
  assert.deepEqual([...(again.layered?.origins.keys() ?? [])].sort(), ["daemon.tcp", "fleet.attempts"]);
  const added = changed.split("\n").filter((line) => !text.split("\n").includes(line));
  assert.deepEqual(added, ["  tcp: true", "  attempts: 3"]);
});
