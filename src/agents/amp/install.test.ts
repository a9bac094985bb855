/** The guard in the permissions of Amp: one rule before all others, and the program that it names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { ampInstaller as installer } from "./install.ts";

const line: GuardLine = { guard: "/r/guard", root: "/r", clientVersion: "0.1.0", scope: "user", sha256: String };
const spot = {
  scope: "user",
  home: "/home/dev",
  project: "/p",
  variable: () => undefined,
  system: "linux",
  realPath: (path: string) => path,
} as const;
const files = (delegate: string | null, settings: string | null): readonly SettingsFile[] =>
  installer.files(spot).map((file) => ({ ...file, text: file.name === "delegate" ? delegate : settings }));

function put(before: readonly SettingsFile[]): readonly SettingsFile[] {
  const result = installer.install(before, line);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const codes = (found: readonly SettingsFile[]): readonly string[] => installer.examine(found, line).map(({ code }) => code);
const rules = '{\n  "amp.permissions": [\n    { "tool": "Bash", "action": "allow" }\n  ]\n}\n';

test("the rule for every tool stands before those of the person, and what is unproved is said", () => {
  const [delegate, settings] = put(files(null, rules));
  const read = JSON.parse(settings?.text ?? "") as Readonly<Record<string, readonly unknown[]>>;
  assert.deepEqual(read["amp.permissions"], [
    { tool: "*", action: "delegate", to: "/home/dev/.config/amp/sheepdog-guard" },
    { tool: "Bash", action: "allow" },
  ]);
  assert.equal(delegate?.executable, true);
  assert.deepEqual(codes(put(files(null, rules))), ["client.unproved"]);
  assert.deepEqual(installer.uninstall(put(files(null, rules))), { ok: true, value: files(null, rules) });
});

test("doctor finds a rule before the guard's, a program of somebody else, and permissions that are switched off", () => {
  const [delegate, settings] = put(files(null, null));
  const behind = (settings?.text ?? "").replace("[", '[ { "tool": "Bash", "action": "allow" },');
  assert.deepEqual(codes(files(delegate?.text ?? null, behind)), ["guard.narrowed", "client.unproved"]);
  assert.deepEqual(codes(files("#!/bin/sh\nexit 0\n", settings?.text ?? null)), ["guard.wrong-line", "client.unproved"]);
  const off = (settings?.text ?? "").replace("{", '{ "amp.dangerouslyAllowAll": true,');
  assert.deepEqual(codes(files(delegate?.text ?? null, off)), ["hooks.disabled", "client.unproved"]);
  assert.deepEqual(codes(files(null, "{oops")), ["settings.rejected"]);
});

test("a program of somebody else and settings that are no JSON are left as they are", () => {
  assert.equal(installer.install(files("#!/bin/sh\nexit 0\n", null), line).ok, false);
  assert.equal(installer.install(files(null, "{oops"), line).ok, false);
});

test("rules of a project may stand before the guard's, and doctor says so", () => {
  assert.deepEqual(
    installer.examineProject(rules, "x").map(({ code }) => code),
    ["hooks.replaced"],
  );
  assert.deepEqual(installer.examineProject("{}", "x"), []);
});

test("XDG_CONFIG_HOME moves the files", () => {
  const [delegate] = installer.files({ ...spot, variable: (name) => (name === "XDG_CONFIG_HOME" ? "/c" : undefined) });
  assert.equal(delegate?.path, "/c/amp/sheepdog-guard");
});
