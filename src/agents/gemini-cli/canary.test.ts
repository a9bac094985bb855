/** The trial of Gemini CLI against a model on loopback: nothing acts in it but the guard, and what its sessions leave behind is read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Request } from "../../base/exchange.ts";
import type { GuardLine } from "../installer.ts";
import { canary } from "./canary.ts";
import { geminiCliInstaller as installer } from "./install.ts";
import { transcripts } from "./transcripts.ts";

const place = { home: "/h", project: "/h/project", modelUrl: "http://127.0.0.1:1", searchPath: "/usr/bin" };
const line: GuardLine = {
  guard: "/r/guard",
  root: "/r",
  clientVersion: "0.61.0",
  scope: "user",
  sha256: () => "",
  unforeseen: "0".repeat(32),
};

test("neighbours keep their shape and lose what they would do; the guard stays as it is, and so does what switches it off", () => {
  const theirs = {
    security: { auth: { selectedType: "oauth-personal" } },
    mcpServers: { fs: { command: "evil" } },
    hooks: { BeforeTool: [{ matcher: "x", hooks: [{ type: "command", command: "evil", name: "theirs" }, 3] }], AfterTool: "odd" },
    hooksConfig: { disabled: ["theirs"] },
  };
  const before = [
    { name: "settings", path: "/h/.gemini/settings.json", text: JSON.stringify({ ...theirs, hooks: { ...theirs.hooks, AfterTool: [] } }) },
  ];
  const merged = installer.install(before, line);
  assert.ok(merged.ok);
  const [copied] = canary.copy(merged.value, place, line);
  const settings = JSON.parse(copied?.text ?? "") as typeof theirs & { readonly mcpServers?: object };
  const own = (JSON.parse(merged.value[0]?.text ?? "") as typeof theirs).hooks.BeforeTool[1];
  assert.equal(settings.security.auth.selectedType, "gemini-api-key");
  assert.equal("mcpServers" in settings, false);
  assert.deepEqual(settings.hooks.BeforeTool, [{ matcher: "x", hooks: [{ type: "command", command: "true", name: "theirs" }, 3] }, own]);
  assert.deepEqual(settings.hooksConfig, theirs.hooksConfig);
});

function ask(contents: readonly object[]): Request {
  return { method: "POST", path: "/v1beta/models/m:generateContent", body: JSON.stringify({ contents, tools: [{}] }) };
}

test("the model wants the command first, and ends when it has heard of it", () => {
  const first = ask([{ role: "user", parts: [{ text: "go" }] }]);
  const heard = ask([
    { role: "user", parts: [{ functionResponse: { name: "run_shell_command", response: { error: "no [guard.canary]" } } }] },
  ]);
  assert.match(canary.reply(first, "sheepdog-canary").body, /"run_shell_command","args":\{"command":"sheepdog-canary"/);
  assert.doesNotMatch(canary.reply(heard, "sheepdog-canary").body, /functionCall/);
  assert.equal(canary.toolResult(first), undefined);
  assert.equal(canary.toolResult(heard), '{"error":"no [guard.canary]"}');
});

test("a session counts the calls that it made, each of them once, and a file that is cut off is read as far as it goes", () => {
  const message = { id: "m", type: "gemini", toolCalls: [{ id: "a" }, { id: "b" }] };
  const text = [{ sessionId: "s1", kind: "main" }, { ...message, toolCalls: [] }, message, message]
    .map((one) => JSON.stringify(one))
    .join("\n");
  const path = "/h/.gemini/tmp/proj/chats/session-2026.jsonl";
  assert.deepEqual(transcripts.read(path, `${text}\n{"id":"m2","toolCalls":[{"id`), { session: "s1", calls: 2 });
  assert.equal(transcripts.read("/h/.gemini/tmp/proj/logs.json", text), undefined);
});
