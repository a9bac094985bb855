/** The real clients that the agent tests drive, installed from their lock into the cache. */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allClients, installedInto, pinned } from "../../test/agents/clients.ts";

const parts = ["package.json", "package-lock.json"];
const flags = [
  "ci",
  "--ignore-scripts",
  "--include=optional",
  "--prefer-offline",
  "--no-audit",
  "--no-fund",
  "--no-update-notifier",
  "--loglevel=error",
];

/** One sentence for each thing that a person should know; a client that is missing afterwards is left out by the tests. */
export async function installClients(root: string): Promise<readonly string[]> {
  const lock = readFileSync(join(pinned, "package-lock.json"), "utf8");
  const stamp = join(installedInto, "node_modules", ".sheepdog-stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return missing();
  const cache = join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "agents-"));
  try {
    for (const part of parts) copyFileSync(join(pinned, part), join(draft, part));
    const failure = await npm(draft);
    if (failure !== undefined) return [`the agents could not be installed: ${failure}`, ...missing()];
    rmSync(installedInto, { recursive: true, force: true });
    renameSync(draft, installedInto);
    if (missing().length === 0) writeFileSync(stamp, lock);
    return missing();
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** npm passes over an optional package that it cannot fetch, so what counts is what is there. */
function missing(): readonly string[] {
  return allClients
    .filter((client) => !existsSync(client.program))
    .map((client) => `not run: ${client.title} is not there for this machine`);
}

function npm(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn("npm", flags, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : said.trim() || `npm ended with ${code}`));
  });
}
