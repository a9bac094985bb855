/** The guard goes into settings of Gemini CLI and comes out again, and what stands in its way there is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile, Spot } from "../installer.ts";
import { refusalBegins } from "./answer.ts";
import { geminiCli } from "./gemini-cli.ts";
import { geminiCliInstaller as installer } from "./install.ts";

const chance = "0123456789abcdef0123456789abcdef";
const line: GuardLine = {
  guard: "/home/it's me/.sheepdog/guard",
  root: "/home/it's me/.sheepdog",
  clientVersion: "0.61.0",
  scope: "user",
  sha256: () => "",
  unforeseen: chance,
};
const spot: Spot = {
  scope: "user",
  home: "/home/dev",
  project: "/home/dev/proj",
  variable: () => undefined,
  system: "linux",
  realPath: (path: string) => path,
};

const filesWith = (text: string | null): readonly SettingsFile[] => installer.files(spot).map((file) => ({ ...file, text }));

function installed(text: string | null, how: GuardLine = line): string {
  const result = installer.install(filesWith(text), how);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value[0]?.text ?? "";
}

function uninstalled(text: string): string | null | undefined {
  const result = installer.uninstall(filesWith(text));
  assert.ok(result.ok);
  return result.value[0]?.text;
}

const codes = (text: string | null, how: GuardLine = line): readonly string[] =>
  installer.examine(filesWith(text), how).map(({ code }) => code);

const pathsAt = (change: Partial<Spot>): readonly string[] => installer.files({ ...spot, ...change }).map(({ path }) => path);

test("the settings of each scope lie where the client looks for them", () => {
  assert.deepEqual(pathsAt({}), ["/home/dev/.gemini/settings.json"]);
  assert.deepEqual(pathsAt({ variable: (name) => (name === "GEMINI_CLI_HOME" ? "/else" : undefined) }), ["/else/.gemini/settings.json"]);
  assert.deepEqual(pathsAt({ scope: "project" }), ["/home/dev/proj/.gemini/settings.json"]);
  assert.deepEqual(pathsAt({ scope: "managed" }), ["/etc/gemini-cli/settings.json"]);
});

test("settings get the guard, do not change the second time, and come back to the byte", () => {
  for (const text of ['{\n    "ui": {},\n    "hooks": {"AfterTool": [], "BeforeTool": [{"hooks": []}]}\n}', '{"a":1}', "{ }\n"]) {
    const merged = installed(text);
    assert.equal(installed(merged, { ...line, unforeseen: "f".repeat(32) }), merged);
    assert.deepEqual(codes(merged), []);
    assert.deepEqual(JSON.parse(uninstalled(merged) ?? "{}"), withoutEmpty(JSON.parse(text) as Settings));
  }
  assert.equal(uninstalled(installed(null)), null);
});

type Settings = { readonly hooks?: Readonly<Record<string, readonly unknown[]>> };

/** Lists that our entry leaves empty go with it. */
function withoutEmpty(settings: Settings): object {
  const { hooks, ...rest } = settings;
  const held = Object.entries(hooks ?? {}).filter(([, groups]) => groups.length > 0);
  return held.length === 0 ? rest : { ...rest, hooks: Object.fromEntries(held) };
}

test("our line holds no variable: the client would put values of its environment in their places", () => {
  const { hooks } = JSON.parse(installed(null)) as {
    readonly hooks: Readonly<Record<string, readonly { readonly hooks: readonly { readonly command: string }[] }[]>>;
  };
  const commands = Object.values(hooks).flatMap((groups) => groups.flatMap((group) => group.hooks.map(({ command }) => command)));
  assert.equal(commands.length, 4);
  for (const command of commands) assert.doesNotMatch(command, /\$\w|\$\{[\w.-]+\}/);
});

