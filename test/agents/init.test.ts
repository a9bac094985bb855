/** `init`, `doctor` and `uninstall` as a person runs them, with the real client, in throwaway homes. */
import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runProgram, type RunResult } from "../../src/hosts/node/node.ts";
import { claudeCode, type Client, olderClaudeCode } from "./clients.ts";
import { write } from "./trial.ts";

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the launcher starts once set-up is done. */
const program = file(".build/bin/bun");
const sealed = [`--config=${file("scripts/setup/bunfig.toml")}`, "--no-env-file", "--no-install", file("src/app/entry/cli.ts")];

type Home = { readonly path: string; readonly settings: string; readonly sheepdog: (...args: readonly string[]) => Promise<RunResult> };

/** A home with the client in it, as its own installer would put it there. */
async function inHome(client: Client, work: (home: Home) => Promise<void>): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog home ")));
  try {
    write(join(path, ".local/bin/.keep"), "");
    symlinkSync(client.program, join(path, ".local/bin/claude"));
    const env = { PATH: process.env["PATH"] ?? "", HOME: path };
    const sheepdog: Home["sheepdog"] = (...args) => runProgram({ program, args: [...sealed, ...args], env, cwd: path, timeoutMs: 240_000 });
    await work({ path, settings: join(path, ".claude/settings.json"), sheepdog });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function ended(run: RunResult, exit: number): string {
  assert.equal(run.exit, exit, run.stdout + run.stderr);
  return run.stdout;
}

const original = '{\n    "model": "opus",\n    "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "true"}]}]}\n}';

for (const client of [claudeCode, olderClaudeCode]) {
  const { skip, title } = client;

  test(`init proves the guard with ${title}, changes nothing the second time, and uninstall leaves no trace`, { skip }, () =>
    inHome(client, async ({ path, settings, sheepdog }) => {
      write(settings, original, 0o640);
      const planned = ended(await sheepdog("init", "--dry-run"), 0);
      assert.match(planned, /would get the guard/);
      assert.equal(readFileSync(settings, "utf8"), original);
      assert.match(ended(await sheepdog("init"), 0), /proved: done without the guard, blocked with it/);
      const merged = readFileSync(settings, "utf8");
      assert.ok(merged.includes(join(path, ".sheepdog/guard")) && merged.includes('"hooks": {"Stop": [{"hooks"'));
      const again = ended(await sheepdog("init", "--agent", "claude-code"), 0);
      assert.match(again, /guard unchanged/);
      assert.match(again, /settings\.json unchanged/);
      assert.equal(readFileSync(settings, "utf8"), merged);
      ended(await sheepdog("uninstall"), 0);
      assert.equal(readFileSync(settings, "utf8"), original);
      assert.equal(statSync(settings).mode & 0o777, 0o640);
      assert.ok(!existsSync(join(path, ".sheepdog/guard")) && existsSync(join(path, ".sheepdog/ledger")));
      ended(await sheepdog("uninstall", "--purge"), 0);
      assert.ok(!existsSync(join(path, ".sheepdog")));
    }),
  );
}

const { skip, title } = claudeCode;

test(`init makes settings where ${title} had none, keeps a link a link, and uninstall removes what it made`, { skip }, () =>
  inHome(claudeCode, async ({ path, settings, sheepdog }) => {
    write(join(path, "dotfiles/.keep"), "");
    write(join(path, ".claude/.keep"), "");
    symlinkSync("../dotfiles/claude.json", settings);
    ended(await sheepdog("init"), 0);
    assert.ok(lstatSync(settings).isSymbolicLink());
    assert.ok(readFileSync(join(path, "dotfiles/claude.json"), "utf8").includes("guard"));
    ended(await sheepdog("uninstall"), 0);
    assert.ok(lstatSync(settings).isSymbolicLink() && !existsSync(join(path, "dotfiles/claude.json")));
  }),
);

test(`init says so when ${title} runs the canary all the same, and doctor says why`, { skip }, () =>
  inHome(claudeCode, async ({ settings, sheepdog }) => {
    write(settings, '{"disableAllHooks":true}');
    assert.match(ended(await sheepdog("init"), 1), /not guarded: the client did what the guard has to block/);
    assert.match(ended(await sheepdog("doctor", "--live"), 1), /disableAllHooks.*\[hooks\.disabled\][^]*\[canary\.not-blocked\]/);
  }),
);

test(`init leaves settings alone that ${title} would reject, and says where`, { skip }, () =>
  inHome(claudeCode, async ({ settings, sheepdog }) => {
    const broken = '{"hooks":{"PreToolUse":[{"hooks":[{"type":"command"}]}]}}';
    write(settings, broken);
    assert.match(ended(await sheepdog("init"), 1), /PreToolUse\[0\]\.hooks\[0\]\.command/);
    assert.equal(readFileSync(settings, "utf8"), broken);
  }),
);

test(`init finds by the canary what ${title} rejects and nobody foresaw`, { skip }, () =>
  inHome(claudeCode, async ({ settings, sheepdog }) => {
    write(settings, '{"cleanupPeriodDays":"long"}');
    assert.match(ended(await sheepdog("init"), 1), /not guarded/);
  }),
);

test(`neighbours' hooks, keys and gateways do not act while the canary of ${title} runs`, { skip }, () =>
  inHome(claudeCode, async ({ path, settings, sheepdog }) => {
    const trace = join(path, "trace");
    const command = { type: "command", command: `touch '${trace}'` };
    const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:9", ANTHROPIC_API_KEY: "mine", CLAUDE_CODE_USE_BEDROCK: "1" };
    const hooks = { SessionStart: [{ hooks: [command] }], PreToolUse: [{ hooks: [command] }] };
    write(settings, JSON.stringify({ env, hooks, apiKeyHelper: `touch '${trace}'; echo key` }));
    assert.match(ended(await sheepdog("init"), 0), /proved/);
    assert.equal(existsSync(trace), false);
  }),
);

test("doctor tells machines where the guard is, and people what repairs each finding", { skip }, () =>
  inHome(claudeCode, async ({ path, settings, sheepdog }) => {
    const guardPath = async (): Promise<string> =>
      (JSON.parse((await sheepdog("doctor", "--json")).stdout) as { guard: { path: string } }).guard.path;
    assert.ok(existsSync(await guardPath()));
    assert.match(ended(await sheepdog("doctor"), 1), /\[guard\.not-placed\]\n {2}repair {6}sheepdog init/);
    ended(await sheepdog("init"), 0);
    assert.equal(await guardPath(), join(path, ".sheepdog/guard"));
    assert.match(ended(await sheepdog("doctor"), 0), /guarded, as far as the settings tell/);
    write(settings, "{}");
    assert.match(ended(await sheepdog("doctor"), 1), /\[guard\.missing\]/);
    rmSync(join(path, ".sheepdog/ledger"), { recursive: true });
    assert.match(ended(await sheepdog("doctor"), 1), /\[ledger\.unwritable\]/);
  }),
);

test("an agent that is not known or not there is said to be so, and nothing is changed", { skip }, () =>
  inHome(claudeCode, async ({ path, sheepdog }) => {
    assert.match((await sheepdog("init", "--agent", "nessie")).stderr, /`nessie` is not known here; known are `claude-code`/);
    rmSync(join(path, ".local/bin/claude"));
    assert.match((await sheepdog("init", "--agent", "claude-code")).stderr, /is not on this machine; nothing was changed/);
    assert.ok(!existsSync(join(path, ".sheepdog")));
  }),
);
