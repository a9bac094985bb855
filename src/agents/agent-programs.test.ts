/** Which starts of an agent leave the guard out or ask nobody, by product; that the guard stops these stands in the corpus. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { adapters } from "./agents.ts";
import { agentPrograms } from "./agent-programs.ts";

const programOf = (line: string) => {
  const [name = "", ...words] = line.split(" ");
  const program = agentPrograms.find(({ names }) => names.includes(name));
  assert.ok(program, name);
  return { program, words };
};

const opens = (...lines: readonly string[]) => {
  for (const line of lines)
    test(`\`${line}\` is open`, () => {
      const { program, words } = programOf(line);
      assert.ok(program.opens(words));
    });
};

const keeps = (...lines: readonly string[]) => {
  for (const line of lines)
    test(`\`${line}\` keeps the guard`, () => {
      const { program, words } = programOf(line);
      assert.ok(!program.opens(words));
    });
};

opens(
  "claude -p x --permission-mode=bypassPermissions",
  "claude --permission-mode bypassPermissions",
  "claude --settings=/tmp/s.json",
  "claude --setting-sources project,local",
  "claude --safe-mode",
  "codex -s danger-full-access",
  "codex --sandbox=danger-full-access exec x",
  "codex exec --dangerously-bypass-hook-trust x",
  "codex --ignore-user-config",
  "gemini --approval-mode yolo",
  "opencode --pure=true",
  "copilot --allow-all",
  "amp --settings-file /tmp/x",
  "cursor-agent -f",
  "droid --settings /tmp/x",
  "cline -y x",
);

keeps(
  "claude -p --bare-metal",
  "claude --permission-mode plan",
  "claude --setting-sources user,project",
  "codex -s workspace-write",
  "codex -c model=x exec y",
  "gemini --approval-mode default",
  "gemini -p yolo",
  "opencode --pure=false run x",
  "copilot --allow-tool shell",
  "amp -x y",
  "cursor-agent -p x",
  "droid exec --auto low x",
  "cline x",
);

function opensBy(line: string, name: string, value: string): boolean | undefined {
  return programOf(line).program.opensBy?.((asked) => (asked === name ? value : undefined));
}

test("a variable opens as a word does", () => {
  assert.equal(opensBy("claude", "CLAUDE_CODE_SIMPLE", "1"), true);
  assert.equal(opensBy("claude", "CLAUDE_CODE_SIMPLE", "0"), false);
  assert.equal(opensBy("opencode", "OPENCODE_PURE", "true"), true);
  assert.equal(opensBy("copilot", "COPILOT_ALLOW_ALL", "true"), true);
  assert.equal(opensBy("gemini", "GEMINI_CLI_SYSTEM_SETTINGS_PATH", "/tmp/x"), true);
  assert.equal(opensBy("codex", "CODEX_THING", "1"), false);
});

test("every product that has a command line of its own is there", () => {
  // The others live in an editor, or are whatever somebody makes of the generic protocol.
  const without = new Set(["generic", "windsurf"]);
  const known = agentPrograms.flatMap(({ names }) => names);
  const product: Readonly<Record<string, string>> = { "copilot-cli": "copilot", cursor: "cursor-agent" };
  for (const { name } of adapters) if (!without.has(name)) assert.ok(known.includes(product[name] ?? name), name);
});
