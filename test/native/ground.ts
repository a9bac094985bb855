/** Ground for tests of the native host: images of a guard that does what its call says, throwaway roots, and the installed command line. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildNative, buildPlanted, freeze } from "../../native/build.mjs";

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const build = join(repository, ".build");
const chaos = join(repository, "native/host/tests/chaos.js");

/** Everything of one test file lies in here and goes with it. */
export const scratch = mkdtempSync(join(tmpdir(), "sheepdog-native-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const quiet = { log: () => {} };

/** A frozen image of the chaos guard. */
export async function chaosImage(): Promise<string> {
  await buildNative(quiet);
  const image = join(scratch, "guard");
  await freeze([chaos], image);
  return image;
}

/** The same, with planted faults in the host. */
export async function plantedImage(): Promise<string> {
  const image = join(scratch, "planted");
  const made = spawnSync(await plantedHost(), ["--freeze", image, chaos], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return image;
}

export async function plantedHost(): Promise<string> {
  await buildPlanted(quiet);
  return join(build, "planted");
}

/** The same guard, unfrozen. */
export function packedImage(): string {
  const image = join(scratch, "packed");
  const made = spawnSync(join(build, "host"), ["--pack", image, chaos], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return image;
}

/** Which C library is in the host: they differ in which signals they keep for themselves. */
export function libcOf(image: string): "musl" | "glibc" {
  return readFileSync(image).includes("GLIBC_TUNABLES") ? "glibc" : "musl";
}

let count = 0;

/** A fresh folder with a name of its own. */
export function folder(name: string): string {
  count += 1;
  const path = join(scratch, `${name}-${count}`);
  mkdirSync(path);
  return path;
}

/** A guard's own folder, with a ledger to write to. */
export function root(): string {
  const path = folder("root");
  mkdirSync(join(path, "ledger"));
  return path;
}

/** A program compiled from C; with `-shared`, a library. */
export function compiled(name: string, source: string, flags: readonly string[] = []): string {
  const from = join(scratch, `${name}.c`);
  const to = join(scratch, name);
  writeFileSync(from, source);
  const made = spawnSync("cc", ["-O1", "-w", ...flags, "-o", to, from], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return to;
}

export type Outcome = { readonly exit: number | null; readonly stdout: string; readonly stderr: string };

export type Setting = {
  /** What stands before the guard on the command line, such as a limit. */
  readonly before?: string;
  /** What stands after it, such as a redirection. */
  readonly after?: string;
  readonly root?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
};

/** The command line as it is installed: whatever becomes of the guard, the last word is a block. */
export function installed(image: string, setting: Setting = {}): Outcome {
  const own = setting.root ?? root();
  const line = `'${image}' hook plain --root '${own}' ${setting.after ?? ""}`;
  const script = `${setting.before ?? ""}\n${line} || { echo 'sheepdog: guard unavailable' >&2; exit 2; }`;
  return shell(script, setting);
}

export function shell(script: string, setting: Setting = {}): Outcome {
  const { status, stdout, stderr } = spawnSync("/bin/bash", ["-c", script], {
    cwd: setting.cwd ?? scratch,
    env: { PATH: process.env["PATH"], HOME: scratch, ...setting.env } as NodeJS.ProcessEnv,
    input: setting.input ?? call("allow"),
    timeout: 20_000,
    maxBuffer: 64 << 20,
  });
  return { exit: status, stdout: String(stdout), stderr: String(stderr) };
}

export function call(name: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ do: name, ...more });
}

/** Exit code 2, a reason that a person can read, and on stdout nothing but the agent's own block, or nothing. */
export function assertBlocked(outcome: Outcome, reason = /^sheepdog: /m): void {
  assert.equal(outcome.exit, 2, JSON.stringify(outcome).slice(0, 600));
  assert.match(outcome.stderr, /^(.*\n)*sheepdog: [^\n]{5,700}\n/);
  assert.match(outcome.stderr, reason);
  assert.doesNotMatch(outcome.stdout, /allowed/);
  if (outcome.stdout !== "") assert.equal((JSON.parse(outcome.stdout) as { decision?: string }).decision, "block");
}

/** The block came from the guard itself, in the agent's shape. */
export function assertAnswered(outcome: Outcome, reason?: RegExp): void {
  assertBlocked(outcome, reason);
  const { why } = JSON.parse(outcome.stdout) as { why: string };
  assert.match(why, /so this action is blocked/);
}

/** The control: in these surroundings an allowed call is still allowed. */
export function assertAllowed(outcome: Outcome): void {
  assert.deepEqual({ ...outcome, stderr: "" }, { exit: 0, stdout: "allowed", stderr: "" }, outcome.stderr);
}
