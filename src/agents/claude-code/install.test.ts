/** The guard goes into Claude Code's settings beside everything else, and out again without a trace. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { GuardLine, SettingsFile, Spot } from "../installer.ts";
import { guardedPaths } from "../agents.ts";
import { example, readEnvelope } from "./envelope.ts";
import { claudeCodeInstaller } from "./install.ts";

const { projectSettings, versionIn } = claudeCodeInstaller;
const file = (text: string | null): readonly SettingsFile[] => [{ name: "settings", path: "/home/dev/.claude/settings.json", text }];
const line: GuardLine = {
  guard: "/home/dev/.sheepdog/guard",
  root: "/home/dev/.sheepdog",
  clientVersion: "2.1.330",
  scope: "user",
  sha256: () => "",
};
const entry = {
  type: "command",
  command: "/home/dev/.sheepdog/guard",
  args: ["hook", "claude-code", "--root", "/home/dev/.sheepdog"],
  timeout: 30,
  onFailure: "block",
};

const shellEntry = {
  type: "command",
  command: "[ -s '/home/dev/.sheepdog/guard' ] && '/home/dev/.sheepdog/guard' hook claude-code --root '/home/dev/.sheepdog' || exit 0",
  timeout: 30,
};

/** What stands at the events that are no call. */
const told = { SessionStart: entry, ConfigChange: entry, PostToolUse: entry, Stop: shellEntry };
const toldGroups = Object.fromEntries(Object.entries(told).map(([event, handler]) => [event, [{ hooks: [handler] }]]));

const install = (settings: string | null, into: GuardLine): ReturnType<typeof claudeCodeInstaller.install> =>
  claudeCodeInstaller.install(file(settings), into);
const examine = (settings: string | null, into: GuardLine): ReturnType<typeof claudeCodeInstaller.examine> =>
  claudeCodeInstaller.examine(file(settings), into);

function installed(settings: string | null, into: GuardLine = line): string {
  const result = install(settings, into);
  assert.ok(result.ok, result.ok ? "" : sentenceOf(result.fault));
  return result.value[0]?.text ?? "";
}

function refusal(settings: string | null, into: GuardLine = line): string {
  const result = install(settings, into);
  assert.ok(!result.ok, "it was installed");
  return sentenceOf(result.fault);
}

function uninstalled(settings: string): string | null | undefined {
  const result = claudeCodeInstaller.uninstall(file(settings));
  assert.ok(result.ok);
  return result.value[0]?.text;
}

function preToolUse(settings: string): readonly { readonly hooks: readonly Readonly<Record<string, unknown>>[] }[] {
  const read = JSON.parse(settings) as {
    readonly hooks: { readonly PreToolUse: readonly { readonly hooks: readonly Readonly<Record<string, unknown>>[] }[] };
  };
  return read.hooks.PreToolUse;
}

const neighbour = '{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "lint" }] }';

const files: readonly (readonly [what: string, settings: string])[] = [
  ["a model", '{\n  "model": "opus"\n}\n'],
  ["permissions on one line", '{"permissions":{"allow":["Bash(ls:*)"],"deny":[]},"model":"opus"}'],
  ["hooks of other events", '{\n\t"hooks": {\n\t\t"Stop": [{"hooks": [{"type": "command", "command": "bell"}]}]\n\t},\n\t"z": 1.0\n}\n'],
  [
    "a neighbour before the same tools",
    `{\n    "hooks": {\n        "PreToolUse": [\n            ${neighbour}\n        ]\n    },\n    "a": 1e3\n}\n`,
  ],
  ["a neighbour on the same line", `{\n  "hooks": {"PreToolUse": [${neighbour}]}\n}`],
  ["Windows line ends", '{\r\n  "model": "opus",\r\n  "env": { "A": "1" }\r\n}\r\n'],
  ["a byte order mark", '\uFEFF{\n  "model": "opus"\n}\n'],
  ["keys in an order of its own", '{\n  "z": 1,\n  "10": 2,\n  "a": { "y": 1, "b": 2 },\n  "2": 3\n}\n'],
];

for (const [what, settings] of files) {
  test(`settings with ${what} get the guard last, keep the rest, and are the same bytes after uninstall`, () => {
    const merged = installed(settings);
    assert.deepEqual(preToolUse(merged.replace("\uFEFF", "")).at(-1), { hooks: [entry] });
    assert.equal(uninstalled(merged), settings);
  });

  test(`settings with ${what} stay as they are when the guard is put in again`, () => {
    const merged = installed(settings);
    assert.equal(installed(merged), merged);
    assert.deepEqual(
      examine(merged, line).filter(({ weight }) => weight !== "note"),
      [],
    );
  });
}

