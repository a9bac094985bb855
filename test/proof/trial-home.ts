/** A throwaway home with the command line in it, and an SSH key that opens its vault without asking anybody. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../src/app/entry/cli.ts", import.meta.url));

/** What the launcher starts, whatever runs the tests. */
const runtime = fileURLToPath(new URL("../../.build/bin/bun", import.meta.url));

export type Ended = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string };

export type TrialHome = {
  readonly home: string;
  /** An identity that opens the vault that `vault init --add ssh` makes here. */
  readonly key: string;
  readonly sheepdog: (args: readonly string[], more?: More) => Promise<Ended>;
  /** The same home once more, as it is now. */
  readonly copy: () => TrialHome;
  readonly remove: () => void;
};

export type More = {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Programs and words before it, such as `strace`. */
  readonly under?: readonly string[];
  /** What the descriptors from 3 on give. */
  readonly descriptors?: readonly string[];
};

export function trialHome(): TrialHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-proof-")));
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "trial", "-f", join(home, "key")]);
  return homeAt(home);
}

function homeAt(home: string): TrialHome {
  return {
    home,
    key: join(home, "key"),
    sheepdog: (args, more = {}) => run(home, args, more),
    copy: () => {
      const other = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-proof-")));
      cpSync(home, other, { recursive: true, verbatimSymlinks: true });
      return homeAt(other);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The words that start the command line, for whoever starts it in another way. */
export function sheepdogWords(args: readonly string[]): readonly string[] {
  return [runtime, cli, ...args];
}

/** Nothing of the runtime's own lands in the home. */
export const runtimeEnv: Readonly<Record<string, string>> = { BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" };

async function run(home: string, args: readonly string[], { input = "", env = {}, under = [], descriptors = [] }: More): Promise<Ended> {
  const [program = "", ...words] = [...under, ...sheepdogWords(args)];
  const child = spawn(program, words, {
    cwd: home,
    env: { HOME: home, PATH: process.env["PATH"] ?? "/usr/bin:/bin", ...runtimeEnv, ...env },
    stdio: ["pipe", "pipe", "pipe", ...descriptors.map(() => "pipe" as const)],
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  const said: { out: string; err: string } = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  // Who ends before everything is read says so by its exit code.
  for (const [at, text] of [input, "", "", ...descriptors].entries()) {
    const stream = at === 1 || at === 2 ? null : child.stdio[at];
    if (stream === null || stream === undefined || !("end" in stream)) continue;
    stream.on("error", () => undefined);
    stream.end(text);
  }
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  return { code, signal, ...said };
}
