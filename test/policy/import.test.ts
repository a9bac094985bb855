/** failsafe's set-up brought along, built, broken and taken back: through the command line, and through the hook that an agent would start. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { guard, sheepdog } from "../lib/programs.ts";
import type { RunResult } from "../../src/hosts/node/node.ts";
import { inRealHome, type RealHome } from "../lib/real-home.ts";
import { blocked, passing } from "./parity.ts";

const imports = "import future.keywords.contains\nimport future.keywords.if\nimport future.keywords.in\n";
const own = `package guard.user\n\n${imports}\nblock contains {"reason": "nobody pushes to main"} if {\n\tinput.tool == "git"\n\tinput.verb == "push"\n\t"main" in input.positional\n}\n`;
const gh = "name: gh\nmatch: [gh]\nverbs:\n  repo:\n    subverbs: [delete]\n";

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text);
}

function setUp({ home }: RealHome): void {
  write(join(home, ".config/failsafe/policy.rego"), own);
  write(join(home, ".config/failsafe/tools/gh.yaml"), gh);
  write(join(home, ".config/failsafe/trusted-repos.yaml"), `repos:\n  - path: ${home}/proj\n    added_at: 2026-01-01T00:00:00Z\n`);
  mkdirSync(join(home, ".sheepdog/ledger"), { recursive: true, mode: 0o700 });
}

async function hooked({ home, project }: RealHome, command: string): Promise<RunResult> {
  const input = JSON.stringify({
    session_id: "s",
    cwd: project,
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command },
  });
  return guard({ args: ["hook", "claude-code", "--root", join(home, ".sheepdog")], home, cwd: project, input });
}

async function explained({ home, project }: RealHome, command: string): Promise<string> {
  const { stdout, stderr } = await sheepdog({ args: ["explain", command], home, cwd: project });
  return stdout + stderr;
}

test("an imported set-up decides as it did, through the command line and through the hook", () =>
  inRealHome(async (place) => {
    const { home } = place;
    setUp(place);
    const imported = await sheepdog({ args: ["import", "failsafe"], home });
    assert.equal(imported.exit, 0, imported.stderr);
    assert.match(imported.stdout, /sheepdog trust add .*proj/);
    for (const name of [
      "policy/failsafe.rego",
      "policy/failsafe-bundled.rego",
      "tools/gh.yaml",
      "tools/built.json",
      "policy/built",
      "policy/good.json",
    ])
      assert.ok(readFileSync(join(home, ".sheepdog", name), "utf8").length > 0, name);
    assert.equal(readFileSync(join(home, ".sheepdog/policy/failsafe.rego"), "utf8"), own);
    const said = await explained(place, "git push origin main");
    assert.match(said, /^deny .*nobody pushes to main/s);
    assert.match(said, /failsafe\.rego:7, user/);
    for (const command of blocked) assert.equal((await hooked(place, command)).exit, 2, command);
    for (const command of passing)
      assert.deepEqual(await hooked(place, command).then(({ exit, stderr }) => [exit, stderr]), [0, ""], command);
    const again = await sheepdog({ args: ["import", "failsafe"], home });
    assert.deepEqual([again.exit, /written/.test(again.stdout)], [0, false]);
  }));

test("a set-up whose policy does not load is not brought along, and the place is said", () =>
  inRealHome(async (place) => {
    setUp(place);
    write(join(place.home, ".config/failsafe/policy.rego"), `${own}\nblock contains {"reason": } if { true }\n`);
    const { exit, stderr } = await sheepdog({ args: ["import", "failsafe"], home: place.home });
    assert.equal(exit, 2);
    assert.match(stderr, /policy\.rego:13:\d+: /);
    assert.throws(() => readFileSync(join(place.home, ".sheepdog/policy/failsafe.rego")));
  }));

test("a policy that a person breaks blocks what changes something, doctor names it, and the last good one comes back", () =>
  inRealHome(async (place) => {
    const { home } = place;
    setUp(place);
    await sheepdog({ args: ["import", "failsafe"], home });
    const file = join(home, ".sheepdog/policy/failsafe.rego");
    writeFileSync(file, own.replace("input.verb ==", "input.verb ="));
    writeFileSync(file, `${own}\nblock contains if\n`);
    const { exit, stderr } = await hooked(place, "touch x");
    assert.equal(exit, 2);
    assert.match(stderr, /guard\.policy/);
    assert.match(stderr, /failsafe\.rego:13:\d+: /);
    assert.equal((await hooked(place, "cat README.md")).exit, 0);
    const doctor = await sheepdog({ args: ["doctor", "--json"], home });
    assert.match(doctor.stdout, /"policy\.broken"/);
    const back = await sheepdog({ args: ["policy", "rollback"], home });
    assert.equal(back.exit, 0, back.stderr);
    assert.equal(readFileSync(file, "utf8"), own);
    assert.equal((await hooked(place, "touch x")).exit, 0);
    assert.equal((await hooked(place, "git push origin main")).exit, 2);
  }));