test("a refusal begins as our line wants it to, however long or odd its reason is", () => {
  for (const reason of ["no", "", "x".repeat(100_000), '"', "\u2028\uD800"]) {
    const { stdout, stderr, exit } = geminiCli.lastWords(reason);
    assert.ok(stdout.startsWith(refusalBegins) && stdout.endsWith('"}') && stderr.trim() !== "" && exit === 2, stdout);
    assert.equal((JSON.parse(stdout) as { readonly decision: string }).decision, "deny");
  }
});

test("settings in which the guard could not stand are refused, with the reason", () => {
  for (const [text, why] of [
    ["{", /JSON/],
    ["[]", /not an object/],
    ['{"hooks":[]}', /`hooks` is not an object/],
    ['{"hooks":{"BeforeTool":{}}}', /`hooks\.BeforeTool` is not a list/],
    ['{"hooksConfig":true}', /`hooksConfig`/],
    ["// mine\n{}", /comments/],
  ] as const) {
    const result = installer.install(filesWith(text), line);
    assert.ok(!result.ok);
    assert.match(result.fault.what, why);
  }
});

test("a guard whose path the client would change, or that has no name by chance, is refused", () => {
  for (const odd of [
    { ...line, guard: "/home/$USER/guard" },
    { ...line, root: "/home/a\nb" },
    { ...line, guard: "guard" },
    { ...line, unforeseen: "sheepdog" },
  ]) {
    assert.equal(installer.install(filesWith(null), odd).ok, false);
  }
});

test("managed settings switch hooks on as well, and that word goes with the guard", () => {
  const managed: GuardLine = { ...line, root: null, scope: "managed" };
  const text = installed('{"telemetry":{}}', managed);
  assert.match(text, /"hooksConfig"/);
  assert.doesNotMatch(text, /--root/);
  assert.deepEqual(codes(text, managed), []);
  assert.equal(installed(text, managed), text);
  assert.deepEqual(JSON.parse(uninstalled(text) ?? ""), { telemetry: {} });
});

test("what keeps the guard from running is found", () => {
  const whole = installed(null);
  const beside = (members: object): string => JSON.stringify({ ...(JSON.parse(whole) as object), ...members });
  assert.deepEqual(codes(null), ["guard.missing"]);
  assert.deepEqual(codes("{}"), ["guard.missing"]);
  assert.deepEqual(codes("{"), ["settings.rejected"]);
  assert.deepEqual(codes(whole, { ...line, guard: "/else/guard" }), ["guard.wrong-line"]);
  assert.deepEqual(codes(whole.replaceAll("86400000", "10")), ["guard.wrong-line"]);
  assert.deepEqual(codes(whole.replaceAll(`sheepdog ${chance}`, "sheepdog")), ["guard.wrong-line"]);
  assert.deepEqual(codes(beside({ hooksConfig: { enabled: false } })), ["hooks.disabled"]);
  assert.deepEqual(codes(beside({ hooksConfig: { disabled: [`sheepdog ${chance}`] } })), ["hooks.disabled"]);
  const neighbour = { hooks: { BeforeTool: [{ hooks: [{ type: "command", command: "true" }] }] } };
  assert.deepEqual(codes(installed(JSON.stringify(neighbour))), ["hooks.foreign"]);
});

const inProject = (text: string): readonly string[] => installer.examineProject(text, "settings.json").map(({ code }) => code);

test("a project that switches hooks off is found, and a variable that puts other settings in the place of the machine's", () => {
  assert.deepEqual(inProject('{"hooksConfig":{"enabled":false}}'), ["hooks.disabled"]);
  assert.deepEqual(inProject('{"hooks":null}'), ["hooks.disabled"]);
  assert.deepEqual(inProject('{"hooks":{"BeforeTool":{}}}'), []);
  assert.deepEqual(inProject("{"), []);
  const variables = installer.examineVariables((name) => (name === "GEMINI_CLI_SYSTEM_SETTINGS_PATH" ? "/x" : undefined));
  assert.deepEqual(
    variables.map(({ code }) => code),
    ["variable.settings"],
  );
});
