/** Doctor's eyes: whatever keeps the guard from checking a call is a finding, and each finding says what repairs it. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import type { Finding } from "../../agents/agents.ts";
import type { Desk } from "../desk.ts";
import { diagnose } from "./diagnosis.ts";
import { findAgents } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { rootIn } from "./root.ts";
import { carryOut, planMerge } from "./settings.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-diagnosis-")));
after(() => rmSync(scratch, { recursive: true, force: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

let cases = 0;

/** A home with a client and a guard, both stand-ins, the guard placed and in the settings; the person stands in a project. */
async function guardedHome(): Promise<Desk> {
  cases += 1;
  const home = join(scratch, `home ${cases}`);
  write(join(home, ".local/bin/claude"), "#!/bin/sh\necho '2.1.330 (Claude Code)'\n", 0o755);
  write(join(home, "build/guard"), "#!/bin/sh\necho 1.0.0\n", 0o755);
  mkdirSync(join(home, "work/proj"), { recursive: true });
  const around = { home, cwd: join(home, "work/proj"), variable: () => undefined };
  const desk: Desk = { out: () => undefined, err: () => undefined, around, guard: join(home, "build/guard") };
  const placed = await placeGuard(desk.guard, rootIn(home));
  assert.ok(placed.ok);
  for (const agent of await findAgents(desk)) {
    const merge = planMerge(agent, rootIn(home));
    assert.ok(merge.ok && carryOut(agent, rootIn(home), merge.value).ok);
  }
  return desk;
}

async function findings(desk: Desk): Promise<readonly Finding[]> {
  const diagnosis = await diagnose(desk, { live: false });
  const all = [...diagnosis.findings, ...diagnosis.agents.flatMap((agent) => agent.findings)];
  assert.ok(all.every(({ what, repair }) => what !== "" && repair !== ""));
  return all;
}

async function codes(desk: Desk): Promise<readonly string[]> {
  return (await findings(desk)).map((finding) => finding.code);
}

test("where all is well nothing is found", async () => {
  assert.deepEqual(await codes(await guardedHome()), []);
});

test("a guard that lost its content is found, although a shell would run it as a script that ends well", async () => {
  const desk = await guardedHome();
  const program = realpathSync(rootIn(desk.around.home).guard);
  truncateSync(program, 0);
  assert.deepEqual(await codes(desk), ["guard.unstartable", "guard.altered"]);
  assert.ok((await placeGuard(desk.guard, rootIn(desk.around.home))).ok);
  assert.deepEqual(await codes(desk), []);
});

test("a guard that is no file is found", async () => {
  const desk = await guardedHome();
  const program = realpathSync(rootIn(desk.around.home).guard);
  rmSync(program);
  mkdirSync(program);
  assert.deepEqual(await codes(desk), ["guard.unstartable", "guard.unreadable"]);
});

test("a build that is gone is found, since then nobody can compare", async () => {
  const desk = await guardedHome();
  rmSync(desk.guard);
  assert.deepEqual(await codes(desk), ["build.unreadable"]);
});

test("a build that is newer than the guard in place is found", async () => {
  const desk = await guardedHome();
  writeFileSync(desk.guard, "#!/bin/sh\necho 2.0.0\n");
  chmodSync(desk.guard, 0o755);
  assert.deepEqual(await codes(desk), ["guard.stale"]);
});

const project = (desk: Desk, file: string): string => join(desk.around.cwd, file);

test("a project that switches the user's guard off is found, with the file that does it", async () => {
  for (const name of [".claude/settings.json", ".claude/settings.local.json", "../.claude/settings.json"]) {
    const desk = await guardedHome();
    write(project(desk, name), '{"disableAllHooks":true}');
    const [finding] = await findings(desk);
    assert.equal(finding?.code, "hooks.disabled", name);
    assert.equal(finding.repair, `remove \`disableAllHooks\` in \`${project(desk, name)}\``);
    assert.match(finding.what, /^in sessions that start in `\/.*\/work(\/proj)?`: .*no call is checked/);
  }
});

test("a project that sets what every hook loads is found", async () => {
  const desk = await guardedHome();
  write(project(desk, ".claude/settings.json"), '{"env":{"LD_PRELOAD":"./x.so","MINE":"1"}}');
  assert.deepEqual(await codes(desk), ["env.loader"]);
});

test("a project's settings that are nobody's business, or that the client drops, are no finding", async () => {
  const desk = await guardedHome();
  write(project(desk, ".claude/settings.json"), '{"permissions":{"allow":["Bash(ls)"]},"hooks":{}}');
  write(project(desk, ".claude/settings.local.json"), "{oops");
  assert.deepEqual(await codes(desk), []);
});

test("a project's settings that cannot be read are a finding", async () => {
  const desk = await guardedHome();
  mkdirSync(project(desk, ".claude/settings.json"), { recursive: true });
  assert.deepEqual(await codes(desk), ["file.irregular"]);
});

test("who stands in the home is told nothing twice", async () => {
  const desk = await guardedHome();
  write(join(desk.around.home, ".claude/settings.json"), '{"disableAllHooks":true}');
  assert.deepEqual(await codes({ ...desk, around: { ...desk.around, cwd: desk.around.home } }), ["guard.missing", "hooks.disabled"]);
});

test("settings that lead to a device are refused, and the device stays one", async () => {
  const desk = await guardedHome();
  const settings = join(desk.around.home, ".claude/settings.json");
  rmSync(settings);
  symlinkSync("/dev/null", settings);
  const [agent] = await findAgents(desk);
  assert.ok(agent !== undefined);
  const merge = planMerge(agent, rootIn(desk.around.home));
  assert.match(merge.ok ? "" : merge.fault.what, /is a device/);
});
