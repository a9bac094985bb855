/** Builds the native host and the timer when their sources changed, and freezes bundles into an image with the host. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const native = dirname(fileURLToPath(import.meta.url));
const output = join(dirname(native), ".build");
const programs = ["host", "timer"];
const forTests = ["planted"];
const arm64 = "aarch64-unknown-linux-gnu";
const arm64Linker = "aarch64-linux-gnu-gcc";
const countingEdges = ["level=3", "inline-8bit-counters"].map((what) => `-Cllvm-args=-sanitizer-coverage-${what}`).concat("-Cpasses=sancov-module", "-Ccodegen-units=1");
export const arm64Emulator = "qemu-aarch64-static";
const staleDraftMs = 10 * 60 * 1000;

/** Builds `.build/host` and `.build/timer`, or does nothing when they match the sources. Answers whether there was something to do. */
export function buildNative({ log }) {
  return build(programs, { log, why: "the native host (about a minute, only when it changed)" });
}

/** Builds `.build/planted`, the host with faults in it that tests call for. */
export function buildPlanted({ log }) {
  return build(forTests, { log, why: "the native host with planted faults, for tests" });
}

/** Builds `.build/fuzz`, the host that counts the edges it takes and hands made-up bytes to its readers. */
export function buildFuzz({ log }) {
  return build(["fuzz"], { log, why: "the native host with a counter on every edge, for the fuzzer", counted: true });
}

/** Builds `.build/host-arm64` on another machine. `lackingForArm64` says first whether that can be done. */
export function buildArm64({ log }) {
  return build(["host"], { log, why: "the native host for arm64", target: arm64, suffix: "-arm64" });
}

/** What is missing to build for arm64 and to run the result here; `undefined`: nothing. */
export function lackingForArm64() {
  if (process.platform !== "linux" || process.arch !== "x64") return "a Linux machine with x86-64";
  if (!existsSync(join(askRust().sysroot, "lib", "rustlib", arm64))) return `the Rust target ${arm64}`;
  return [arm64Linker, arm64Emulator].find((program) => !onPath(program));
}

async function build(names, { log, why, target = undefined, suffix = "", counted = false }) {
  const wanted = hashOfSources(target);
  const made = names.map((name) => `${name}${suffix}`);
  const stamp = join(output, `${made.join("-")}.built`);
  if (isBuilt(made, stamp, wanted)) return false;
  mkdirSync(output, { recursive: true });
  sweepDrafts();
  const chosen = target ?? chooseTarget();
  log(`building ${why}`);
  const folder = await cargo(chosen, names, counted);
  for (const name of names) put(join(folder, `sheepdog-${name}`), join(output, `${name}${suffix}`));
  // Last of all: whoever is killed before builds again, which cargo makes quick.
  replace(stamp, (draft) => writeFileSync(draft, wanted));
  return true;
}

/** Writes the image `out`: the host with these bundles, evaluated in order, inside of it. */
export async function freeze(bundles, out) {
  mkdirSync(dirname(out), { recursive: true });
  sweepDrafts();
  const way = process.platform === "linux" ? "--freeze" : "--pack";
  const { code, text } = await run(join(output, "host"), [way, out, ...bundles], {});
  if (code !== 0) throw new Error(`the image could not be made: ${text.trim()}`);
}

function isBuilt(names, stamp, wanted) {
  const complete = existsSync(stamp) && names.every((name) => existsSync(join(output, name)));
  return complete && readFileSync(stamp, "utf8") === wanted;
}

function hashOfSources(target = "") {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${target}\0`);
  for (const path of sourcesIn(native)) hash.update(`${relative(native, path)}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

function sourcesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["target", "tests"].includes(entry.name) ? [] : sourcesIn(path);
    return [path];
  });
}

/** Static in any case. musl starts faster, but is taken only where compiler and library are there already: nothing is downloaded for it. */
function chooseTarget() {
  const { host, sysroot } = askRust();
  const musl = host.replace(/-linux-gnu$/, "-linux-musl");
  const usable = musl !== host && existsSync(join(sysroot, "lib", "rustlib", musl)) && onPath("musl-gcc");
  return usable ? musl : host;
}

