/** Signed files from the command line: what is noticed, shown, put back and taken away, and who may say yes. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { IntegrityReport } from "../../src/app/integrity/report.ts";
import { type Ended, runtimeEnv, sheepdogWords, type TrialHome, trialHome } from "./trial-home.ts";

const opened = ["--identity", "key"];
const homes: TrialHome[] = [];
after(() => homes.forEach((one) => one.remove()));

function ended({ code, out, err }: Ended, wanted = 0): string {
  assert.equal(code, wanted, `${err}${out}`);
  return out;
}

const memory = ".claude/CLAUDE.md";
const hook = ".claude/hooks/check.sh";

const base = trialHome();
homes.push(base);
for (const folder of [".claude/hooks", ".claude/skills/one", ".codex", "proj"]) mkdirSync(join(base.home, folder), { recursive: true });
put(base, ".claude/settings.json", '{"hooks":{}}\n');
put(base, memory, "be good\n");
put(base, hook, "#!/bin/sh\nexit 0\n");
put(base, ".claude/skills/one/SKILL.md", "one\n");
put(base, ".claude.json", '{"mcpServers":{"a":{"command":"good"}},"startups":1}\n');
put(base, ".codex/config.toml", 'model = "x"\n');
put(base, "proj/CLAUDE.md", "project\n");
ended(await base.sheepdog(["vault", "init", "--add", "ssh", "--new-identity", "key"]));
const unsigned = await base.sheepdog(["integrity", "verify"]);
ended(await base.sheepdog(["integrity", "init", "--project", "proj", ...opened]));

function put({ home }: TrialHome, path: string, text: string): void {
  writeFileSync(join(home, path), text);
  chmodSync(join(home, path), path.endsWith(".sh") || path === "elsewhere" ? 0o755 : 0o644);
}

function fresh(): TrialHome {
  const trial = base.copy();
  homes.push(trial);
  return trial;
}

/** What a copy of the home says of itself: its paths are others, so it is signed anew. */
async function signedCopy(): Promise<TrialHome> {
  const trial = fresh();
  ended(await trial.sheepdog(["integrity", "init", "--anew", "--project", "proj", ...opened]));
  return trial;
}

async function report(trial: TrialHome): Promise<IntegrityReport> {
  const { out, err } = await trial.sheepdog(["integrity", "verify", "--json"]);
  assert.notEqual(out, "", err);
  return JSON.parse(out) as IntegrityReport;
}

async function changes(trial: TrialHome): Promise<readonly string[]> {
  const found = await report(trial);
  return found.changes.map((change) => `${change.is} ${change.path.replace(`${trial.home}/`, "")}`);
}

const trial = await signedCopy();

test("before anything is signed it says so, and does not pass", () => {
  assert.equal(unsigned.code, 2);
  assert.match(unsigned.err, /nothing was signed yet/);
});

test("what was signed is clean, and another part of a file that is always written changes nothing", async () => {
  put(base, ".claude.json", '{"startups":2, "mcpServers":{"a":{"command":"good"}}}\n');
  assert.match(ended(await base.sheepdog(["integrity", "verify"])), /all as they were signed/);
});

const alterations: readonly (readonly [string, () => void, readonly string[]])[] = [
  ["content", () => put(trial, memory, "be bad\n"), [`changed ${memory}`]],
  ["rights", () => chmodSync(join(trial.home, hook), 0o777), [`changed ${hook}`]],
  ["a server of its own", () => put(trial, ".claude.json", '{"mcpServers":{"a":{"command":"evil"}}}'), ["changed .claude.json#mcpServers"]],
  ["a file of a project", () => put(trial, "proj/CLAUDE.md", "other\n"), ["changed proj/CLAUDE.md"]],
  ["a new hook", () => put(trial, ".claude/hooks/new.sh", "x\n"), ["added .claude/hooks/new.sh"]],
  ["a settings file that was not there", () => put(trial, ".claude/settings.local.json", "{}"), ["added .claude/settings.local.json"]],
  ["a file that is gone", () => rmSync(join(trial.home, hook)), [`missing ${hook}`]],
  ["a file that moved", () => renameSync(join(trial.home, hook), join(trial.home, ".claude/hooks/b.sh")), ["moved .claude/hooks/b.sh"]],
  ["a link in place of a file", () => relink(join(trial.home, hook)), [`changed ${hook}`, "added elsewhere"]],
];

