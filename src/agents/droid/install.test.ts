/** The guard among the hooks of Factory Droid: in its settings, or in the file of hooks where there is one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { droidInstaller as installer } from "./install.ts";

const line: GuardLine = { guard: "/r/guard", root: "/r", clientVersion: "1.0.0", scope: "user", sha256: String };

function files(hooks: string | null, settings: string | null): readonly SettingsFile[] {
  return [
    { name: "hooks", path: "/home/dev/.factory/hooks.json", text: hooks },
    { name: "settings", path: "/home/dev/.factory/settings.json", text: settings },
  ];
}

function put(before: readonly SettingsFile[]): readonly (string | null)[] {
  const result = installer.install(before, line);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.map(({ text }) => text);
}

const codes = (hooks: string | null, settings: string | null): readonly string[] =>
  installer.examine(files(hooks, settings), line).map(({ code }) => code);
const foreign = '{\n  "Stop": [{ "hooks": [{ "type": "command", "command": "bell" }] }]\n}\n';

test("without a file of hooks the guard stands in the settings", () => {
  const [hooks, settings] = put(files(null, '{ "model": "x" }'));
  assert.equal(hooks, null);
  const read = JSON.parse(settings ?? "") as { readonly model: string; readonly hooks: object };
  assert.deepEqual([read.model, Object.keys(read.hooks)], ["x", ["PreToolUse", "SessionStart", "PostToolUse", "Stop"]]);
  assert.deepEqual(codes(null, settings ?? null), []);
});

test("a file of hooks is what counts: the guard stands there by event alone, and the rest of it stays to the byte", () => {
  const [hooks, settings] = put(files(foreign, null));
  assert.equal(settings, null);
  const read = JSON.parse(hooks ?? "") as Readonly<Record<string, readonly unknown[]>>;
  assert.deepEqual([Object.keys(read), read["Stop"]?.length], [["Stop", "PreToolUse", "SessionStart", "PostToolUse"], 2]);
  assert.deepEqual(installer.install(files(hooks ?? null, null), line), { ok: true, value: files(hooks ?? null, null) });
  assert.deepEqual(installer.uninstall(files(hooks ?? null, null)), { ok: true, value: files(foreign, null) });
});

test("when a file of hooks comes later, doctor finds that the guard is not in it, and init puts it there", () => {
  const [, settings] = put(files(null, null));
  assert.deepEqual(codes(foreign, settings ?? null), ["guard.missing"]);
  const [hooks, left] = put(files(foreign, settings ?? null));
  assert.deepEqual([hooks?.includes("guard"), left], [true, settings]);
  assert.deepEqual(installer.uninstall(files(hooks ?? null, left ?? null)), { ok: true, value: files(foreign, null) });
});

for (const text of ['{"hooks":[]}', '{"hooks":{"Stop":[{"hooks":"x"}]}}', "{oops"]) {
  test(`settings that read \`${text}\` are left as they are, and doctor says why`, () => {
    assert.equal(installer.install(files(null, text), line).ok, false);
    assert.deepEqual(codes(null, text), ["settings.rejected"]);
  });
}

test("doctor finds a matcher, a line of another guard, and hooks that are switched off", () => {
  const text = put(files(null, null))[1] ?? "";
  const narrowed = text.replace('{\n        "hooks"', '{\n        "matcher": "Execute",\n        "hooks"');
  assert.deepEqual(codes(null, narrowed), ["guard.narrowed"]);
  assert.deepEqual(codes(null, text.replaceAll("/r/guard", "/x/guard")), ["guard.wrong-line"]);
  assert.deepEqual(codes(null, text.replace("{", '{ "hooksDisabled": true,')), ["hooks.disabled"]);
  assert.deepEqual(
    installer.examineProject('{"hooksDisabled":true}', "/p/.factory/settings.json").map(({ code }) => code),
    ["hooks.disabled"],
  );
});
