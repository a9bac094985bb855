/** Full, read-only and foreign disks, other users, no `/proc`: the guard blocks rather than go unrecorded, and everything else says what is wrong. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readRecords } from "../../src/proof/ledger/ledger.ts";
import { canMount, environmentIn, type Ground, guard, inHome, isRoot, onLinux, sheepdogWords } from "./ground.ts";

const asRoot = { skip: isRoot ? false : "only root can be somebody else" };
const nobody = 65_534;

type Ran = { readonly exit: number | null; readonly said: string };

const command = sheepdogWords()
  .map((word) => `'${word}'`)
  .join(" ");

/** In mounts of our own, which end with the shell. */
function mounted({ home }: Ground, script: string): Ran {
  const defined = `sheepdog() { ${command} "$@"; }\nROOT='${home}/.sheepdog'; GUARD='${guard}'\n${hook}\n`;
  const ran = spawnSync("unshare", ["-m", "/bin/sh", "-c", `${defined}${script}`], {
    cwd: "/",
    env: environmentIn(home) as NodeJS.ProcessEnv,
    encoding: "utf8",
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  return { exit: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

const hook = `hook() { printf '{"session_id":"s","cwd":"/","hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"t","tool_input":{"command":"%s"}}' "$1" |
  "$GUARD" hook claude-code --root "$ROOT"; }`;

const small = (mib: number): string =>
  `mkdir -p "$ROOT" && mount -t tmpfs -o size=${mib}m,mode=700 none "$ROOT" && mkdir -m 700 "$ROOT/ledger"`;
const fill = `dd if=/dev/zero of="$ROOT/fill" bs=64k 2>/dev/null; dd if=/dev/zero of="$ROOT/fill2" bs=1 2>/dev/null`;

test(
  "a full disk: what cannot go on record is blocked, and passes again when there is room",
  canMount,
  inHome(async (ground) => {
    const script = `${small(4)}
      hook true >/dev/null; echo "before $?"
      ${fill}
      passed=1; for n in $(seq 40); do hook true >/dev/null 2>"$HOME/said" && passed=$((passed+1)); done; echo "last $?"
      cat "$HOME/said"; cp "$ROOT/ledger/records" "$HOME/records"; echo "passed $passed"
      rm "$ROOT"/fill*; hook true >/dev/null; echo "after $?"`;
    const { said } = mounted(ground, script);
    assert.match(said, /before 0/);
    assert.match(said, /the ledger cannot be written: No space left on device/, said);
    assert.match(said, /after 0/);
    // The last page of the file takes some more; not one call passes without its record.
    const { leaves } = readRecords(readFileSync(join(ground.home, "records"), "latin1"));
    assert.match(said, new RegExp(`passed ${leaves.length}$`, "m"));
    assert.ok(leaves.length < 41);
  }),
);

test(
  "a full disk: settings and tokens stay as they were, and a person is told",
  canMount,
  inHome(async (ground) => {
    const script = `${small(2)}
      sheepdog config set ledger.keep 60d && sheepdog token add first >/dev/null
      ${fill}
      sheepdog config set ledger.keep 90d; echo "set $?"
      sheepdog token add second; echo "add $?"
      sheepdog config get ledger.keep; sheepdog token list
      rm "$ROOT"/fill*; sheepdog config set ledger.keep 90d; echo "again $?"; ls -A "$ROOT" "$ROOT/daemon"`;
    const { said } = mounted(ground, script);
    assert.match(said, /disk is full|ENOSPC/);
    assert.match(said, /set 2/);
    assert.match(said, /add 2/);
    assert.match(said, /^60d$/m);
    assert.match(said, / first$/m);
    assert.doesNotMatch(said, / second$/m);
    assert.match(said, /again 0/);
    assert.doesNotMatch(said, /\.(?:draft|new)$/m, "nothing is left of what could not be written");
  }),
);

test(
  "a full disk: the daemon goes on, says that it waits, and seals when there is room",
  canMount,
  inHome(async (ground) => {
    const script = `${small(8)}
      printf 'ledger: { seal: 1s }\\n' > "$ROOT/config.yaml"; chmod 600 "$ROOT/config.yaml"
      sheepdog up || exit 9
      hook true
      ${fill}
      for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sheepdog status | grep -q '^ledger .*waiting' && { echo waits; break; }; sleep 1; done
      rm "$ROOT"/fill*
      for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sheepdog status | grep -q '^ledger .*well' && { echo well; break; }; sleep 1; done
      sheepdog down`;
    const { said } = mounted(ground, script);
    // What is sealed already needs no room: it waits only where something new has to be written.
    assert.match(said, /well/);
    assert.match(said, /the daemon has ended/);
  }),
);

test(
  "a disk that is nearly full, and one that cannot be written, are findings",
  canMount,
  inHome(async (ground) => {
    const { said } = mounted(
      ground,
      `${small(8)}\nsheepdog doctor; mount -o remount,ro "$ROOT"; sheepdog config set ledger.keep 60d; sheepdog up; hook true; echo "read-only $?"`,
    );
    assert.match(said, /on a full disk nothing can go on record.*\[disk\.low\]/);
    assert.match(said, /EROFS/);
    assert.match(said, /read-only 2/);
  }),
);

test(
  "a root that belongs to somebody else is not worked in",
  asRoot,
  inHome(async (ground) => {
    mkdirSync(join(ground.root, "daemon"), { recursive: true, mode: 0o700 });
    writeFileSync(join(ground.root, "daemon/standing.json"), "{}", { mode: 0o600 });
    for (const path of [ground.root, join(ground.root, "daemon"), join(ground.root, "daemon/standing.json")])
      chownSync(path, nobody, nobody);
    const doctor = await ground.sheepdog("doctor");
    assert.match(doctor.stdout, /belongs to the user 65534, who can exchange the guard.*\[root\.foreign\]/);
    const status = await ground.sheepdog("status");
    assert.match(status.stderr, /belongs to the user 65534/);
    const up = await ground.sheepdog("up");
    assert.equal(up.exit, 2, up.stdout);
    assert.match(up.stderr, /belongs to the user 65534/);
  }),
);

test(
  "another user reads nothing, connects to nothing and stops nothing",
  asRoot,
  inHome(async (ground) => {
    assert.equal((await ground.sheepdog("up")).exit, 0);
    chmodSync(ground.home, 0o755);
    const asNobody = (script: string): string => {
      const ran = spawnSync("setpriv", [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "/bin/sh", "-c", script], {
        encoding: "utf8",
      });
      return `${ran.stdout}${ran.stderr}`;
    };
    for (const path of ["config.json", "daemon/standing.json", "daemon/log.jsonl", "ledger/records", "run"])
      assert.match(asNobody(`cat '${ground.root}/${path}' || ls '${ground.root}/${path}'`), /denied/, path);
    const connecting = `require('net').connect('${ground.root}/run/control').on('error', (e) => console.log(e.code)).on('connect', () => console.log('in'))`;
    const connected = spawnSync(
      "setpriv",
      [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", process.execPath, "-e", connecting],
      { encoding: "utf8", timeout: 30_000 },
    );
    assert.doesNotMatch(connected.stdout, /in/);
    assert.equal((await ground.sheepdog("status")).exit, 0);
  }),
);

test(
  "two users of one machine have a daemon each, and neither sees the other's",
  asRoot,
  inHome(async (ground) => {
    await inHome(async (other) => {
      assert.equal((await ground.sheepdog("up")).exit, 0);
      assert.equal((await other.sheepdog("status")).exit, 1);
      assert.equal((await other.sheepdog("up")).exit, 0);
      assert.notEqual(ground.standing()?.process, other.standing()?.process);
      assert.equal((await other.sheepdog("down")).exit, 0);
      assert.equal((await ground.sheepdog("status")).exit, 0);
    })();
  }),
);

test(
  "in a container without `/proc` the guard judges and records; what it cannot see it does not clear",
  canMount,
  inHome(async (ground) => {
    const script = `mkdir -p -m 700 "$ROOT/ledger"; mount -t tmpfs none /proc || exit 9
      hook true; echo "harmless $?"; hook 'git push -f'; echo "forced $?"; hook 'rm -rf ~'; echo "home $?"; wc -l < "$ROOT/ledger/records"`;
    const { said } = mounted(ground, script);
    assert.match(said, /harmless 0/, said);
    assert.match(said, /forced 2/);
    assert.match(said, /home 2/);
    assert.match(said, /^3$/m);
  }),
);

test(
  "where the system keeps a folder for this user's sockets, the account's own daemon listens there, and only while nobody else may enter",
  { skip: onLinux.skip || canMount.skip },
  inHome(async (ground) => {
    // The account's own home is the one in the password database: here that is ours.
    const passwd = `sed -E "s|^([^:]*:[^:]*:$(id -u):[^:]*:[^:]*:)[^:]*|\\1$HOME|" /etc/passwd > "$HOME/passwd" && mount --bind "$HOME/passwd" /etc/passwd`;
    const folder = `mount -t tmpfs -o mode=755 none /run && mkdir -p -m 700 /run/user/$(id -u)`;
    const open = mounted(
      ground,
      `${passwd} && ${folder} && sheepdog up; ls /run/user/$(id -u)/sheepdog; hook true; sheepdog status; echo "status $?"; sheepdog down`,
    );
    assert.match(open.said, /^control\nsocket$/m, open.said);
    assert.match(open.said, /status 0/);
    const closed = mounted(
      ground,
      `${passwd} && ${folder} && chmod 755 /run/user/$(id -u); sheepdog up; ls /run/user/$(id -u); ls "$ROOT/run"; sheepdog down`,
    );
    assert.match(closed.said, /^control\nsocket$/m, closed.said);
    assert.doesNotMatch(closed.said, /^sheepdog$/m);
  }),
);
