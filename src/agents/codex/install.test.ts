/** The guard goes into Codex CLI's hooks with the trust that they need, and what takes either away is found. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { GuardLine, SettingsFile } from "../installer.ts";
import { trustedHash } from "./entry.ts";
import { codexInstaller } from "./install.ts";

const line: GuardLine = {
  guard: "/home/dev/.sheepdog/guard",
  root: "/home/dev/.sheepdog",
  clientVersion: "0.169.0",
  scope: "user",
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
};

function files(hooks: string | null, trust: string | null): readonly SettingsFile[] {
  return [
    { name: "hooks", path: "/home/dev/.codex/hooks.json", text: hooks },
    { name: "trust", path: "/home/dev/.codex/config.toml", text: trust },
  ];
}

function installed(hooks: string | null, trust: string | null): readonly SettingsFile[] {
  const result = codexInstaller.install(files(hooks, trust), line);
  assert.ok(result.ok, result.ok ? "" : sentenceOf(result.fault));
  return result.value;
}

function textOf(all: readonly SettingsFile[], name: string): string {
  return all.find((file) => file.name === name)?.text ?? "";
}

function codes(all: readonly SettingsFile[]): readonly string[] {
  return codexInstaller.examine(all, line).map(({ code }) => code);
}

/** Computed by the client itself for this very definition. */
test("the hash of a definition is the one that the client computes", () => {
  const handler = { type: "command", command: "'/r/guard' hook codex", timeout: 30 };
  const observed = "sha256:c2d17885f401ba9c694403df8b865f7b5634dc0ec860ecef556b0a3dc5e1394a";
  assert.equal(trustedHash({ event: "PreToolUse", handler }, line.sha256), observed);
});

test("trust names the place of each of our hooks, behind those of others", () => {
  const other = '{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"lint"}]}]}}';
  const trust = textOf(installed(other, null), "trust");
  for (const place of ["pre_tool_use:1:0", "session_start:0:0", "post_tool_use:0:0", "stop:0:0"])
    assert.ok(trust.includes(`[hooks.state."/home/dev/.codex/hooks.json:${place}"]`), place);
});

test("trust that was given to something else, or taken back, is renewed in its place", () => {
  const key = '[hooks.state."/home/dev/.codex/hooks.json:pre_tool_use:0:0"]';
  const merged = textOf(installed(null, `${key}\ntrusted_hash = "sha256:0"\nenabled = false\n`), "trust");
  assert.equal(merged.split(key).length, 2);
  assert.ok(!merged.includes('sha256:0"') && !merged.includes("enabled = false"), merged);
});

const rejected: readonly (readonly [hooks: string, says: RegExp])[] = [
  ['{"hooks":{"PreToolUse":[{"hooks":[{"type":"http","url":"x"}]}]}}', /type/],
  ['{"hooks":{"PostToolUse":[{"hooks":[{"type":"http"}]}]}}', /PostToolUse/],
  ['{"hooks":{"PreToolUse":[{"hooks":[{"type":"command"}]}]}}', /command/],
  ['{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"a","timeout":1.5}]}]}}', /timeout/],
  ['{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"a","timeout":-1}]}]}}', /timeout/],
  ['{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"a","async":"y"}]}]}}', /async/],
  ['{"hooks":{"PreToolUse":[null]}}', /PreToolUse/],
  ['{"hooks":{"PostToolUse":{}}}', /PostToolUse/],
  ['{"hooks":null}', /hooks/],
  ['{"x":1,"hooks":{}}', /`x`/],
  ['{"hooks":{},"hooks":{}}', /twice/],
  ["\uFEFF{}", /byte order mark/],
  ["// x\n{}", /not JSON/],
];

for (const [hooks, says] of rejected) {
  test(`hooks that read ${JSON.stringify(hooks)} are left alone, since the client drops all of them`, () => {
    const result = codexInstaller.install(files(hooks, null), line);
    assert.ok(!result.ok);
    assert.match(sentenceOf(result.fault), says);
    assert.ok(codes(files(hooks, null)).includes("settings.rejected"));
  });
}

