/** The guard goes into OpenCode as a plugin and comes out again, and what stands in its way there is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, Scope, SettingsFile, Spot } from "../installer.ts";
import { opencodeInstaller as installer } from "./install.ts";
import { pluginText } from "./plugin.ts";

const line: GuardLine = {
  guard: '/home/it\'s "me"/guard',
  root: "/home/it's/${HOME}",
  clientVersion: "1.18.33",
  scope: "user",
  sha256: () => "",
};
const spot: Spot = {
  scope: "user",
  home: "/home/dev",
  project: "/home/dev/proj",
  variable: () => undefined,
  system: "linux",
  realPath: (path: string) => path,
};

function filesAt(scope: Scope, texts: Readonly<Record<string, string>> = {}): readonly SettingsFile[] {
  return installer.files({ ...spot, scope }).map((file) => ({ ...file, text: texts[file.name] ?? null }));
}

function installed(files: readonly SettingsFile[], how: GuardLine = line): readonly SettingsFile[] {
  const result = installer.install(files, how);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const codes = (files: readonly SettingsFile[]): readonly string[] => installer.examine(files, line).map(({ code }) => code);

const pathsAt = (change: Partial<Spot>): readonly string[] => installer.files({ ...spot, ...change }).map(({ path }) => path);

test("the plugin of each scope lies where the client looks for it", () => {
  assert.deepEqual(pathsAt({}), ["/home/dev/.config/opencode/plugins/sheepdog.js"]);
  assert.deepEqual(pathsAt({ variable: (name) => (name === "XDG_CONFIG_HOME" ? "/else" : undefined) }), [
    "/else/opencode/plugins/sheepdog.js",
  ]);
  assert.deepEqual(pathsAt({ scope: "project" }), ["/home/dev/proj/.opencode/plugins/sheepdog.js"]);
  assert.deepEqual(pathsAt({ scope: "managed" }), ["/etc/opencode/sheepdog.js", "/etc/opencode/opencode.json"]);
});

test("the plugin is put there, does not change the second time, and goes again", () => {
  const once = installed(filesAt("user"));
  assert.deepEqual(installed(once), once);
  assert.deepEqual(codes(once), []);
  const without = installer.uninstall(once);
  assert.ok(without.ok);
  assert.deepEqual(without.value, filesAt("user"));
});

test("managed settings name the plugin beside their own, and come back to the byte", () => {
  for (const settings of ['{"share": "disabled",\n "plugin": ["one"]}', '{"share":"disabled"}']) {
    const once = installed(filesAt("managed", { settings }));
    assert.deepEqual(installed(once), once);
    assert.deepEqual(codes(once), []);
    const without = installer.uninstall(once);
    assert.ok(without.ok);
    assert.deepEqual(without.value, filesAt("managed", { settings }));
  }
  const made = installer.uninstall(installed(filesAt("managed")));
  assert.ok(made.ok);
  assert.deepEqual(made.value, filesAt("managed"));
});

test("a plugin of somebody else is left where it is, and so are settings that cannot be read", () => {
  assert.equal(installer.install(filesAt("user", { plugin: "export const Mine = 1;" }), line).ok, false);
  assert.equal(installer.install(filesAt("managed", { settings: "// mine\n{}" }), line).ok, false);
  assert.equal(installer.install(filesAt("managed", { settings: '{"plugin":"one"}' }), line).ok, false);
  const mine = filesAt("user", { plugin: "export const Mine = 1;" });
  const without = installer.uninstall(mine);
  assert.ok(without.ok);
  assert.deepEqual(without.value, mine);
});

test("a plugin that was changed is found, whatever was changed, and so is one that is gone or not named", () => {
  const text = pluginText(line);
  const other = pluginText({ ...line, guard: "/else/guard" });
  assert.deepEqual(codes(filesAt("user")), ["guard.missing"]);
  assert.deepEqual(codes(filesAt("user", { plugin: "export const Mine = 1;" })), ["guard.foreign"]);
  for (const plugin of [`${text}\n`, text.replace("status === 0", "status !== 2"), text.slice(0, -10), other]) {
    assert.deepEqual(codes(filesAt("user", { plugin })), ["guard.altered-plugin"]);
  }
  assert.deepEqual(codes(filesAt("managed", { plugin: text, settings: "{}" })), ["guard.unnamed"]);
});

test("the line of the plugin is the one that it was made with", () => {
  assert.deepEqual(installer.hookLine(installed(filesAt("user"))), {
    program: line.guard,
    args: ["hook", "opencode", "--root", line.root],
  });
  const managed = installed(filesAt("user"), { ...line, root: null });
  assert.deepEqual(installer.hookLine(managed)?.args, ["hook", "opencode"]);
  assert.equal(installer.hookLine(filesAt("user")), undefined);
});

const inProject = (text: string): readonly string[] => installer.examineProject(text, "opencode.json").map(({ code }) => code);

const withPure = (value: string): number => installer.examineVariables((name) => (name === "OPENCODE_PURE" ? value : undefined)).length;

test("what a project loads into the client is found, and what starts it without plugins", () => {
  assert.deepEqual(inProject('{"plugin":["./evil.js"]}'), ["project.code"]);
  assert.deepEqual(inProject('{"shell":"./evil"}'), ["project.code"]);
  assert.deepEqual(inProject('{"plugin":[],"model":"x"}'), []);
  assert.deepEqual(["1", "true", "", "0"].map(withPure), [1, 1, 0, 0]);
  assert.equal(installer.examineWords(["run", "--pure", "go"]).length, 1);
  assert.equal(installer.examineWords(["run", "purely"]).length, 0);
});
