/** `init`, `doctor` and `uninstall` with stand-ins for the client; the guard is the real one. */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runCli } from "../../src/app/cli.ts";

const guard = fileURLToPath(new URL("../../.build/guard", import.meta.url));

type Said = { readonly out: string; readonly err: string; readonly exit: number };
type Home = { readonly path: string; readonly settings: string; readonly run: (...args: readonly string[]) => Promise<Said> };

/** A home in which the only program that can be found is the stand-in, if there is one. */
async function inHome(client: string | null, work: (home: Home) => Promise<void>): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog home ")));
  try {
    mkdirSync(join(path, "bin"));
    if (client !== null) writeFileSync(join(path, "bin/claude"), `#!/bin/sh\n${client}\n`, { mode: 0o755 });
    const variable = (name: string): string | undefined => (name === "PATH" ? join(path, "bin") : undefined);
    const run: Home["run"] = async (...args) => {
      const said = { out: "", err: "" };
      const around = { cwd: path, home: path, accountHome: path, isRoot: false, system: "linux", variable } as const;
      const desk = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text), around, guard };
      const exit = await runCli(args, desk);
      return { ...said, exit };
    };
    await work({ path, settings: join(path, ".claude/settings.json"), run });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

const isVersion = 'case "$1" in --version) echo "2.1.330 (Claude Code)"; exit;; esac';
const doesNothing = `${isVersion}\necho "no model for you" >&2; exit 7`;

test("without an agent init shows what the guard would do, and how to go on", () =>
  inHome(null, async ({ path, run }) => {
    const { out, exit } = await run("init");
    assert.equal(exit, 0);
    assert.match(out, /none is on this machine; known here: Claude Code/);
    assert.match(out, /blocked {5}rm -rf ~\n +sheepdog blocked this: .*\[files\.delete\.home\]/);
    assert.match(out, /allowed {5}git status\n/);
    assert.match(out, /next +install Claude Code, then run `sheepdog init` again/);
    assert.deepEqual(readdirSync(join(path, ".sheepdog")).sort(), ["guard", "ledger", "versions"]);
    assert.deepEqual(readdirSync(join(path, ".sheepdog/ledger")), []);
  }));

test("what init puts on the machine is for its owner only", () =>
  inHome(null, async ({ path, run }) => {
    await run("init");
    for (const folder of ["", "ledger", "versions"]) assert.equal(statSync(join(path, ".sheepdog", folder)).mode & 0o777, 0o700, folder);
  }));

test("a dry run changes nothing", () =>
  inHome(doesNothing, async ({ path, run }) => {
    const { out, exit } = await run("init", "--dry-run");
    assert.equal(exit, 0);
    assert.match(out, /settings +~\/\.claude\/settings\.json would get the guard/);
    assert.match(out, /nothing was changed/);
    assert.deepEqual(readdirSync(path), ["bin"]);
  }));

test("a client that does nothing at all proves nothing, and init says so", () =>
  inHome(doesNothing, async ({ settings, run }) => {
    const { out, exit } = await run("init");
    assert.equal(exit, 1);
    assert.match(out, /not proved: even without the guard the client did nothing: no model for you \(it ended with 7\)/);
    assert.ok(readFileSync(settings, "utf8").includes(".sheepdog/guard"));
  }));

test("a second run leaves every file as it is", () =>
  inHome(doesNothing, async ({ path, settings, run }) => {
    await run("init");
    const look = (): readonly unknown[] =>
      [settings, join(path, ".sheepdog/guard"), join(path, ".sheepdog/installed.json")].map((file) => [
        statSync(file).ino,
        statSync(file).mtimeMs,
      ]);
    const before = look();
    const { out } = await run("init");
    assert.match(out, /guard +~\/\.sheepdog\/guard unchanged/);
    assert.match(out, /settings +~\/\.claude\/settings\.json unchanged/);
    assert.deepEqual(look(), before);
  }));

test("uninstall takes the settings back first, keeps the ledger, and removes it when told to", () =>
  inHome(doesNothing, async ({ path, settings, run }) => {
    await run("init");
    const plan = await run("uninstall", "--dry-run");
    assert.match(plan.out, /nothing was changed/);
    assert.ok(existsSync(settings));
    for (const name of ["ledger/records", "claims", "memory"]) writeFileSync(join(path, ".sheepdog", name), "x\n");
    const { out, exit } = await run("uninstall");
    assert.equal(exit, 0);
    assert.match(out, /is what it was before, to the byte/);
    assert.deepEqual([existsSync(join(path, ".claude")), readdirSync(join(path, ".sheepdog")).sort()], [false, ["claims", "ledger"]]);
    await run("uninstall", "--purge");
    assert.ok(!existsSync(join(path, ".sheepdog")));
  }));

test("uninstall leaves the guard in place when some settings cannot be taken back", () =>
  inHome(doesNothing, async ({ path, settings, run }) => {
    await run("init");
    writeFileSync(settings, `${readFileSync(settings, "utf8")},`);
    const { err, exit } = await run("uninstall");
    assert.equal(exit, 2);
    assert.match(err, /was left as it is: .*the guard stays in place, since the agent would be blocked without it/);
    assert.ok(existsSync(join(path, ".sheepdog/guard")));
  }));

test("uninstall on a machine without a guard finds nothing to do", () =>
  inHome(null, async ({ path, run }) => {
    assert.equal((await run("uninstall")).exit, 0);
    assert.deepEqual(readdirSync(path), ["bin"]);
  }));

test("doctor finds a guard that was changed in place, and init puts it right", () =>
  inHome(doesNothing, async ({ path, run }) => {
    await run("init");
    assert.equal((await run("doctor")).exit, 0);
    truncateSync(realpathSync(join(path, ".sheepdog/guard")), 1000);
    const { out, exit } = await run("doctor");
    assert.equal(exit, 1);
    assert.match(out, /\[guard\.unstartable\]/);
    assert.match(out, /\[guard\.altered\]/);
    await run("init");
    assert.equal((await run("doctor")).exit, 0);
  }));

test("doctor's findings are data for machines, too", () =>
  inHome(doesNothing, async ({ path, run }) => {
    const { out, exit } = await run("doctor", "--json");
    const read = JSON.parse(out) as {
      readonly guard: { readonly path: string; readonly installed: boolean };
      readonly findings: readonly { readonly code: string }[];
    };
    assert.deepEqual([exit, read.guard.path, read.guard.installed, read.findings[0]?.code], [1, guard, false, "guard.not-placed"]);
    await run("init");
    const after = JSON.parse((await run("doctor", "--json")).out) as typeof read;
    assert.deepEqual([after.guard.path, after.guard.installed, after.findings], [join(path, ".sheepdog/guard"), true, []]);
  }));

test("a client whose version cannot be read still gets a line that blocks when the guard fails", () =>
  inHome("exit 1", async ({ settings, run }) => {
    const { out } = await run("init");
    assert.match(out, /Claude Code +unknown at ~\/bin\/claude/);
    assert.match(readFileSync(settings, "utf8"), /guard unavailable/);
  }));

test("an agent that is not known is refused before anything is done", () =>
  inHome(null, async ({ path, run }) => {
    const { err, exit } = await run("init", "--agent", "nessie");
    assert.equal(exit, 2);
    assert.match(err, /the agent `nessie` is not known here; known are `claude-code`/);
    assert.deepEqual(readdirSync(path), ["bin"]);
  }));
