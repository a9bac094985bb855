/** The guard as the hooks of Cline: files of its own, in places that hold one hook each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { clineInstaller as installer } from "./install.ts";

const line: GuardLine = { guard: "/r/guard", root: "/r", clientVersion: "3.0.0", scope: "user", sha256: String };
const spot = {
  scope: "user",
  home: "/home/dev",
  project: "/p",
  variable: () => undefined,
  system: "linux",
  realPath: (path: string) => path,
} as const;

function files(texts: Readonly<Record<string, string>> = {}): readonly SettingsFile[] {
  return installer.files(spot).map((file) => ({ ...file, text: texts[file.name] ?? null }));
}

const theirs = "#!/bin/sh\nlint\n";
const codes = (found: readonly SettingsFile[]): readonly string[] => installer.examine(found, line).map(({ code }) => code);

test("each event has an executable file of its own, and the one before a call answers in the words of the client", () => {
  const result = installer.install(files(), line);
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.map(({ name, executable }) => [name, executable]),
    [
      ["PreToolUse", true],
      ["TaskStart", true],
      ["PostToolUse", true],
      ["TaskComplete", true],
    ],
  );
  const asked = result.value.filter(({ text }) => text?.includes('{"cancel":false}'));
  assert.deepEqual(
    asked.map(({ name }) => name),
    ["PreToolUse"],
  );
  assert.deepEqual(codes(result.value), ["hooks.switch"]);
});

test("a hook of somebody else stays: before a call it is in the way, elsewhere the guard makes way", () => {
  assert.equal(installer.install(files({ PreToolUse: theirs }), line).ok, false);
  const result = installer.install(files({ TaskStart: theirs }), line);
  assert.ok(result.ok);
  assert.equal(result.value.find(({ name }) => name === "TaskStart")?.text, theirs);
  assert.deepEqual(installer.uninstall(result.value), { ok: true, value: files({ TaskStart: theirs }) });
});

test("doctor finds a file that somebody wrote into, that of another guard, and a project that takes the guard's place", () => {
  const [asked] = installer.install(files(), line).ok
    ? (installer.install(files(), line) as { readonly value: readonly SettingsFile[] }).value
    : [];
  const text = asked?.text ?? "";
  assert.deepEqual(codes(files({ PreToolUse: text.replace("[ -s", "exit 0\n[ -s") })), ["guard.missing", "hooks.switch"]);
  assert.deepEqual(codes(files({ PreToolUse: text.replaceAll("/r/guard", "/x/guard") })), ["guard.wrong-line", "hooks.switch"]);
  assert.deepEqual(
    installer.examineProject("", "/p/.clinerules/hooks/PreToolUse").map(({ code }) => code),
    ["hooks.replaced"],
  );
  assert.deepEqual(installer.files({ ...spot, scope: "managed" }), []);
});