for (const hooks of [
  '{"hooks":{"Bogus":3}}',
  '{"description":"d","hooks":{"PreToolUse":[{"matcher":"("},{"hooks":[{"type":"prompt"},{"type":"agent","x":1}]}]}}',
]) {
  test(`hooks that read ${hooks} are taken by the client, so the guard stands beside them`, () => {
    assert.ok(codexInstaller.install(files(hooks, null), line).ok);
  });
}

test("settings that are no TOML, or in which there is no room for trust, are left alone", () => {
  for (const trust of ["model = ", "hooks = { state = {} }\n", "features = { a = true }\n"])
    assert.equal(codexInstaller.install(files(null, trust), line).ok, false, trust);
});

const weak: readonly (readonly [what: string, change: (all: readonly SettingsFile[]) => readonly SettingsFile[], code: string])[] = [
  ["no trust", (all) => files(textOf(all, "hooks"), null), "guard.untrusted"],
  [
    "hooks switched off",
    (all) => change(all, "trust", (text) => text.replace("[features]", "[features]\nhooks = false")),
    "hooks.disabled",
  ],
  [
    "programs to type into",
    (all) => change(all, "trust", (text) => text.replace("unified_exec_tty = false", "unified_exec_tty = true")),
    "tty.open",
  ],
  [
    "hooks switched off in a profile",
    (all) => change(all, "trust", (text) => `${text}[profiles.fast.features]\nhooks = false\n`),
    "hooks.disabled",
  ],
  [
    "the guard for some tools only",
    (all) => change(all, "hooks", (text) => text.replace('"PreToolUse": [\n      {', '"PreToolUse": [\n      {"matcher": "Bash",')),
    "guard.narrowed",
  ],
  [
    "a variable that loads something before each command",
    (all) => change(all, "trust", (text) => `${text}[shell_environment_policy.set]\nBASH_ENV = "x"\n`),
    "env.loader",
  ],
  ["no guard", (all) => change(all, "hooks", () => '{"hooks":{}}'), "guard.missing"],
];

function change(all: readonly SettingsFile[], name: string, how: (text: string) => string): readonly SettingsFile[] {
  return all.map((file) => (file.name === name ? { ...file, text: how(file.text ?? "") } : file));
}

for (const [what, how, code] of weak) {
  test(`files with ${what} are found out`, () => {
    const good = installed(null, null);
    assert.deepEqual(codes(good), []);
    assert.deepEqual(codes(how(good)), [code]);
  });
}

for (const words of [
  ["exec", "-c", "features.hooks=false"],
  ["--config=features.hooks=false"],
  ["--disable", "hooks"],
  ["--ignore-user-config"],
  ["--dangerously-bypass-hook-trust"],
  ["--enable", "unified_exec_tty"],
  ["-c", "features.unified_exec_tty=true"],
]) {
  test(`a command line with \`${words.join(" ")}\` is found out`, () => assert.equal(codexInstaller.examineWords(words).length, 1));
}

test("other words are nobody's business", () => {
  assert.deepEqual(codexInstaller.examineWords(["exec", "-c", "model=x", "--enable", "goals", "features.hooks=false is what I said"]), []);
});

test("a transcript tells its session and how many calls it made", () => {
  const call = JSON.stringify({ type: "response_item", payload: { type: "function_call", name: "exec_command" } });
  const path = "/h/sessions/2026/11/21/rollout-2026-11-21T16-00-54-01a1fed6-d36c-7bf1-8835-2cd8f8717507.jsonl";
  assert.deepEqual(codexInstaller.transcripts?.read(path, `${call}\n{"type":"x"}\n${call.slice(0, 9)}`), {
    session: "01a1fed6-d36c-7bf1-8835-2cd8f8717507",
    calls: 1,
  });
  assert.equal(codexInstaller.transcripts?.read("/h/sessions/x.jsonl", call), undefined);
});
