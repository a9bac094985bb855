/** Doctor's eyes: whatever keeps the guard from checking a call is a finding, and each finding says what repairs it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import type { Finding } from "../../agents/agents.ts";
import { frame } from "../../proof/ledger/ledger.ts";
import type { Desk } from "../desk.ts";
import { diagnose, isHealthy } from "./diagnosis.ts";
import { findAgents } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { type Root, rootIn } from "./root.ts";
import { carryOut, planMerge } from "./settings.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-diagnosis-")));
after(() => rmSync(scratch, { recursive: true, force: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

/** Tells its version, and judges as the real one does. */
function guardScript(version: string): string {
  const verdicts = ['{"verdict":"deny","rules":["guard.canary"]}', '{"verdict":"allow","rules":[]}'];
  return `#!/bin/sh\ncase $1 in judge) cat >/dev/null; printf '%s\\n' ${verdicts.map((one) => `'${one}'`).join(" ")};; *) echo ${version};; esac\n`;
}

let cases = 0;

/** A home with a client and a guard, both stand-ins, the guard placed and in the settings; the person stands in a project. */
async function guardedHome(script = guardScript("1.0.0")): Promise<Desk> {
  cases += 1;
  const home = join(scratch, `home ${cases}`);
  write(join(home, ".local/bin/claude"), "#!/bin/sh\n[ -z \"$WAIT\" ] || sleep 20\necho '2.1.330 (Claude Code)'\n", 0o755);
  write(join(home, "build/guard"), script, 0o755);
  mkdirSync(join(home, "work/proj"), { recursive: true });
  const cwd = join(home, "work/proj");
  const around = { home, cwd, accountHome: home, isRoot: false, system: "linux", variable: () => undefined } as const;
  const desk: Desk = { out: () => undefined, err: () => undefined, around, guard: join(home, "build/guard") };
  const placed = await placeGuard(desk.guard, rootIn(home));
  assert.ok(placed.ok);
  for (const agent of await findAgents(desk, "user")) {
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
  writeFileSync(desk.guard, guardScript("2.0.0"));
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
  const [agent] = await findAgents(desk, "user");
  assert.ok(agent !== undefined);
  const merge = planMerge(agent, rootIn(desk.around.home));
  assert.match(merge.ok ? "" : merge.fault.what, /is a device/);
});

const init = "sheepdog init";

function instead(folder: string, make: () => void): void {
  rmSync(folder, { recursive: true });
  make();
}

/** What else can be wrong with the guard's own folder: the damage, what is found, and the one thing that repairs it. */
const damages: readonly (readonly [what: string, harm: (root: Root) => void, code: string, repair: RegExp])[] = [
  ["a ledger that is gone", ({ ledger }) => rmSync(ledger, { recursive: true }), "ledger.unwritable", /^mkdir -p .*ledger && chmod 700/],
  [
    "a ledger that is a file",
    ({ ledger }) => instead(ledger, () => writeFileSync(ledger, "")),
    "ledger.unwritable",
    /^mv .* && sheepdog init$/,
  ],
  ["a ledger that is a link", ({ ledger }) => instead(ledger, () => symlinkSync("/tmp", ledger)), "ledger.unwritable", /^mv /],
  ["records that are a folder", ({ ledger }) => mkdirSync(join(ledger, "records")), "ledger.unwritable", /^mv .*records /],
  ["records that are a link", ({ ledger }) => symlinkSync("/dev/null", join(ledger, "records")), "ledger.unwritable", /^mv .*records /],
  ["a folder that everybody may write", ({ folder }) => chmodSync(folder, 0o777), "root.open", /^chmod go-w /],
  ["versions that everybody may write", ({ versions }) => chmodSync(versions, 0o777), "root.open", /^chmod go-w .*versions$/],
];

for (const [what, harm, code, repair] of damages) {
  test(`${what} is found, with what repairs it`, async () => {
    const desk = await guardedHome();
    harm(rootIn(desk.around.home));
    const found = await findings(desk);
    assert.deepEqual(
      found.map((one) => one.code),
      [code],
    );
    assert.match(found[0]?.repair ?? "", repair);
  });
}

test("a guard whose policy does not tell the canary from a harmless command is found", async () => {
  const desk = await guardedHome(guardScript("1.0.0").replace('"deny"', '"allow"'));
  const [finding] = await findings(desk);
  assert.deepEqual([finding?.code, finding?.repair], ["policy.broken", init]);
});

test("a guard that takes too long for a decision is found", async () => {
  assert.deepEqual(await codes(await guardedHome("#!/bin/sh\ncase $1 in judge) sleep 5;; *) echo 1.0.0;; esac\n")), ["guard.slow"]);
});

const session = "2f1c0000-0000-4000-8000-000000000000";
const transcript = `${JSON.stringify({ sessionId: session, message: { content: [{ type: "tool_use", name: "Bash" }] } })}\n`;

test("a session that made calls without a single decision is found, and one that was asked about is not", async () => {
  const desk = await guardedHome();
  const { home } = desk.around;
  write(join(home, `.claude/projects/-work/${session}.jsonl`), transcript);
  assert.deepEqual(await codes(desk), ["session.unasked"]);
  const told = { version: 1, is: "notice", session };
  writeFileSync(join(rootIn(home).ledger, "records"), frame(told));
  assert.deepEqual(await codes(desk), ["session.unasked"]);
  writeFileSync(join(rootIn(home).ledger, "records"), frame({ ...told, is: "decision" }));
  assert.deepEqual(await codes(desk), []);
});

test("a session that made no call, or was over before the guard came, is no finding", async () => {
  const desk = await guardedHome();
  const { home } = desk.around;
  const older = join(home, `.claude/projects/-work/${session}.jsonl`);
  write(older, transcript);
  utimesSync(older, new Date(1_000), new Date(1_000));
  write(join(home, ".claude/projects/-work/other.jsonl"), transcript.replace("tool_use", "text"));
  assert.deepEqual(await codes(desk), []);
});

test(
  "a client that runs with its hooks switched off is found by its process",
  { skip: existsSync("/proc/self/cmdline") ? false : "this system keeps no such list" },
  async () => {
    const desk = await guardedHome();
    const { home } = desk.around;
    const running = spawn(join(home, ".local/bin/claude"), ["--bare"], {
      env: { HOME: home, PATH: "/usr/bin:/bin", WAIT: "1" },
      stdio: "ignore",
    });
    try {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const [finding] = await findings(desk);
      assert.equal(finding?.code, "words.off");
      assert.match(finding.repair, new RegExp(`^end it with \`kill ${running.pid}\``));
    } finally {
      running.kill("SIGKILL");
    }
  },
);

const simple = (name: string): string | undefined => (name === "CLAUDE_CODE_SIMPLE" ? "1" : undefined);

test("a variable of the person's that switches hooks off is found", async () => {
  const desk = await guardedHome();
  assert.deepEqual(await codes({ ...desk, around: { ...desk.around, variable: simple } }), ["variable.off"]);
});

test("another hook beside the guard is worth a note and no more", async () => {
  const desk = await guardedHome();
  const settings = join(desk.around.home, ".claude/settings.json");
  const other = '{ "hooks": [{ "type": "command", "command": "lint" }] }, ';
  writeFileSync(settings, readFileSync(settings, "utf8").replace('"PreToolUse": [', `"PreToolUse": [${other}`));
  const diagnosis = await diagnose(desk, { live: false });
  assert.deepEqual(
    diagnosis.agents.flatMap((agent) => agent.findings.map(({ code, weight }) => [code, weight])),
    [["hooks.foreign", "note"]],
  );
  assert.ok(isHealthy(diagnosis));
});
