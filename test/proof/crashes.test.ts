/** Killed at every call, out of room, or with its folder closed: a vault and a signed list are the old or the new one, and never neither. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { rounds } from "../lib/random.ts";
import { callsOn, killedAt, straceIsThere } from "./killing.ts";
import { type OpenVault, openVault } from "../../src/app/vault/opening.ts";
import { verifyIntegrity } from "../../src/app/integrity/verification.ts";
import { surroundings } from "../../src/hosts/node/node.ts";
import { entryNamed } from "../../src/proof/vault/vault.ts";
import { runtimeEnv, sheepdogWords, type TrialHome, trialHome } from "./trial-home.ts";

const skip = straceIsThere() ? false : "strace cannot trace here";
const opened = ["--identity", "key"];

const homes: TrialHome[] = [];
after(() => homes.forEach((one) => one.remove()));

async function must(trial: TrialHome, ...args: readonly string[]): Promise<string> {
  const { code, out, err } = await trial.sheepdog(args, { input: "old value" });
  assert.equal(code, 0, `${args.join(" ")}: ${err}`);
  return out;
}

const base = trialHome();
homes.push(base);
await must(base, "vault", "init", "--add", "ssh", "--new-identity", "key");
await must(base, "vault", "put", "A", ...opened);
mkdirSync(join(base.home, ".claude"));
writeFileSync(join(base.home, ".claude/CLAUDE.md"), "be good\n");
await must(base, "integrity", "init", ...opened);
writeFileSync(join(base.home, ".claude/CLAUDE.md"), "be better\n");

type Trial = {
  readonly what: string;
  readonly folder: string;
  readonly args: readonly string[];
  /** What is there, in one word. */
  readonly state: (trial: TrialHome) => Promise<string>;
  readonly old: string;
  readonly fresh: RegExp;
  /** After one more try, whether or not the first came through. */
  readonly again: RegExp;
};

/** Read in this very process: only the command that is killed has to be one of its own. */
async function vaultOf({ home, key }: TrialHome): Promise<OpenVault> {
  const around = { ...surroundings(), home, cwd: home };
  const open = await openVault({ out: () => undefined, err: () => undefined, around, guard: "" }, { identity: key });
  assert.ok(open.ok, JSON.stringify(open));
  return open.value;
}

async function valueOfA(trial: TrialHome): Promise<string> {
  return Buffer.from(entryNamed((await vaultOf(trial)).contents, "A")?.value ?? []).toString();
}

async function generation(trial: TrialHome): Promise<string> {
  assert.equal(await valueOfA(trial), "old value");
  return `generation ${(await vaultOf(trial)).sealed.head.generation}`;
}

async function listNumber({ home }: TrialHome): Promise<string> {
  const verified = verifyIntegrity({ home, variable: () => undefined });
  assert.ok(verified.ok && verified.value.verification.is === "read", JSON.stringify(verified));
  const { manifest, changes } = verified.value.verification;
  return `${manifest.counter} ${changes.length === 0 ? "clean" : "changed"}`;
}

const trials: readonly Trial[] = [
  {
    what: "a value put",
    folder: ".sheepdog/vault",
    args: ["vault", "put", "A", "--generate", ...opened],
    state: valueOfA,
    old: "old value",
    fresh: /^[0-9a-f]{64}$/,
    again: /^[0-9a-f]{64}$/,
  },
  {
    what: "a value rotated",
    folder: ".sheepdog/vault",
    args: ["vault", "rotate", "A", "--generate", ...opened],
    state: valueOfA,
    old: "old value",
    fresh: /^[0-9a-f]{64}$/,
    again: /^[0-9a-f]{64}$/,
  },
  {
    what: "another key",
    folder: ".sheepdog/vault",
    args: ["vault", "rekey", ...opened],
    state: generation,
    old: "generation 3",
    fresh: /^generation 4$/,
    again: /^generation [45]$/,
  },
  {
    what: "a list signed",
    folder: ".sheepdog/integrity",
    args: ["integrity", "sign", ...opened],
    state: listNumber,
    old: "1 changed",
    fresh: /^2 clean$/,
    again: /^[23] clean$/,
  },
];

