/** Attacks really carried out by a program that nobody judges, as another user in a view of `/etc` of its own; then the hook is asked what they brought. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runtimeEnv, sheepdogWords } from "../proof/trial-home.ts";
import { type Ids, lineIn } from "./attack-ground.ts";
import type { Attack } from "./attack-table.ts";
import { type Person, quoted } from "./person.ts";

const guard = fileURLToPath(new URL("../../.build/guard", import.meta.url));

/** Why nothing can be carried out here; false where it can. */
export const noView = ((): string | false => {
  if (process.getuid?.() !== 0) return "only root can act as another user, in a view of /etc of its own";
  return spawnSync("unshare", ["-m", "true"], { timeout: 10_000 }).status === 0
    ? false
    : "this machine gives nobody a view of /etc of their own";
})();

export type Level = "user" | "managed";

export type Outcome = {
  readonly what: string;
  /** Calls that must be blocked, and passed. */
  readonly passed: readonly string[];
  /** What doctor says of keys and statements, where anything passed. */
  readonly found: readonly string[];
  /** Nothing below `/etc/sheepdog` changed. */
  readonly isUntouched: boolean;
};

type Trial = { readonly person: Person; readonly attacks: readonly Attack[]; readonly ids: Ids; readonly probes: readonly string[] };

/** `$1` the scratch folder, `$2` the level. Each attack finds the home as the person left it; it runs for 20 seconds at most. */
const script = `set -e
cd "$1"
mount --make-rprivate /
mount -t tmpfs none layer
mkdir layer/upper layer/work
mount -t overlay overlay -o lowerdir=/etc,upperdir=layer/upper,workdir=layer/work /etc
if [ "$2" = managed ]; then mkdir -p /etc/sheepdog/keys; cp before/.sheepdog/keys/*.pub /etc/sheepdog/keys/; chmod 644 /etc/sheepdog/keys/*; fi
as_agent() { setpriv --reuid=65534 --regid=65534 --clear-groups env -i HOME="$home" PATH="$bin:/usr/bin:/bin" TERM=xterm ${Object.entries(
  runtimeEnv,
)
  .map(([name, value]) => `${name}=${value}`)
  .join(" ")} timeout -k 1 "$@"; }
state() { find /etc/sheepdog -printf '%p %m %U %s\\n' 2>/dev/null | sort | sha256sum; }
home="$1/home"; bin="$1/bin"; clean=$(state)
for attack in attacks/*.sh; do
  rm -rf home home.*; cp -a before home; chown -R 65534:65534 home
  cd home/proj
  (as_agent 20 /bin/sh "$1/$attack") > "$1/said" 2>&1 < /dev/null || true
  cd "$1"; brought=
  for probe in probes/*.json; do
    if (cd / && as_agent 20 '${guard}' hook claude-code --root "$home/.sheepdog") < "$probe" > /dev/null 2>&1; then echo "passed $attack $probe"; brought=1; fi
  done
  if [ "$(state)" != "$clean" ]; then echo "touched $attack"; fi
  if [ -n "$brought" ]; then (cd / && as_agent 60 "$bin/sheepdog" doctor --json) > "doctor-$(basename "$attack")" 2> /dev/null || true; fi
  echo "tried $attack"
done`;

export function carriedOut({ person, attacks, ids, probes }: Trial, level: Level): readonly Outcome[] {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-attack-")));
  try {
    chmodSync(scratch, 0o755);
    for (const folder of ["layer", "attacks", "probes", "bin"]) mkdirSync(join(scratch, folder));
    cpSync(person.home, join(scratch, "before"), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(scratch, "bin/sheepdog"), `#!/bin/sh\nexec ${quoted(sheepdogWords([]))} "$@"\n`, { mode: 0o755 });
    const home = join(scratch, "home");
    attacks.forEach((attack, at) => writeFileSync(join(scratch, "attacks", fileOf(at)), `${lineIn(home, attack.line, ids)}\n`));
    probes.forEach((command, at) =>
      writeFileSync(join(scratch, "probes", `${at}.json`), JSON.stringify(callOf(command, join(home, "proj")))),
    );
    const run = spawnSync("unshare", ["-m", "/bin/sh", "-c", script, "sh", scratch, level], { encoding: "utf8", timeout: 900_000 });
    assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
    const lines = run.stdout.split("\n");
    assert.equal(lines.filter((line) => line.startsWith("tried")).length, attacks.length);
    return attacks.map(({ what }, at) => ({
      what,
      passed: probes.filter((_, probe) => lines.includes(`passed attacks/${fileOf(at)} probes/${probe}.json`)),
      found: findingsIn(join(scratch, `doctor-${fileOf(at)}`)),
      isUntouched: !lines.includes(`touched attacks/${fileOf(at)}`),
    }));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function fileOf(at: number): string {
  return `${String(at).padStart(3, "0")}.sh`;
}

function callOf(command: string, cwd: string): object {
  return { session_id: "s1", cwd, hook_event_name: "PreToolUse", tool_name: "Bash", tool_use_id: "t1", tool_input: { command } };
}

function findingsIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const { findings } = JSON.parse(readFileSync(file, "utf8")) as { readonly findings: readonly { readonly code: string }[] };
  return findings.map(({ code }) => code).filter((code) => /^(key|statement)\./.test(code));
}
