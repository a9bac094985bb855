/** The guard's own file among the hooks of GitHub Copilot CLI, and what doctor reads out of it and of its neighbours. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { copilotCliInstaller as installer } from "./install.ts";

const home = "/home/dev";
const line: GuardLine = {
  guard: `${home}/.sheepdog/guard`,
  root: `${home}/.sheepdog`,
  clientVersion: "1.0.102",
  scope: "user",
  sha256: String,
};
const spot = { scope: "user", home, project: "/p", variable: () => undefined, system: "linux", realPath: (path: string) => path } as const;

function files(texts: Readonly<Record<string, string>> = {}): readonly SettingsFile[] {
  return installer.files(spot).map((file) => ({ ...file, text: texts[file.name] ?? null }));
}

function installed(one: GuardLine = line, before = files()): readonly SettingsFile[] {
  const result = installer.install(before, one);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const codes = (found: readonly { readonly code: string }[]): readonly string[] => found.map(({ code }) => code);

test("newer clients start the guard without a shell, at every event, for every tool", () => {
  const [hooks, settings] = installed();
  assert.deepEqual(
    [hooks?.path, settings?.path, settings?.text],
    [`${home}/.copilot/hooks/sheepdog.json`, `${home}/.copilot/settings.json`, null],
  );
  const said = { type: "command", exec: line.guard, args: ["hook", "copilot-cli", "--root", line.root] };
  const asked = { ...said, timeoutSec: 86_400 };
  const told = { ...said, timeoutSec: 30 };
  assert.deepEqual(JSON.parse(hooks?.text ?? ""), {
    version: 1,
    hooks: { preToolUse: [asked], sessionStart: [told], postToolUse: [told], postToolUseFailure: [told], agentStop: [told] },
  });
  assert.deepEqual(installer.hookLine(files({ hooks: hooks?.text ?? "" })), { program: line.guard, args: said.args });
});

test("older clients start it in a shell that nothing of the environment reaches before", () => {
  const [hooks] = installed({ ...line, clientVersion: "1.0.92" });
  const text = hooks?.text ?? "";
  const { preToolUse } = (JSON.parse(text) as { readonly hooks: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> })
    .hooks;
  assert.match(String(preToolUse?.[0]?.["bash"]), /^trap '[^']+' EXIT; \[ -s '\/home\/dev\/\.sheepdog\/guard' \] && .* exit 2$/);
  assert.match(text, /"BASH_ENV": ""/);
  assert.equal(installer.hookLine(files({ hooks: text }))?.program, "/bin/bash");
});

test("managed hooks name no folder of anybody", () => {
  const managed = installer.files({ ...spot, scope: "managed" }).map((file) => ({ ...file, text: null }));
  assert.deepEqual(
    managed.map(({ path }) => path),
    ["/etc/github-copilot/policy.d/sheepdog.json"],
  );
  const result = installer.install(managed, { ...line, root: null, scope: "managed" });
  assert.ok(result.ok && !result.value[0]?.text?.includes("--root"));
  assert.deepEqual(installer.files({ ...spot, scope: "managed", system: "macos" }), []);
  assert.deepEqual(installer.files({ ...spot, scope: "project" }), []);
});

test("COPILOT_HOME moves the files", () => {
  const [hooks] = installer.files({ ...spot, variable: (name) => (name === "COPILOT_HOME" ? "/c" : undefined) });
  assert.equal(hooks?.path, "/c/hooks/sheepdog.json");
});

test("a second run changes nothing, an older line is replaced, and the file goes away with us", () => {
  const once = installed();
  assert.deepEqual(installed(line, once), once);
  assert.deepEqual(installed(line, installed({ ...line, guard: "/old/guard" })), once);
  assert.deepEqual(installed(line, installed({ ...line, clientVersion: "1.0.92" })), once);
  assert.deepEqual(installer.uninstall(once), { ok: true, value: files() });
  assert.deepEqual(installer.uninstall(files({ settings: "{ }" })), { ok: true, value: files({ settings: "{ }" }) });
});

for (const foreign of ["{oops", "[]", '{"version":1,"hooks":{"preToolUse":[{"bash":"lint"}]}}', '{"version":1,"hooks":{"x":{}}}']) {
  test(`a file of that name which holds \`${foreign}\` is left as it is`, () => {
    assert.equal(installer.install(files({ hooks: foreign }), line).ok, false);
    assert.equal(installer.uninstall(files({ hooks: foreign })).ok, false);
  });
}

test("a path that the client would change is not written", () => {
  assert.equal(installer.install(files(), { ...line, guard: "/a/${HOME}/guard" }).ok, false);
});

test("what init wrote gives nothing to say", () => {
  assert.deepEqual(installer.examine(installed(), line), []);
});

const spoiled: readonly (readonly [what: string, texts: Readonly<Record<string, string>>, code: string])[] = [
  ["there is no file", {}, "guard.missing"],
  ["the file is cut off", { hooks: '{"version":1' }, "settings.rejected"],
  ["the file begins with a byte order mark", { hooks: `\uFEFF${installed()[0]?.text}` }, "settings.rejected"],
  ["the file is that of another guard", { hooks: installed({ ...line, guard: "/other/guard" })[0]?.text ?? "" }, "guard.wrong-line"],
  ["a matcher was put in", { hooks: (installed()[0]?.text ?? "").replace('"type"', '"matcher": "bash", "type"') }, "guard.wrong-line"],
  ["the calls were taken out", { hooks: (installed()[0]?.text ?? "").replace("preToolUse", "preCompact") }, "guard.missing"],
  ["all hooks are off", { hooks: installed()[0]?.text ?? "", settings: '{"disableAllHooks":true}' }, "hooks.disabled"],
  ["some hooks are off", { hooks: installed()[0]?.text ?? "", settings: '{"disabledHooks":["3f"]}' }, "hooks.disabled"],
  ["other hooks stand in the settings", { hooks: installed()[0]?.text ?? "", settings: '{"hooks":{"preToolUse":[]}}' }, "hooks.foreign"],
];

for (const [what, texts, code] of spoiled) {
  test(`doctor finds that ${what}`, () => assert.deepEqual(codes(installer.examine(files(texts), line)), [code]));
}

test("doctor finds a client that lets calls through when a hook fails", () => {
  const old = { ...line, clientVersion: "1.0.56" };
  assert.deepEqual(codes(installer.examine(installed(old), old)), ["client.old"]);
});

test("a repository, the environment and the command line can take the guard away, and doctor knows how", () => {
  assert.deepEqual(codes(installer.examineProject('{"disableAllHooks":true}', "x")), ["hooks.disabled"]);
  assert.deepEqual(codes(installer.examineProject('{"hooks":{"PreToolUse":[]}}', "x")), ["hooks.foreign"]);
  assert.deepEqual(installer.examineProject("{oops", "x"), []);
  const variables: Readonly<Record<string, string>> = { COPILOT_ALLOW_ALL: "true", COPILOT_CLI_DIST_DIR: "/x" };
  assert.deepEqual(codes(installer.examineVariables((name) => variables[name])), ["variable.trust", "variable.client"]);
  assert.deepEqual(
    installer.examineVariables((name) => (name === "COPILOT_ALLOW_ALL" ? "1" : undefined)),
    [],
  );
  assert.deepEqual(codes(installer.examineWords(["-p", "go", "--trust-folder"])), ["words.trust"]);
  assert.deepEqual(installer.examineWords(["-p", "trust-folder"]), []);
});

test("a session counts the calls that it made", () => {
  const text = '{"type":"session.start"}\n{"type":"tool.execution_start"}\n{"type":"tool.execution_start"}\n{"type":"tool.exec';
  assert.deepEqual(installer.transcripts?.read("/c/session-state/9f/events.jsonl", text), { session: "9f", calls: 2 });
  assert.equal(installer.transcripts?.read("/c/session-state/9f/other.jsonl", text), undefined);
});

test("the canary takes along what could weaken the guard, and nothing else of the settings", () => {
  const place = { home: "/t", project: "/t/p", modelUrl: "http://127.0.0.1:1", searchPath: "/bin" };
  const copied = installer.canary?.copy(
    files({ hooks: "h", settings: '{"disableAllHooks":true,"statusLine":{"command":"x"}}' }),
    place,
    line,
  );
  assert.deepEqual(
    copied?.map(({ text }) => text),
    ["h", '{"disableAllHooks":true}'],
  );
  assert.equal(installer.canary?.run(place).env["HOME"], "/t");
});