function askRust() {
  const ask = (...words) => spawnSync("rustc", words, { cwd: native, encoding: "utf8" });
  const [about, sysroot] = [ask("-vV"), ask("--print", "sysroot")];
  const host = /^host: (.+)$/m.exec(about.stdout ?? "")?.[1];
  if (host === undefined || !onPath("cargo")) throw new Error("Rust is missing: install it with cargo (1.88 or newer), then try again");
  if (!onPath("cc") && !onPath("gcc")) throw new Error("a C compiler is missing: install gcc, then try again");
  return { host, sysroot: sysroot.stdout.trim() };
}

function onPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));
}

/** Answers the folder that the programs lie in. */
async function cargo(target, names, counted) {
  const packages = names.flatMap((name) => ["--package", `sheepdog-${name}`]);
  const place = counted ? join(native, "target", "counted") : join(native, "target");
  const words = ["build", "--release", "--locked", "--target", target, "--target-dir", place];
  const linker = target === arm64 && process.arch === "x64" ? ["--config", `target.${arm64}.linker="${arm64Linker}"`] : [];
  const flags = [...withoutPlaces(), ...(counted ? countingEdges : [])];
  const config = ["--config", `target.${target}.rustflags=${JSON.stringify(flags)}`, ...linker];
  const { code, text } = await run("cargo", [...words, ...packages, ...config], { cwd: native, env: plainEnvironment(target) });
  if (code !== 0) throw new Error(`the native host could not be built:\n${text.trim().split("\n").slice(-40).join("\n")}`);
  return join(place, target, "release");
}

/** The same bytes wherever it is built: no folder of this machine stays in the programs. */
function withoutPlaces() {
  const home = process.env.CARGO_HOME ?? join(process.env.HOME ?? "", ".cargo");
  const registries = join(home, "registry", "src");
  const crates = existsSync(registries) ? readdirSync(registries).map((name) => [join(registries, name), "/crates"]) : [];
  return [[native, "/native"], ...crates].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** Flags of the caller would replace ours, and with them the static link. */
function plainEnvironment(target) {
  const ours = /^(RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_BUILD_.*|CARGO_TARGET_.*|CARGO_PROFILE_.*|(HOST_|TARGET_)?(C|CXX)FLAGS.*|NODE_OPTIONS)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  // Ours is no shared library: without the ways round that such a one needs, the engine takes a fourteenth fewer steps.
  const fixed = target.includes("linux") ? " -fno-pic" : "";
  const flags = `'-ffile-prefix-map=${join(native, "target")}=/build' -D__SANITIZE_ADDRESS__${fixed}`;
  return { ...Object.fromEntries(kept), CC_SHELL_ESCAPED_FLAGS: "1", [`CFLAGS_${target.replaceAll("-", "_")}`]: flags };
}

function run(program, words, options) {
  return new Promise((settle, fail) => {
    const child = spawn(program, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => fail(new Error(`\`${program}\` cannot be started: ${error.message}`)));
    child.on("close", (code) => settle({ code, text: Buffer.concat(chunks).toString("utf8") }));
  });
}

function put(from, to) {
  replace(to, (draft) => copyFileSync(from, draft));
}

/** Under another name first, so that nobody ever meets half a file. */
function replace(path, write) {
  const draft = `${path}.draft-${process.pid}`;
  write(draft);
  renameSync(draft, path);
}

/** What runs left behind that were killed. Young drafts may belong to somebody who is still at work. */
function sweepDrafts() {
  if (!existsSync(output)) return;
  for (const name of readdirSync(output).filter((entry) => entry.includes(".draft-"))) {
    const path = join(output, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > staleDraftMs) rmSync(path, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildNative({ log: (line) => console.error(line) });
  if (!built) console.error("the native host is up to date");
}