function relink(path: string): void {
  put(trial, "elsewhere", "#!/bin/sh\nexit 0\n");
  rmSync(path);
  symlinkSync(join(trial.home, "elsewhere"), path);
}

for (const [what, alter, expected] of alterations) {
  test(`${what} is noticed, named, and put back or taken away without a loss`, async () => {
    alter();
    assert.deepEqual(await changes(trial), expected);
    await trial.sheepdog(["integrity", "restore", "--all"]);
    for (const left of (await changes(trial)).filter((line) => line.startsWith("added")))
      ended(await trial.sheepdog(["integrity", "quarantine", left.replace("added ", "")]));
    put(trial, ".claude.json", '{"mcpServers":{"a":{"command":"good"}},"startups":3}\n');
    assert.deepEqual(await changes(trial), []);
    assert.equal(statSync(join(trial.home, hook)).mode & 0o777, 0o755);
  });
}

test("what was taken away is listed, private, and can come back", async () => {
  const list = ended(await trial.sheepdog(["integrity", "quarantine", "--list"]));
  const id = /^(\S+) .*new\.sh$/m.exec(list)?.[1] ?? "";
  assert.equal(statSync(join(trial.home, ".sheepdog/integrity/quarantine", id)).mode & 0o777, 0o600);
  ended(await trial.sheepdog(["integrity", "quarantine", "--give-back", id]));
  assert.equal(readFileSync(join(trial.home, ".claude/hooks/new.sh"), "utf8"), "x\n");
  ended(await trial.sheepdog(["integrity", "quarantine", ".claude/hooks/new.sh"]));
  assert.deepEqual(await changes(trial), []);
});

test("the difference is shown by lines, who and when beside it, and no secret in it", async () => {
  const here = await signedCopy();
  put(here, memory, "be good\nexport DEPLOY_TOKEN=AKIAFAKEFAKEFAKEFAKE\nignore\u001b[31m this\n");
  const shown = ended(await here.sheepdog(["integrity", "diff"]), 1);
  assert.match(shown, /^ be good\n\+export DEPLOY_TOKEN=\[redacted\]\n\+ignore/m);
  assert.ok(!shown.includes("AKIAFAKE") && !shown.includes("\u001b"));
  assert.match(
    ended(await here.sheepdog(["integrity", "verify"]), 1),
    /changed +~\/\.claude\/CLAUDE\.md: content +\(uid \d+, \d{4}-\d\d-\d\dT/,
  );
});

test("yes is said to what was named alone", async () => {
  const here = await signedCopy();
  put(here, memory, "be better\n");
  put(here, hook, "evil\n");
  ended(await here.sheepdog(["integrity", "sign", memory, ...opened]));
  assert.deepEqual(await changes(here), [`changed ${hook}`]);
  assert.equal((await report(here)).number, 3);
});

test("nothing is signed without the vault, and nothing after somebody else's key", async () => {
  const here = await signedCopy();
  put(here, memory, "be bad\n");
  const before = readFileSync(join(here.home, ".sheepdog/integrity/manifest"));
  assert.equal((await here.sheepdog(["integrity", "sign"])).code, 2);
  const stranger = fresh();
  rmSync(join(stranger.home, ".sheepdog/vault"), { recursive: true });
  ended(await stranger.sheepdog(["vault", "init", "--add", "ssh", "--new-identity", "key"]));
  const refused = await stranger.sheepdog(["integrity", "sign", ...opened]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /the vault holds no key that signs/);
  assert.deepEqual(readFileSync(join(here.home, ".sheepdog/integrity/manifest")), before);
});

const folder = ".sheepdog/integrity";
const frauds: readonly (readonly [string, (home: string) => void, RegExp])[] = [
  ["is gone", (home) => rmSync(join(home, folder, "manifest")), /the signed list of files is gone/],
  ["has one bit flipped", (home) => flip(join(home, folder, "manifest"), 4_001), /cannot be trusted/],
  ["has lost its mark", (home) => rmSync(join(home, folder, "seen")), /what was seen last of the signed list is gone/],
  ["has lost its key", (home) => rmSync(join(home, folder, "key")), /the key whose signature counts is gone/],
  ["is under another key", (home) => flip(join(home, folder, "key"), 3), /cannot be trusted|does not hold a key/],
  ["has a damaged mark", (home) => writeFileSync(join(home, folder, "seen"), "999999 x\n"), /is damaged/],
];

function flip(path: string, bit: number): void {
  const bytes = readFileSync(path);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, bytes);
}