for (const { what, folder, args, state, old, fresh, again } of trials) {
  test(`${what}: killed at any call it is the old or the new state, and the next try goes through`, { skip }, async () => {
    const measure = base.copy();
    homes.push(measure);
    const all = await callsOn(measure, join(measure.home, folder), args);
    // Every day at the calls that change something, at full size at every one.
    const points = rounds(0, 1) === 1 ? all : all.filter(({ call }, at) => /write|sync|rename|link/.test(call) || at === all.length - 1);
    assert.ok(points.length >= 6, `${points.length} calls`);
    const seen = { killed: 0, old: 0, fresh: 0 };
    for (const [at, point] of points.entries()) {
      const trial = base.copy();
      seen.killed += (await killedAt(trial, point, args)) ? 1 : 0;
      const now = await state(trial);
      assert.ok(now === old || fresh.test(now), `killed at ${point.call} ${point.nth}: ${now}`);
      seen[now === old ? "old" : "fresh"] += 1;
      if (at % 8 === 3) {
        await must(trial, ...args);
        assert.match(await state(trial), again);
        assert.deepEqual(
          readdirSync(join(trial.home, folder)).filter((name) => name.endsWith(".draft")),
          [],
        );
      }
      trial.remove();
    }
    assert.ok(seen.killed >= points.length - 3 && seen.old > 0 && seen.fresh > 0, JSON.stringify(seen));
  });
}

/** A disk of 256 KB in a mount namespace of its own, with a copy of the vault on it and no room left. */
const fullDisk = `
set -e
mount -t tmpfs -o size=256k,mode=700 none "$1/small"
cp -a "$1/.sheepdog" "$1/small/"; cp "$1/key" "$1/small/key"
dd if=/dev/zero of="$1/small/filler" bs=1k count=400 2>/dev/null || true
export HOME="$1/small"; cd "$1/small"; shift
printf 'new value' | "$@" vault put A --identity key; echo "put $?"
"$@" vault get A --identity key; echo " get $?"
ls .sheepdog/vault
rm filler
printf 'new value' | "$@" vault put A --identity key; echo "again $?"
"$@" vault get A --identity key
`;

const cannotMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0 ? false : "no mount namespaces here";

test(
  "on a full disk a put is refused, the old value stays, nothing is left behind, and with room it goes through",
  { skip: cannotMount },
  () => {
    const trial = base.copy();
    homes.push(trial);
    mkdirSync(join(trial.home, "small"));
    const script = fullDisk.replace("set -e\n", "");
    const run = spawnSync("unshare", ["-rm", "bash", "-c", script, "full", trial.home, ...sheepdogWords([])], {
      encoding: "utf8",
      timeout: 120_000,
      env: { ...process.env, ...runtimeEnv },
    });
    const [put, get, ...files] = run.stdout.split("\n");
    assert.equal(put, "put 2", run.stderr);
    assert.match(run.stderr, /ENOSPC|no space left|disk is full/i);
    assert.equal(get, "old value get 0", run.stderr);
    assert.deepEqual(files.slice(0, 3), ["lock", "vault", "vault.id"]);
    assert.deepEqual(files.slice(3), ["A kept", "again 0", "new value"], run.stderr);
  },
);

test("what is acknowledged was on the disk: file, then name, then folder, before a word is said", { skip }, async () => {
  const trial = base.copy();
  homes.push(trial);
  const log = join(trial.home, "order.log");
  const under = [
    "strace",
    "-f",
    "-y",
    "-qq",
    "--seccomp-bpf",
    "-e",
    "trace=openat,write,writev,pwrite64,sendto,sendmsg,fsync,rename,renameat,renameat2,chmod,fchmod,fchmodat",
    "-o",
    log,
  ];
  const { code } = await trial.sheepdog(["vault", "put", "A", "--generate", ...opened], { under });
  assert.equal(code, 0);
  const vault = join(trial.home, ".sheepdog/vault");
  const lines = readFileSync(log, "utf8").split("\n");
  const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line));
  const steps = [
    at(/openat\(.*\.draft", .*O_CREAT.*O_EXCL.*0600/),
    at(/(write|pwrite64)\(\d+<.*\.draft>/),
    at(/fsync\(\d+<.*\.draft>/),
    at(/rename.*\.draft.*vault\/vault"/),
    lines.findIndex((line) => line.includes(`fsync(`) && line.includes(`<${vault}>`)),
    at(/"A kept/),
  ];
  assert.ok(
    steps.every((step, place) => step >= 0 && (place === 0 || step > (steps[place - 1] ?? 0))),
    JSON.stringify(steps),
  );
  assert.ok(!lines.some((line) => /chmod/.test(line) && line.includes(vault)), "a mode was set after the file was there");
});
