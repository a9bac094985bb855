/** The guard among the hooks of Windsurf: every event that can be refused, and what doctor says of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { windsurfInstaller as installer } from "./install.ts";

const line: GuardLine = { guard: "/r/guard", root: "/r", clientVersion: "1.0.0", scope: "user", sha256: String };
const files = (text: string | null): readonly SettingsFile[] => [{ name: "hooks", path: "/home/dev/.codeium/windsurf/hooks.json", text }];

function put(text: string | null): string {
  const result = installer.install(files(text), line);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value[0]?.text ?? "";
}

const codes = (text: string | null): readonly string[] => installer.examine(files(text), line).map(({ code }) => code);

test("every event that can be refused asks the guard, in a line that ends in the one code that blocks", () => {
  const { hooks } = JSON.parse(put(null)) as { readonly hooks: Readonly<Record<string, readonly { readonly command: string }[]>> };
  const asked = Object.entries(hooks).filter(([, [entry]]) => entry?.command.endsWith("exit 2") === true);
  assert.deepEqual(
    asked.map(([event]) => event),
    ["pre_run_command", "pre_write_code", "pre_read_code", "pre_mcp_tool_use"],
  );
});

test("a neighbour stays and is all that is left of it", () => {
  const foreign = '{"hooks":{"pre_run_command":[{"command":"lint","show_output":true}]}}';
  assert.deepEqual(codes(put(foreign)), ["hooks.foreign"]);
  assert.deepEqual(installer.uninstall(files(put(foreign))), { ok: true, value: files(foreign) });
});

for (const text of ['{"hooks":{"x":{}}}', '{"hooks":{"pre_run_command":[{"command":5}]}}', '{"hooks":3}', "{oops"]) {
  test(`hooks that read \`${text}\` are left as they are, and doctor says why`, () => {
    assert.equal(installer.install(files(text), line).ok, false);
    assert.deepEqual(codes(text), ["settings.rejected"]);
  });
}

test("doctor finds an event without the guard, and a line of another guard", () => {
  assert.deepEqual(codes(put(null).replace('"pre_write_code"', '"pre_write"')), ["guard.missing"]);
  assert.deepEqual(codes(put(null).replace("/r/guard", "/x/guard")), ["guard.wrong-line"]);
  assert.equal(installer.documented, true);
});