for (const settings of [null, "", " \n"]) {
  test(`settings that read ${JSON.stringify(settings)} become a file with nothing but the guard`, () => {
    const made = installed(settings);
    assert.deepEqual(JSON.parse(made), { hooks: { PreToolUse: [{ hooks: [entry] }], ...toldGroups } });
    assert.equal(uninstalled(made), null);
    assert.equal(installed(made), made);
  });
}

test("an older entry of ours is replaced, wherever it stands, and its neighbours stay", () => {
  const old = { ...entry, command: "/old/.sheepdog/guard", timeout: 5 };
  const stop = { type: "command", command: "bell" };
  const settings = JSON.stringify({
    hooks: { PreToolUse: [{ matcher: "Bash", hooks: [stop, old] }, { hooks: [old] }], Stop: [{ hooks: [old] }] },
  });
  const merged = installed(settings);
  assert.deepEqual(JSON.parse(merged), { hooks: { PreToolUse: [{ matcher: "Bash", hooks: [stop] }, { hooks: [entry] }], ...toldGroups } });
});

test("the guard of a client before 2.1.295 stands in a shell that turns every failure into a block", () => {
  const merged = installed(null, { ...line, guard: "/home/it's me/a b/guard", root: "/home/it's me/a b", clientVersion: "2.1.197" });
  const command = String(preToolUse(merged)[0]?.hooks[0]?.["command"]);
  assert.equal(
    command,
    String.raw`[ -s '/home/it'\''s me/a b/guard' ] && '/home/it'\''s me/a b/guard' hook claude-code --root '/home/it'\''s me/a b' || { echo 'sheepdog: guard unavailable' >&2; exit 2; }`,
  );
  assert.equal(uninstalled(merged), null);
});

test("a client that was updated gets the newer form, and one entry only", () => {
  const merged = installed(installed('{\n  "model": "opus"\n}\n', { ...line, clientVersion: "2.1.294" }));
  assert.deepEqual(preToolUse(merged), [{ hooks: [entry] }]);
});

test("a client whose version cannot be read gets the form that every client takes", () => {
  assert.match(installed(null, { ...line, clientVersion: "nightly" }), /guard unavailable/);
});

for (const path of ["guard", "./guard", "/home/${CLAUDE_PLUGIN_ROOT}/guard", "/home/a\nb/guard"]) {
  test(`a guard at ${JSON.stringify(path)} is refused, since the client would not start it`, () => {
    assert.match(refusal(null, { ...line, guard: path }), /cannot be called/);
    assert.match(refusal(null, { ...line, root: path }), /cannot be called/);
  });
}

const handlers: readonly (readonly [handler: unknown, says: string])[] = [
  ["true", "hooks[0].type"],
  [{ type: "bogus", command: "true" }, "hooks[0].type"],
  [{ command: "true" }, "hooks[0].type"],
  [{ type: "command" }, "hooks[0].command"],
  [{ type: "command", command: 3 }, "hooks[0].command"],
  [{ type: "command", command: "true", timeout: 0 }, "hooks[0].timeout"],
  [{ type: "command", command: "true", timeout: "10" }, "hooks[0].timeout"],
  [{ type: "command", command: "true", timeout: null }, "hooks[0].timeout"],
  [{ type: "command", command: "true", args: "x" }, "hooks[0].args"],
  [{ type: "command", command: "true", args: [1] }, "hooks[0].args[0]"],
  [{ type: "command", command: "true", shell: "zsh" }, "hooks[0].shell"],
  [{ type: "command", command: "true", async: "yes" }, "hooks[0].async"],
  [{ type: "command", command: "true", onFailure: "Block" }, "hooks[0].onFailure"],
  [{ type: "command", command: "true", if: 1 }, "hooks[0].if"],
  [{ type: "http", url: "nope" }, "hooks[0].url"],
  [{ type: "http", url: "http://localhost/x", headers: { a: 1 } }, "hooks[0].headers.a"],
  [{ type: "mcp_tool", server: "a" }, "hooks[0].tool"],
  [{ type: "prompt" }, "hooks[0].prompt"],
];

