/** `init` and `uninstall` for every client that is here: proved, unchanged the second time, and back to the byte. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type RunResult, runProgram } from "../../src/hosts/node/node.ts";
import { allClients, type Client, codex, olderClaudeCode } from "./clients.ts";
import { skipOf } from "./placed-guard.ts";
import { installerOf, spotIn, write } from "./trial.ts";

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the launcher starts once set-up is done. */
const program = file(".build/bin/bun");
const sealed = [`--config=${file("scripts/setup/bunfig.toml")}`, "--no-env-file", "--no-install", file("src/app/entry/cli.ts")];

type Home = { readonly path: string; readonly sheepdog: (...args: readonly string[]) => Promise<RunResult> };

/** A home with this client and no other in it. */
async function inHome(client: Client, work: (home: Home) => Promise<void>): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog home ")));
  try {
    write(join(path, "bin/.keep"), "");
    symlinkSync(client.program, join(path, "bin", installerOf(client).program));
    const env = { PATH: `${join(path, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`, HOME: path };
    const sheepdog: Home["sheepdog"] = (...args) => runProgram({ program, args: [...sealed, ...args], env, cwd: path, timeoutMs: 240_000 });
    await work({ path, sheepdog });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function ended(run: RunResult, exit: number): string {
  assert.equal(run.exit, exit, run.stdout + run.stderr);
  return run.stdout;
}

function filesOf(client: Client, { path }: Home): readonly (readonly [path: string, text: string | null])[] {
  const places = installerOf(client).files(spotIn({ home: path, project: path }));
  return places.map((one) => [one.path, existsSync(one.path) ? readFileSync(one.path, "utf8") : null]);
}

/** Settings that are only looked at: what stands in them could take the guard away, and nothing of ours is put there. */
const onlyLookedAt: Readonly<Record<string, readonly string[]>> = { "copilot-cli": [".copilot/settings.json"] };

function lookedAt({ name }: Client, { path }: Home): readonly string[] {
  return (onlyLookedAt[name] ?? []).map((one) => join(path, one));
}

async function installsAndLeaves(client: Client, home: Home): Promise<void> {
  const before = filesOf(client, home);
  const { name } = client;
  assert.match(ended(await home.sheepdog("init", "--dry-run", "--agent", name), 0), /would get the guard/);
  assert.deepEqual(filesOf(client, home), before);
  assert.match(ended(await home.sheepdog("init", "--agent", name), 0), /proved: done without the guard, blocked with it/);
  const merged = filesOf(client, home);
  assert.deepEqual(
    merged.filter(([, text]) => text === null).map(([path]) => path),
    lookedAt(client, home),
  );
  ended(await home.sheepdog("init", "--agent", name), 0);
  assert.deepEqual(filesOf(client, home), merged);
  ended(await home.sheepdog("doctor"), 0);
  ended(await home.sheepdog("uninstall", "--purge"), 0);
  assert.deepEqual(filesOf(client, home), before);
  assert.ok(!existsSync(join(home.path, ".sheepdog")));
}

/** The older one is never all well, which init.test.ts looks at. */
for (const client of allClients.filter((one) => one !== olderClaudeCode)) {
  test(`${client.title} is guarded and proved by init, and uninstall leaves no file of it behind`, { skip: skipOf(client) }, () =>
    inHome(client, (home) => installsAndLeaves(client, home)),
  );
}

const hooks =
  '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "true"}]}],\n  "PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "true"}]}]}}';
const settings =
  '# mine\nmodel = "gpt-5.5"   # the good one\n\n[features]\nweb_search_request = true\n\n[projects."/work"]\ntrust_level = "trusted"';

test(`${codex.title} gets its own hooks and settings back to the byte`, { skip: skipOf(codex) }, () =>
  inHome(codex, async (home) => {
    write(join(home.path, ".codex/hooks.json"), hooks);
    write(join(home.path, ".codex/config.toml"), settings, 0o600);
    await installsAndLeaves(codex, home);
  }),
);

test(`${codex.title} keeps the projects that a person trusted after init`, { skip: skipOf(codex) }, () =>
  inHome(codex, async (home) => {
    write(join(home.path, ".codex/config.toml"), settings);
    ended(await home.sheepdog("init"), 0);
    const merged = readFileSync(join(home.path, ".codex/config.toml"), "utf8");
    const trusted = '[projects."/other"]\ntrust_level = "trusted"\n';
    write(join(home.path, ".codex/config.toml"), `${merged}${trusted}`);
    ended(await home.sheepdog("uninstall"), 0);
    assert.equal(readFileSync(join(home.path, ".codex/config.toml"), "utf8"), `${settings}\n${trusted}`);
  }),
);

test(`${codex.title} without trust is found by doctor and by its canary, and init mends it`, { skip: skipOf(codex) }, () =>
  inHome(codex, async (home) => {
    ended(await home.sheepdog("init"), 0);
    const trust = join(home.path, ".codex/config.toml");
    write(trust, "[features]\nunified_exec_tty = false\n");
    assert.match(ended(await home.sheepdog("doctor", "--live"), 1), /\[guard\.untrusted\][^]*\[canary\.not-blocked\]/);
    ended(await home.sheepdog("init"), 0);
    ended(await home.sheepdog("doctor", "--live"), 0);
  }),
);

test(`${codex.title} with hooks that it would reject is left alone, with the reason`, { skip: skipOf(codex) }, () =>
  inHome(codex, async (home) => {
    const broken = '{"hooks":{"PreToolUse":[{"hooks":[{"type":"http","url":"http://127.0.0.1:9"}]}]}}';
    write(join(home.path, ".codex/hooks.json"), broken);
    assert.match(ended(await home.sheepdog("init"), 1), /PreToolUse\[0\]\.hooks\[0\]\.type/);
    assert.equal(readFileSync(join(home.path, ".codex/hooks.json"), "utf8"), broken);
  }),
);
