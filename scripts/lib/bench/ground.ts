/** A throwaway home with a project in it, and a throwaway root with the guard installed in it, on the disk of the checkout. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installers } from "../../../src/agents/agents.ts";
import { isAlive, ownName } from "../../setup/process.mjs";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

export type BenchGround = {
  readonly timer: string;
  /** The installed one. */
  readonly guard: string;
  readonly home: string;
  readonly project: string;
  /** The guard's own folder, and a second one whose disk is memory; undefined where there is none. */
  readonly root: string;
  readonly rootInMemory: string | undefined;
  /** The C library in the guard: the reach differs. */
  readonly libc: "musl" | "glibc";
  /** A file that holds this text. */
  readonly fileWith: (text: string) => string;
  readonly remove: () => void;
};

/** It lies among the scratch folders of set-up, which sweeps what dead processes left there. */
export function makeBenchGround(): BenchGround {
  const place = mkdtempSync(join(repository, ".build", "scratch", `${ownName()}-bench-`));
  const memory = memoryFolder();
  const [home, project, root] = [join(place, "home"), join(place, "home", "proj"), join(place, "root")];
  for (const folder of [join(project, ".git"), join(project, "build")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(project, ".git", "HEAD"), "ref: refs/heads/main\n");
  writeFileSync(join(project, "package.json"), '{ "name": "proj", "scripts": { "test": "node --test" } }\n');
  for (const folder of [root, memory]) if (folder !== undefined) mkdirSync(join(folder, "ledger"), { recursive: true, mode: 0o700 });
  copyFileSync(join(repository, ".build", "guard"), join(root, "guard"));
  let files = 0;
  return {
    timer: join(repository, ".build", "timer"),
    guard: join(root, "guard"),
    home,
    project,
    root,
    rootInMemory: memory,
    libc: readFileSync(join(root, "guard")).includes("GLIBC_TUNABLES") ? "glibc" : "musl",
    fileWith: (text) => {
      files += 1;
      const file = join(place, `input-${files}`);
      writeFileSync(file, text);
      return file;
    },
    remove: () => {
      for (const folder of [place, memory]) if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const inMemory = "sheepdog-bench-";

/** Nobody else sweeps there, so each bench removes what killed ones left. */
function memoryFolder(): string | undefined {
  const mounts = process.platform === "linux" ? readFileSync("/proc/mounts", "utf8") : "";
  const folder = ["/dev/shm", tmpdir()].find((one) => mounts.includes(` ${one} tmpfs `));
  if (folder === undefined) return undefined;
  const left = readdirSync(folder).filter((name) => name.startsWith(inMemory) && !isAlive(name.slice(inMemory.length)));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return mkdtempSync(join(folder, `${inMemory}${ownName()}-`));
}

/** The command line that an up-to-date client is given, just as the installer writes it. */
export function hookCommand(ground: BenchGround, root = ground.root): readonly string[] {
  const installer = installers.find(({ name }) => name === "claude-code");
  const files = [{ name: "settings", path: "/settings.json", text: null }];
  const guardLine = { guard: ground.guard, root, clientVersion: "2.1.329", scope: "user", sha256: () => "" } as const;
  const installed = installer?.install(files, guardLine);
  const line = installed?.ok === true ? installer?.hookLine(installed.value) : undefined;
  if (line === undefined) throw new Error("the installer wrote no settings");
  return [line.program, ...line.args];
}