for (const [handler, says] of handlers) {
  test(`a neighbour ${JSON.stringify(handler)} voids the whole file, so nothing is written`, () => {
    const settings = JSON.stringify({ hooks: { PreToolUse: [{ hooks: [handler] }] } });
    assert.ok(refusal(settings).includes(`settings.hooks.PreToolUse[0].${says}`), refusal(settings));
    assert.deepEqual(
      examine(settings, line).map((finding) => finding.code),
      ["settings.rejected"],
    );
  });
}

const odd: readonly (readonly [settings: string, says: RegExp])[] = [
  ["{oops", /not JSON/],
  ['// mine\n{"a":1}', /not JSON/],
  ['{"a":1,}', /not JSON/],
  ["[]", /not an object/],
  ["null", /not an object/],
  ['{"hooks":[]}', /`settings.hooks` is not an object/],
  ['{"hooks":null}', /`settings.hooks` is not an object/],
  ['{"hooks":{"PreToolUse":{}}}', /`settings.hooks.PreToolUse` is not a list/],
  ['{"hooks":{"PreToolUse":[{"matcher":"Bash"}]}}', /PreToolUse\[0\].hooks` is not a list/],
  ['{"hooks":{"PreToolUse":[{"matcher":3,"hooks":[]}]}}', /PreToolUse\[0\].matcher` is not a text/],
  ['{"disableAllHooks":"true"}', /disableAllHooks/],
  ['{"env":["A"]}', /`settings.env` is not an object/],
  ['{"permissions":{"deny":"Bash"}}', /`settings.permissions.deny` is not a list/],
];

for (const [settings, says] of odd) {
  test(`settings that read ${JSON.stringify(settings)} are left alone with a sentence`, () => assert.match(refusal(settings), says));
}

test("of two `hooks` the client takes the last, and so does the guard", () => {
  const settings = '{"hooks":{"PreToolUse":[]},"hooks":{}}';
  assert.deepEqual(preToolUse(installed(settings)), [{ hooks: [entry] }]);
});

test("a merge that would bring something else to life is refused", () => {
  const stale = JSON.stringify({ PreToolUse: [{ hooks: [{ ...entry, timeout: 5 }] }] });
  assert.match(refusal(`{"hooks":{"Stop":[{"hooks":[]}]},"hooks":${stale}}`), /stands in them twice/);
});

test("a broken entry of another event is dropped by newer clients and voids the file for older ones", () => {
  const settings = '{"hooks":{"PostToolUse":[{"hooks":[{"type":"command","command":3}]}]}}';
  assert.ok(install(settings, line).ok);
  assert.match(refusal(settings, { ...line, clientVersion: "2.1.329" }), /PostToolUse/);
});

test("an event that holds no list has no room for the guard, so nothing is written", () => {
  assert.match(refusal('{"hooks":{"PostToolUse":{}}}'), /`settings.hooks.PostToolUse` has no room for the guard/);
});

test("what the client only passes over does not stop the guard", () => {
  for (const settings of [
    '{"hooks":{"Bogus":3,"SubagentStop":{}}}',
    '{"hooks":{"PreToolUse":[{"hooks":[],"more":1}]}}',
    '{"permissions":{"deny":[1]},"env":{"A":null}}',
    '{"hooks":{"PreToolUse":[{"matcher":"Bash(","hooks":[{"type":"command","command":"","timeout":0.5,"more":1}]}]}}',
  ]) {
    assert.ok(install(settings, line).ok, settings);
  }
});

const weak: readonly (readonly [what: string, settings: string | null, code: string])[] = [
  ["are not there", null, "guard.missing"],
  ["hold no guard", "{}", "guard.missing"],
  ["hold the guard under another event only", JSON.stringify({ hooks: { Stop: [{ hooks: [entry] }] } }), "guard.missing"],
  ["call another guard", installed(null, { ...line, guard: "/elsewhere/guard" }), "guard.wrong-line"],
  [
    "let a failing guard pass",
    JSON.stringify({ hooks: { ...toldGroups, PreToolUse: [{ hooks: [{ ...entry, onFailure: "continue" }] }] } }),
    "guard.wrong-line",
  ],
  ["run the guard aside", JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ ...entry, async: true }] }] } }), "guard.wrong-line"],
  ["show the guard some tools only", JSON.stringify({ hooks: { PreToolUse: [{ matcher: "Bash", hooks: [entry] }] } }), "guard.narrowed"],
  ["call the guard twice", JSON.stringify({ hooks: { PreToolUse: [{ hooks: [entry, entry] }] } }), "guard.doubled"],
  ["switch all hooks off", installed('{"disableAllHooks":true}'), "hooks.disabled"],
  ["load something into every process", installed('{"env":{"LD_PRELOAD":"/tmp/x.so","A":"1"}}'), "env.loader"],
];

