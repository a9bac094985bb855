/** What a launched Gemini CLI reads in the place of the machine's settings: the same, with the guard in them and switched on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, LaunchPlace } from "../installer.ts";
import { geminiCliInstaller as installer } from "./install.ts";
import { launch } from "./launch.ts";

const line: GuardLine = {
  guard: "/home/dev/.sheepdog/guard",
  root: "/home/dev/.sheepdog",
  clientVersion: "0.61.0",
  scope: "user",
  sha256: () => "",
  unforeseen: "0123456789abcdef0123456789abcdef",
};

const settingsPath = "/etc/gemini-cli/settings.json";

function placeWith(text: string | null, variables: Readonly<Record<string, string>> = {}): LaunchPlace {
  const managed = [{ name: "settings", path: settingsPath, text }];
  return {
    words: ["-p", "go"],
    line,
    folder: "/home/dev/.sheepdog/launches/1",
    home: "/home/dev",
    variable: (name) => variables[name],
    managed,
  };
}

type Settings = { readonly tools?: object; readonly hooksConfig: object; readonly hooks: Readonly<Record<string, readonly object[]>> };

function launched(text: string | null): Settings {
  const plan = launch(placeWith(text));
  assert.ok(plan.ok, JSON.stringify(plan));
  const [file, ...others] = plan.value.files;
  assert.deepEqual([plan.value.args, plan.value.env["GEMINI_CLI_SYSTEM_SETTINGS_PATH"], others], [["-p", "go"], file?.path, []]);
  return JSON.parse(file?.text ?? "") as Settings;
}

test("where the machine has no settings, the guard stands alone and is switched on", () => {
  const { hooks, hooksConfig } = launched(null);
  assert.deepEqual(hooksConfig, { enabled: true });
  assert.match(JSON.stringify(hooks["BeforeTool"]), /hook gemini-cli --root '\/home\/dev\/\.sheepdog'/);
});

test("what the machine's settings say goes on counting, its hooks among them", () => {
  const theirs = { hooks: [{ type: "command", command: "audit" }] };
  const settings = launched(JSON.stringify({ tools: { sandbox: true }, hooks: { BeforeTool: [theirs] } }));
  assert.deepEqual(settings.tools, { sandbox: true });
  assert.ok(JSON.stringify(settings.hooks["BeforeTool"]).includes(JSON.stringify(theirs)));
  assert.deepEqual(settings.hooks["BeforeTool"]?.length, 2);
});

test("where the machine's own guard stands, nothing takes the place of its settings", () => {
  const managed = installer.install([{ name: "settings", path: settingsPath, text: null }], { ...line, root: null, scope: "managed" });
  assert.ok(managed.ok);
  const plan = launch(placeWith(managed.value[0]?.text ?? ""));
  assert.deepEqual(plan, { ok: true, value: { args: ["-p", "go"], env: { BASH_ENV: null }, files: [] } });
});

test("the client is not started where nothing would put the guard into force", () => {
  const reasons = [
    placeWith('{"hooksConfig":{"enabled":false}}'),
    placeWith("{oops"),
    placeWith(null, { GEMINI_CLI_SYSTEM_SETTINGS_PATH: "/else" }),
  ].map((place) => launch(place));
  assert.deepEqual(
    reasons.map((plan) => plan.ok || plan.fault.code),
    ["launch.settings", "settings.rejected", "launch.settings"],
  );
});
