/** What we say that Claude Code rejects is what it rejects: the guard beside such an entry does not run, and install refuses. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, olderClaudeCode } from "./clients.ts";
import { settingsWith } from "./fake-guard.ts";
import { installerOf, isThere, run } from "./trial.ts";

/** An entry beside ours, members beside our `hooks`, or another event, one in which we have no entry. */
type Neighbour =
  | { readonly handler: unknown }
  | { readonly group: unknown }
  | { readonly beside: Readonly<Record<string, unknown>> }
  | { readonly event: unknown };

const command = { type: "command", command: "true" };

const fatal: readonly Neighbour[] = [
  { handler: "true" },
  { handler: { type: "bogus", command: "true" } },
  { handler: { type: "command" } },
  { handler: { ...command, timeout: 0 } },
  { handler: { ...command, timeout: "10" } },
  { handler: { ...command, timeout: null } },
  { handler: { ...command, args: [1] } },
  { handler: { ...command, shell: "zsh" } },
  { handler: { ...command, async: "yes" } },
  { handler: { ...command, if: 1 } },
  { handler: { type: "prompt" } },
  { group: { matcher: "Bash" } },
  { group: { matcher: 3, hooks: [] } },
  { group: null },
  { beside: { disableAllHooks: "true" } },
  { beside: { env: ["A"] } },
  { beside: { permissions: { deny: "Bash" } } },
  { beside: { permissions: { additionalDirectories: [1] } } },
];

/** Only a client that knows the word looks at its value. */
const fatalForNewer: readonly Neighbour[] = [
  { handler: { ...command, onFailure: "Block" } },
  { handler: { type: "mcp_tool", server: "a" } },
  { handler: { type: "http", url: "nope" } },
  { handler: { type: "http", url: "http://127.0.0.1:9/x", headers: { a: 1 } } },
];

const harmless: readonly Neighbour[] = [
  { handler: { ...command, timeout: 0.5, more: 1, if: "Bash(" } },
  { handler: { type: "http", url: "http://127.0.0.1:9/x" } },
  { group: { matcher: "Bash(", hooks: [], more: 1 } },
  { beside: { env: { A: 1, B: null }, permissions: { deny: [1], more: 1 }, more: 1 } },
  { event: "x" },
];

const eventEntry: Neighbour = { event: [{ hooks: [{ type: "command", command: 3 }] }] };

function settingsAround(ours: string, neighbour: Neighbour): string {
  const { hooks } = JSON.parse(ours) as { readonly hooks: { readonly PreToolUse: readonly unknown[] } };
  if ("beside" in neighbour) return JSON.stringify({ hooks, ...neighbour.beside });
  if ("event" in neighbour) return JSON.stringify({ hooks: { ...hooks, PreCompact: neighbour.event } });
  const group = "group" in neighbour ? neighbour.group : { hooks: [neighbour.handler] };
  return JSON.stringify({ hooks: { PreToolUse: [group, ...hooks.PreToolUse] } });
}

/** Whether the client still asks the guard when this stands beside it. */
function asks(client: Client, neighbour: Neighbour): Promise<boolean> {
  const ours = settingsWith("REFUSE", client);
  const settings: typeof ours = (place) => settingsAround(ours(place), neighbour);
  return run(
    { client, settings, turns: ({ project }) => [[use("Bash", { command: `touch '${project}/made'` })]] },
    ({ place, output, results }) => {
      assert.ok(results.length > 0, output);
      return !isThere(place, "proj/made");
    },
  );
}

function installs(client: Client, neighbour: Neighbour): boolean {
  const settings = settingsAround('{"hooks":{"PreToolUse":[]}}', neighbour);
  const line = { guard: "/r/guard", root: "/r", clientVersion: client.version, scope: "user", sha256: () => "" } as const;
  return installerOf(client).install([{ name: "settings", path: "/settings.json", text: settings }], line).ok;
}

for (const [client, rejected] of [
  [claudeCode, [...fatal, ...fatalForNewer]],
  [olderClaudeCode, [...fatal, eventEntry]],
] as const) {
  test(`${client.title} rejects the whole file for what we refuse to stand beside`, { skip: client.skip }, async () => {
    for (const neighbour of rejected) {
      assert.equal(await asks(client, neighbour), false, `the client takes ${JSON.stringify(neighbour)}`);
      assert.equal(installs(client, neighbour), false, `install takes ${JSON.stringify(neighbour)}`);
    }
  });
}

for (const [client, taken] of [
  [claudeCode, [...harmless, eventEntry]],
  [olderClaudeCode, harmless],
] as const) {
  test(`${client.title} still asks the guard beside what we stand beside`, { skip: client.skip }, async () => {
    for (const neighbour of taken) {
      assert.equal(await asks(client, neighbour), true, `the client rejects ${JSON.stringify(neighbour)}`);
      assert.equal(installs(client, neighbour), true, `install refuses ${JSON.stringify(neighbour)}`);
    }
  });
}
