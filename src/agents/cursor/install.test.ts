/** The guard among the hooks of Cursor: every event that can be refused, each told to fail closed, and what doctor says of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { cursorInstaller as installer } from "./install.ts";

const line: GuardLine = { guard: "/r/guard", root: "/r", clientVersion: "2.0.0", scope: "user", sha256: String };
const files = (text: string | null): readonly SettingsFile[] => [{ name: "hooks", path: "/home/dev/.cursor/hooks.json", text }];

function put(text: string | null): string {
  const result = installer.install(files(text), line);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value[0]?.text ?? "";
}

const codes = (text: string | null): readonly string[] => installer.examine(files(text), line).map(({ code }) => code);
const foreign = '{\n  "version": 1,\n  "hooks": {\n    "beforeShellExecution": [\n      { "command": "lint" }\n    ]\n  }\n}\n';

test("every event that can be refused asks the guard and fails closed; the others only tell it", () => {
  const { version, hooks } = JSON.parse(put(null)) as {
    readonly version: number;
    readonly hooks: Readonly<Record<string, readonly object[]>>;
  };
  assert.equal(version, 1);
  const closed = Object.entries(hooks).filter(([, [entry]]) => (entry as { readonly failClosed?: boolean }).failClosed === true);
  assert.deepEqual(
    closed.map(([event]) => event),
    ["preToolUse", "beforeShellExecution", "beforeMCPExecution", "beforeReadFile"],
  );
  assert.deepEqual(Object.keys(hooks).slice(4), ["sessionStart", "postToolUse", "stop"]);
});

test("a neighbour stays, stands behind the guard, and is all that is left of it", () => {
  const text = put(foreign);
  const { hooks } = JSON.parse(text) as { readonly hooks: Readonly<Record<string, readonly { readonly command: string }[]>> };
  assert.deepEqual(
    hooks["beforeShellExecution"]?.map(({ command }) => command.includes("guard")),
    [true, false],
  );
  assert.deepEqual(codes(text), ["hooks.foreign"]);
  assert.deepEqual(installer.uninstall(files(text)), { ok: true, value: files(foreign) });
});

for (const text of [
  '{"version":2,"hooks":{}}',
  '{"version":1,"hooks":{"stop":{}}}',
  '{"version":1,"hooks":{"stop":[{"command":5}]}}',
  '{"hooks":{}}',
  "{oops",
]) {
  test(`hooks that read \`${text}\` are left as they are, and doctor says why`, () => {
    assert.equal(installer.install(files(text), line).ok, false);
    assert.deepEqual(codes(text), ["settings.rejected"]);
  });
}

test("doctor finds an event without the guard, and an entry that would not fail closed", () => {
  assert.deepEqual(codes(put(null).replace('"beforeMCPExecution"', '"beforeMCP"')), ["guard.missing"]);
  assert.deepEqual(codes(put(null).replace('"failClosed": true', '"failClosed": false')), ["guard.wrong-line"]);
  assert.deepEqual(
    installer.examineProject(foreign, "x").map(({ code }) => code),
    ["hooks.foreign"],
  );
  assert.equal(installer.documented, true);
});