for (const [what, settings, code] of weak) {
  test(`settings that ${what} are found out, with a way to mend them`, () => {
    const findings = examine(settings, line);
    assert.deepEqual(
      findings.map((finding) => finding.code),
      [code],
    );
    assert.ok(findings.every((finding) => finding.repair !== "" && finding.what !== ""));
  });
}

test("a client that lets a slow hook pass is found out even where everything else is right", () => {
  const older = { ...line, clientVersion: "2.1.197" };
  assert.deepEqual(
    examine(installed(null, older), older).map((finding) => finding.code),
    ["client.old"],
  );
});

test("settings without an entry of ours come back as they are, empty ones too", () => {
  for (const settings of ["{}", '{\n  "hooks": {}\n}\n', '{"hooks":{"PreToolUse":[]}}']) assert.equal(uninstalled(settings), settings);
  assert.equal(claudeCodeInstaller.uninstall(file("{oops")).ok, false);
});

function placeOf(spot: Partial<Spot>): string | undefined {
  const usual: Spot = {
    scope: "user",
    home: "/home/dev",
    project: "/home/dev/proj",
    variable: () => undefined,
    system: "linux",
    realPath: (path: string) => path,
  };
  return claudeCodeInstaller.files({ ...usual, ...spot })[0]?.path;
}

test("the settings lie where the client's own variable says, else in the home", () => {
  assert.equal(placeOf({}), "/home/dev/.claude/settings.json");
  assert.equal(placeOf({ variable: () => "" }), "/home/dev/.claude/settings.json");
  assert.equal(placeOf({ variable: (name) => (name === "CLAUDE_CONFIG_DIR" ? "/cfg" : undefined) }), "/cfg/settings.json");
});

test("a project gets the guard into the file that is not shared, and a machine into a file of its own", () => {
  assert.equal(placeOf({ scope: "project" }), "/home/dev/proj/.claude/settings.local.json");
  assert.equal(placeOf({ scope: "managed" }), "/etc/claude-code/managed-settings.d/50-sheepdog.json");
  assert.equal(
    placeOf({ scope: "managed", system: "macos" }),
    "/Library/Application Support/ClaudeCode/managed-settings.d/50-sheepdog.json",
  );
});

test("where the guard is put is among what is guarded, by the same list", () => {
  const placed = [placeOf({}), placeOf({ variable: () => "/cfg" })].filter((path) => path !== undefined);
  const named = guardedPaths.map((path) => path.replace(/^~/, "/home/dev").replace(/^\$CLAUDE_CONFIG_DIR/, "/cfg"));
  for (const path of placed) assert.ok(named.includes(path), path);
  for (const path of projectSettings("/home/dev/proj")) assert.ok(guardedPaths.includes(path.replace("/home/dev/proj", ".")), path);
});

function codes(settings: string): readonly string[] {
  return claudeCodeInstaller.examineProject(settings, "/p/.claude/settings.json").map((finding) => finding.code);
}

test("a project that switches hooks off or loads something into them is found out, and one that is broken is not feared", () => {
  assert.deepEqual(codes('{"disableAllHooks":true,"env":{"NODE_OPTIONS":"x","A":"1"}}'), ["hooks.disabled", "env.loader"]);
  for (const harmless of ["{}", "{oops", "[]", "", '{"disableAllHooks":"true"}']) assert.deepEqual(codes(harmless), [], harmless);
});

test("the envelope of an example is one that the guard can read", () => {
  const moment = readEnvelope(example("ls -l", "/home/dev"), { home: "/home/dev" });
  assert.ok(moment.ok && moment.value.at === "before-call");
  assert.deepEqual(moment.value.call.act, { kind: "shell", command: "ls -l", dialect: "bash", background: false });
});

test("the version is found in what the client prints", () => {
  assert.equal(versionIn("2.1.330 (Claude Code)\n"), "2.1.330");
  assert.equal(versionIn("no idea"), undefined);
});