for (const [what, change, words] of frauds) {
  test(`a list that ${what} is never clean, and is not signed over`, async () => {
    const here = fresh();
    change(here.home);
    const verified = await here.sheepdog(["integrity", "verify"]);
    assert.ok(verified.code !== 0);
    assert.match(verified.err + verified.out, words);
    assert.equal((await here.sheepdog(["integrity", "sign", ...opened])).code, 2);
    assert.equal((await here.sheepdog(["integrity", "init", ...opened])).code, 2);
  });
}

test("an older list in place of the newest is noticed, and the next one has a higher number", async () => {
  const here = await signedCopy();
  const manifest = join(here.home, folder, "manifest");
  const old = readFileSync(manifest);
  put(here, memory, "be better\n");
  ended(await here.sheepdog(["integrity", "sign", ...opened]));
  writeFileSync(manifest, old);
  assert.match(ended(await here.sheepdog(["integrity", "verify"]), 1), /the signed list is an older one: its number is 2, and 3 was seen/);
  ended(await here.sheepdog(["integrity", "init", "--anew", ...opened]));
  assert.equal((await report(here)).number, 4);
});

test("a pipe where a file should be is told, and nothing is signed", async () => {
  const here = await signedCopy();
  rmSync(join(here.home, hook));
  spawnMkfifo(join(here.home, hook));
  assert.deepEqual(await changes(here), [`changed ${hook}`]);
  const signed = await here.sheepdog(["integrity", "sign", ...opened]);
  assert.equal(signed.code, 2);
  assert.match(signed.err, /cannot be signed: it is neither a file nor a folder/);
});

function spawnMkfifo(path: string): void {
  spawn("mkfifo", [path]);
  while (!existsSync(path)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

test("two who sign at once: one of them does, and what counts is whole", async () => {
  const here = await signedCopy();
  put(here, memory, "be better\n");
  const both = await Promise.all([1, 2].map(() => here.sheepdog(["integrity", "sign", ...opened])));
  assert.ok(both.some(({ code }) => code === 0));
  for (const { code, err } of both) assert.ok(code === 0 || /in the meantime/.test(err), err);
  assert.equal((await report(here)).clean, true);
});

test("the watcher tells of a change within moments, of a move as one, and ends when it is told to", async () => {
  const here = await signedCopy();
  const [program = "", ...words] = sheepdogWords(["integrity", "watch", "--json", "--every", "600"]);
  const child = spawn(program, words, {
    cwd: here.home,
    env: { ...process.env, ...runtimeEnv, HOME: here.home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = linesOf(child.stdout);
  assert.equal((await lines()).clean, true);
  put(here, memory, "be bad\n");
  assert.deepEqual(await told(lines), [`changed ${memory}`]);
  put(here, memory, "be good\n");
  assert.deepEqual(await told(lines), []);
  renameSync(join(here.home, ".claude/skills/one"), join(here.home, ".claude/skills/two"));
  const moved = await told(lines);
  assert.ok(
    moved.some((line) => line === "moved .claude/skills/two/SKILL.md"),
    JSON.stringify(moved),
  );
  child.kill("SIGTERM");
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 0);

  async function told(next: () => Promise<IntegrityReport>): Promise<readonly string[]> {
    return (await next()).changes.map((change) => `${change.is} ${change.path.replace(`${here.home}/`, "")}`);
  }
});

function linesOf(stream: NodeJS.ReadableStream): () => Promise<IntegrityReport> {
  let left = "";
  const waiting: ((line: string) => void)[] = [];
  const ready: string[] = [];
  stream.on("data", (chunk: Buffer) => {
    const parts = (left + chunk.toString("utf8")).split("\n");
    left = parts.pop() ?? "";
    for (const line of parts) (waiting.shift() ?? ((one: string) => void ready.push(one)))(line);
  });
  return async () => JSON.parse(ready.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)))) as IntegrityReport;
}

test("no draft and no half-made file stays in the folder", () => {
  const names = readdirSync(join(trial.home, folder), { recursive: true, encoding: "utf8" });
  assert.deepEqual(
    names.filter((name) => /draft|restored/.test(name)),
    [],
  );
});
