/** A real bash in a throwaway tree: everything else is read-only for it. Many commands in one sandbox, each on a fresh tree. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { treeFiles } from "./tree.ts";

export type Sandbox = { readonly folder: string; readonly home: string; readonly project: string };

/** One entry of the tree as `find` shows it: kind, mode, size and the time of the last change. */
export type Snapshot = ReadonlyMap<string, string>;

/** User and mount namespaces are what it takes. */
export function sandboxIsThere(): boolean {
  return spawnSync("unshare", ["-rm", "mount", "-o", "remount,bind,ro", "/"]).status === 0;
}

export function inSandbox<T>(work: (sandbox: Sandbox) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-differential-")));
  const home = join(folder, "tree/home");
  try {
    for (const [path, text] of Object.entries(treeFiles)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    cpSync(join(folder, "tree"), join(folder, "template"), { recursive: true, preserveTimestamps: true });
    return work({ folder, home, project: join(home, "proj") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `$1` is the sandbox's folder, `$2` how many commands there are. A file that is there again unchanged has its old time. */
const driver = `
mount --bind "$1" "$1" && mount -o remount,bind,ro / || exit 9
export TMPDIR="$1/scratch"; mkdir -p "$TMPDIR"
snapshot() { find "$1" -mindepth 1 -printf '%P\\t%y %m %s %T@\\n'; }
for ((i = 0; i < $2; i++)); do
  rm -rf "$1/tree"; cp -a "$1/template" "$1/tree"
  snapshot "$1/tree/home" > "$1/before-$i"
  (cd "$1/tree/home/proj" && HOME="$1/tree/home" timeout -k 1 10 bash --norc --noprofile "$1/command-$i" < /dev/null > /dev/null 2>&1)
  snapshot "$1/tree/home" > "$1/after-$i"
done`;

export type Observed = { readonly before: Snapshot; readonly after: Snapshot };

export function observe({ folder }: Sandbox, commands: readonly string[]): readonly Observed[] {
  commands.forEach((command, position) => writeFileSync(join(folder, `command-${position}`), command));
  const { PATH = "/usr/bin:/bin" } = process.env;
  const args = ["-rm", "bash", "-c", driver, "driver", folder, `${commands.length}`];
  const { status, stderr } = spawnSync("unshare", args, {
    env: { PATH, LC_ALL: "C" },
    encoding: "utf8",
    timeout: 2_000 * commands.length + 60_000,
  });
  if (status !== 0) throw new Error(`the sandbox ended with ${status}: ${stderr}`);
  const read = (name: string): Snapshot => snapshotOf(readFileSync(join(folder, name), "utf8"));
  return commands.map((_, position) => ({ before: read(`before-${position}`), after: read(`after-${position}`) }));
}

function snapshotOf(text: string): Snapshot {
  return new Map(text.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t") as [string, string]])));
}
