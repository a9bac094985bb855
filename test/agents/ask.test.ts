/** What `ask` becomes in each permission mode of the real clients: a refusal with its reason, at once, whatever the mode. The rows of docs/agents.md. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { adapters } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, codex, copilotCli, olderClaudeCode } from "./clients.ts";
import { placed, skipOf } from "./placed-guard.ts";
import { isThere, run, type Trial } from "./trial.ts";

type Row = {
  readonly client: Client;
  readonly mode: string;
  readonly args: (usual: readonly string[]) => readonly string[];
  readonly call: (command: string) => Content;
};

const bash = (command: string): Content => use("Bash", { command });
const execute = (command: string): Content => use("exec_command", { cmd: command });

const shell = (command: string): Content => use("bash", { command, description: "try" });

const claudeModes = ["default", "acceptEdits", "plan", "dontAsk", "bypassPermissions"] as const;

function inMode(mode: string): Row["args"] {
  return (usual) => [...usual.filter((word) => word !== "--dangerously-skip-permissions"), "--permission-mode", mode];
}

/** Without any of these words the client runs no tool on its own, so there is nothing to ask about. */
const copilotModes: readonly (readonly [mode: string, words: readonly string[]])[] = [
  ["allow-all", ["--allow-all"]],
  ["allow-all-tools", ["--allow-all-tools"]],
  ["autopilot", ["--allow-all", "--mode", "autopilot"]],
];

function allowing(words: readonly string[]): Row["args"] {
  return (usual) => [...usual.filter((word) => word !== "--allow-all"), ...words];
}

function sandboxed(sandbox: string): Row["args"] {
  return (usual) => [...usual.filter((word) => !word.startsWith("--dangerously")).slice(0, -1), "--sandbox", sandbox, "go"];
}

const rows: readonly Row[] = [
  ...claudeModes.map((mode) => ({ client: claudeCode, mode: `headless, ${mode}`, args: inMode(mode), call: bash })),
  { client: olderClaudeCode, mode: "headless, bypassPermissions", args: inMode("bypassPermissions"), call: bash },
  { client: codex, mode: "headless, bypass", args: (usual) => usual, call: execute },
  ...["read-only", "workspace-write", "danger-full-access"].map((sandbox) => ({
    client: codex,
    mode: `headless, ${sandbox}`,
    args: sandboxed(sandbox),
    call: execute,
  })),
  ...copilotModes.map(([mode, words]) => ({ client: copilotCli, mode: `headless, ${mode}`, args: allowing(words), call: shell })),
];

function destroying(call: Row["call"]): Trial["turns"] {
  return ({ project }) => [[call(`kubectl delete namespace shop; touch '${project}/made'`)]];
}

for (const { client, mode, args, call } of rows) {
  test(`${client.title}, ${mode}: ask is a refusal that says a person is needed`, { skip: skipOf(client) }, async () => {
    await run({ client, settings: placed(client), turns: destroying(call), args }, ({ place, results, output }) => {
      assert.equal(isThere(place, "proj/made"), false, output);
      assert.match(results.join("\n"), /until a person agrees/, output);
    });
  });
}

const guide = readFileSync(new URL("../../docs/agents.md", import.meta.url), "utf8");

test("each product has its section in the guide, and each row of this file its line", () => {
  for (const { name } of adapters.filter((adapter) => adapter.name !== "generic")) assert.ok(guide.includes(`\`${name}\``), name);
  for (const { mode } of rows) assert.ok(guide.includes(mode.replace(/^headless, /, "")), mode);
});
