/** Ground for tests of the daemon: a throwaway home, the command line in it, and whoever was started in it is gone afterwards. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { endMarked, type RunResult, runProgram } from "../../src/hosts/node/node.ts";

const cli = fileURLToPath(new URL("../../src/app/entry/cli.ts", import.meta.url));
/** What the launcher starts, whatever runs the tests. */
export const runtime = fileURLToPath(new URL("../../.build/bin/bun", import.meta.url));
export const guard = fileURLToPath(new URL("../../.build/guard", import.meta.url));

export const isRoot = process.getuid?.() === 0;
export const onLinux = { skip: process.platform !== "linux" };
/** Private mounts take root, or a system that lets users have namespaces of their own. */
export const canMount = { skip: spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status !== 0 };

export type Ground = {
  readonly home: string;
  readonly root: string;
  readonly sheepdog: (...args: readonly string[]) => Promise<RunResult>;
  /** What the daemon wrote about where it stands. */
  readonly standing: () => { readonly control: string; readonly process: string } | undefined;
  readonly log: () => string;
};

/** Under these programs and words, such as `unshare -m`. */
export function sheepdogWords(...args: readonly string[]): readonly [string, ...string[]] {
  return [runtime, "--no-env-file", "--no-install", cli, ...args];
}

export function inHome(work: (ground: Ground) => Promise<void>): () => Promise<void> {
  return async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-d-")));
    const ground = groundAt(home);
    try {
      await work(ground);
    } finally {
      const mark = ground.standing()?.process;
      if (mark !== undefined && endMarked(mark)) await until(() => !existsSync(join(ground.root, "daemon/standing.json")));
      rmSync(home, { recursive: true, force: true });
    }
  };
}

function groundAt(home: string): Ground {
  const root = join(home, ".sheepdog");
  const textOf = (name: string): string | undefined => (existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : undefined);
  return {
    home,
    root,
    sheepdog: (...args) => {
      const [program, ...words] = sheepdogWords(...args);
      return runProgram({ program, args: words, cwd: home, env: environmentIn(home), timeoutMs: 120_000 });
    },
    standing: () => {
      const text = textOf("daemon/standing.json");
      return text === undefined ? undefined : (JSON.parse(text) as ReturnType<Ground["standing"]>);
    },
    log: () => textOf("daemon/log.jsonl") ?? "",
  };
}

export function environmentIn(home: string): Readonly<Record<string, string>> {
  return { HOME: home, PATH: process.env["PATH"] ?? "/usr/bin:/bin", BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" };
}

/** Waits for what comes by itself, and fails when it does not. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error(`it did not come within ${withinMs / 1_000} s: ${holds}`);
}
