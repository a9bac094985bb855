/** The tools of the machine that set-up stands on, and what to install when one is missing. */
import { accessSync, constants, statSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { SetupFault } from "./fault.mjs";

const oldestNode = 20;
const oldestRust = [1, 88];

const tools = {
  bash: { program: "bash", install: "bash (install the package `bash`)" },
  git: { program: "git", install: "git (install the package `git`)" },
  npm: { program: "npm", install: `npm (install Node ${oldestNode} or newer, it brings npm)` },
  cargo: { program: "cargo", install: `cargo (install Rust ${oldestRust.join(".")} or newer, best with rustup)` },
  rustc: { program: "rustc", install: `rustc (install Rust ${oldestRust.join(".")} or newer, best with rustup)` },
  cc: { program: "cc", install: "a C compiler (install gcc with the C library's headers, on Debian `apt-get install gcc libc6-dev`)" },
};

export const everyTool = Object.keys(tools);
export const packageTools = ["npm"];
export const nativeTools = ["cargo", "rustc", "cc"];

/** Throws one sentence that names everything that is missing. */
export function checkTools(names) {
  const missing = names.filter((name) => findProgram(tools[name].program) === undefined).map((name) => tools[name].install);
  if (missing.length > 0) throw new SetupFault(`set-up needs ${missing.join(", and ")}; then run this again.`);
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    throw new SetupFault(
      `set-up needs Node ${oldestNode} or newer and runs on ${process.versions.node}; install a newer Node, then run this again.`,
    );
  }
  if (names.includes("rustc")) checkRust();
}

function checkRust() {
  const said = rustVersion();
  const [, major, minor] = /^rustc (\d+)\.(\d+)/.exec(said) ?? [];
  const recent = Number(major) > oldestRust[0] || (Number(major) === oldestRust[0] && Number(minor) >= oldestRust[1]);
  if (!recent)
    throw new SetupFault(
      `set-up needs Rust ${oldestRust.join(".")} or newer and finds \`${said}\`; run \`rustup update\`, then run this again.`,
    );
}

function rustVersion() {
  try {
    const env = { ...process.env, RUST_BACKTRACE: "0" };
    return execFileSync("rustc", ["--version"], { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    throw new SetupFault(
      "set-up finds `rustc`, but it does not run; run `rustup default stable`, then run this again.",
      String(error.stderr ?? error.message),
    );
  }
}

/** The first program of this name on PATH. */
function findProgram(name) {
  const places = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return places.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EACCES", "ELOOP"].includes(error.code)) return false;
    throw error;
  }
}
