/** A throwaway copy of this repository, with a throwaway home, in which set-up can be run, killed and led astray. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
export type Variables = Readonly<Record<string, string>>;
export type Checkout = { readonly root: string; readonly outside: string; readonly variables: Variables; readonly remove: () => void };

/** Every file that git would commit from here, in a folder whose name has spaces. */
export function makeCheckout(): Checkout {
  const place = mkdtempSync(join(tmpdir(), "sheepdog set-up "));
  const [root, outside, home] = ["check out", "else where", "home"].map((name) => join(place, name)) as [string, string, string];
  for (const folder of [root, outside, home]) mkdirSync(folder);
  for (const file of committable()) cpSync(join(repository, file), join(root, file), { preserveTimestamps: true });
  return { root, outside, variables: variablesFor(home), remove: () => rmSync(place, { recursive: true, force: true }) };
}

/** The same, set up with what this repository has made already; what others change here meanwhile does not reach it. */
export function makeReadyCheckout(): Checkout {
  const checkout = makeCheckout();
  symlinkSync(join(repository, "node_modules"), join(checkout.root, "node_modules"));
  for (const name of ["bin", "stamps", "host", "timer"])
    cpSync(join(repository, ".build", name), join(checkout.root, ".build", name), { recursive: true, verbatimSymlinks: true });
  const { status, stderr } = run(checkout, { args: setupOf(checkout) });
  if (status === 0) return checkout;
  checkout.remove();
  throw new Error(stderr);
}

function committable(): readonly string[] {
  const listed = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: repository, encoding: "utf8" });
  return listed.stdout.split("\0").filter((file) => file !== "" && existsSync(join(repository, file)));
}

/** The caches of packages are shared with the machine, everything else of its user is not. */
function variablesFor(home: string): Variables {
  const { env } = process;
  return {
    PATH: env["PATH"] ?? "",
    HOME: home,
    npm_config_cache: env["npm_config_cache"] ?? join(homedir(), ".npm"),
    CARGO_HOME: env["CARGO_HOME"] ?? join(homedir(), ".cargo"),
    RUSTUP_HOME: env["RUSTUP_HOME"] ?? join(homedir(), ".rustup"),
    ...(env["NODE_EXTRA_CA_CERTS"] === undefined ? {} : { NODE_EXTRA_CA_CERTS: env["NODE_EXTRA_CA_CERTS"] }),
  };
}

export type Command = { readonly args: readonly string[]; readonly cwd?: string; readonly variables?: Variables };

/** Runs a program of the checkout to its end, without input. */
export function run(checkout: Checkout, { args: [program = "", ...args], cwd = checkout.outside, variables = {} }: Command): Ended {
  const env = { ...checkout.variables, ...variables };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return { status, stdout, stderr };
}

export const launcherOf = (checkout: Checkout): string => join(checkout.root, "sheepdog");
export const setupOf = (checkout: Checkout): readonly string[] => ["node", join(checkout.root, "scripts", "setup.mjs"), "--quiet"];

/** Runs set-up beside the test; `kill` takes the process alone, or with everything that it started. */
export function startSetup(checkout: Checkout): { readonly ended: Promise<Ended>; readonly kill: (what: "alone" | "group") => void } {
  const [program = "", ...args] = setupOf(checkout);
  const child = spawn(program, args, { cwd: checkout.root, env: checkout.variables, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => child.on("exit", (status) => resolve({ status, stdout: "", stderr })));
  const kill = (what: "alone" | "group"): void => {
    const pid = child.pid ?? 0;
    if (child.exitCode === null && pid > 0) process.kill(what === "group" ? -pid : pid, "SIGKILL");
  };
  return { ended, kill };
}

/** A PATH that leads to the named programs alone. */
export function pathWith(checkout: Checkout, programs: readonly string[]): string {
  const folder = mkdtempSync(join(dirname(checkout.root), "path "));
  for (const program of programs) symlinkSync(placeOf(program), join(folder, program));
  return folder;
}

function placeOf(program: string): string {
  const places = (process.env["PATH"] ?? "").split(":").map((folder) => join(folder, program));
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true);
  if (found === undefined) throw new Error(`this test needs \`${program}\` on PATH`);
  return found;
}

/** Back to a fresh clone, but for the crates of others that the compiler has done already. */
export function makeFresh({ root }: Checkout): void {
  for (const name of ["node_modules", ".build"])
    rmSync(join(root, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  const now = new Date();
  utimesSync(join(root, "native", "host", "src", "main.rs"), now, now);
}

/** Everything that set-up makes, by name and size; a copy is the same as its model when this is. */
export function madeIn({ root }: Checkout): readonly string[] {
  const places = ["node_modules", ".build/bin", ".build/stamps"].map((place) => join(root, place));
  const files = places.flatMap((place) => readdirSync(place, { recursive: true, withFileTypes: true }));
  return files.map((file) => `${relative(root, join(file.parentPath, file.name))} ${sizeOf(join(file.parentPath, file.name))}`).sort();
}

function sizeOf(path: string): number {
  const found = lstatSync(path);
  return found.isDirectory() ? 0 : found.size;
}
