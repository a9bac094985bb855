/** A fleet of real clients with everything around it: home, guard, accounts that are signed in, projects under git, models on loopback, and a daemon to kill. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { askDaemon } from "../../../src/app/daemon/client.ts";
import type { Result } from "../../../src/base/result.ts";
import type { Note, Task } from "../../../src/fleet/fleet.ts";
import { readFleetStore, serveLoopback, type StoreReading, surroundings } from "../../../src/hosts/node/node.ts";
import type { Client as Program } from "../../agents/clients.ts";
import { type Model, writeJson } from "./ground.ts";

export const guardBuild = fileURLToPath(new URL("../../../.build/guard", import.meta.url));
const cli = fileURLToPath(new URL("../../../src/app/entry/cli.ts", import.meta.url));

export type WholeFleet = {
  readonly home: string;
  /** Into the inbox of a project, as an editor saves a file. */
  readonly give: (project: string, name: string, text: string) => void;
  readonly begin: () => Promise<void>;
  /** Without a word and without a chance. */
  readonly kill: () => Promise<void>;
  /** One of the daemon's doors, as the person whose socket it is. */
  readonly ask: (path: string) => Promise<void>;
  /** What is true, whatever the daemon came to say of it before it was killed. */
  readonly ended: () => readonly Task[];
  /** Of one task; of the accounts under the empty name. */
  readonly journal: (task: string) => readonly Note[];
  /** What the daemon said of itself, oldest first. */
  readonly log: () => readonly LogLine[];
};

export type LogLine = {
  readonly at: string;
  readonly duty: string;
  readonly what: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** A product with accounts of which each has been signed in. */
export type Team = {
  readonly program: Program;
  /** What people call it by. */
  readonly word: string;
  /** What the settings say of each account. */
  readonly account: object;
  readonly layOut: (folder: string, at: { readonly home: string; readonly url: string }) => void;
};

export type Wanted = {
  readonly team: Team;
  readonly accounts: readonly string[];
  readonly sessions: number;
  readonly models: readonly Model[];
};

export async function onWholeFleet(wanted: Wanted, work: (fleet: WholeFleet) => Promise<void>): Promise<void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog whole ")));
  const servers = await Promise.all(wanted.models.map(serve));
  let daemon: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const one = daemon;
    const over = one === undefined || one.exitCode !== null ? Promise.resolve() : new Promise((resolve) => one.once("exit", resolve));
    one?.kill("SIGKILL");
    await over;
  };
  const begin = async (): Promise<void> => {
    const before = linesIn(logOf(home)).length;
    const env = { PATH: `${home}/bin:/usr/bin:/bin`, HOME: home, LANG: "C.UTF-8" };
    daemon = spawn(process.execPath, [cli, "up", "--foreground"], { env, stdio: ["ignore", "ignore", "inherit"] });
    const isUp = (): boolean =>
      linesIn(logOf(home))
        .slice(before)
        .some(({ what }) => what === "the fleet is at work");
    for (let tries = 0; tries < 1_200 && !isUp(); tries += 1) await wait(50);
  };
  try {
    layOut(
      home,
      wanted,
      servers.map(({ url }) => url),
    );
    await work({
      home,
      give: (project, name, text) => give(home, { project, name, text }),
      begin,
      kill,
      ask: (path) => ask(home, path),
      ended: () => reading(home, ({ rows }) => rows.flatMap(({ table, row }) => (table === "ended" ? [row as Task] : []))),
      journal: (task) => reading(home, ({ journal }) => valueOf(journal(task))),
      log: () => linesIn(logOf(home)),
    });
  } finally {
    await kill();
    endAllBelow(home);
    for (const server of servers) await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  }
}

/** Doors are opened when all duties have begun, a moment after the fleet has. */
async function ask(home: string, path: string): Promise<void> {
  const asked = (): ReturnType<typeof askDaemon> => askDaemon({ around: { ...surroundings(), home } }, { method: "POST", path });
  let answer = await asked();
  for (let tries = 0; tries < 100 && !answer.ok; tries += 1) {
    await wait(100);
    answer = await asked();
  }
  valueOf(answer);
}

function logOf(home: string): string {
  return join(home, ".sheepdog/daemon/log.jsonl");
}

function layOut(home: string, { team, accounts, sessions }: Wanted, urls: readonly string[]): void {
  placeGuard(home);
  mkdirSync(join(home, "bin"));
  symlinkSync(team.program.program, join(home, "bin", team.word));
  for (const [at, name] of accounts.entries()) {
    const folder = join(home, "accounts", name);
    mkdirSync(folder, { recursive: true });
    team.layOut(folder, { home, url: urls[at] ?? "" });
    layOutProject(projectOf(home, name));
  }
  // JSON is YAML.
  writeJson(join(home, ".sheepdog/config.yaml"), settingsFor(home, { team, accounts, sessions }));
}

/** As `init` leaves it: a version below the root, and the name that leads to it. */
function placeGuard(home: string): void {
  mkdirSync(join(home, ".sheepdog/versions/1"), { recursive: true, mode: 0o700 });
  mkdirSync(join(home, ".sheepdog/ledger"), { mode: 0o700 });
  copyFileSync(guardBuild, join(home, ".sheepdog/versions/1/guard"));
  chmodSync(join(home, ".sheepdog/versions/1/guard"), 0o755);
  symlinkSync("versions/1/guard", join(home, ".sheepdog/guard"));
}

function projectOf(home: string, account: string): string {
  return join(home, "projects", `work-${account}`);
}

function layOutProject(folder: string): void {
  mkdirSync(join(folder, ".agent-queue/inbox"), { recursive: true });
  const git = (...words: readonly string[]): unknown =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@localhost", ...words], { stdio: "ignore" });
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "begin");
}

function settingsFor(home: string, { team, accounts, sessions }: Omit<Wanted, "models">): object {
  const most = Math.ceil(sessions / accounts.length);
  const account = (id: string, rank: number): object => ({
    product: team.program.name,
    folder: join(home, "accounts", id),
    rank,
    // Room for what another account cannot take.
    most: most + 1,
    ...team.account,
  });
  const project = (id: string): object => ({ folder: projectOf(home, id), account: id, most });
  const named = (make: (id: string, at: number) => object, prefix = ""): object =>
    Object.fromEntries(accounts.map((id, at) => [`${prefix}${id}`, make(id, at)]));
  const times = { adopt: "5s", resetJitter: "1s", moveCooldown: "1s" };
  return { fleet: { ...times, sessions, accounts: named(account), projects: named(project, "work-") } };
}

function reading<T>(home: string, read: (store: StoreReading) => readonly T[]): readonly T[] {
  const opened = valueOf(readFleetStore(join(home, ".sheepdog/fleet.sqlite")));
  if (opened === null) return [];
  try {
    return read(opened);
  } finally {
    opened.close();
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.what);
  return result.value;
}

type Given = { readonly project: string; readonly name: string; readonly text: string };

function give(home: string, { project, name, text }: Given): void {
  const inbox = join(home, "projects", project, ".agent-queue/inbox");
  writeFileSync(join(inbox, `.${name}`), text);
  renameSync(join(inbox, `.${name}`), join(inbox, name));
}

function linesIn(path: string): readonly LogLine[] {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  // A daemon that was killed may have left half a line.
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as LogLine];
    } catch {
      return [];
    }
  });
}

/** Clients outlive their daemon; a test does not leave them. */
function endAllBelow(home: string): void {
  for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, "latin1").includes(`SHEEPDOG_SESSION=${home}`)) process.kill(pid, "SIGKILL");
    } catch {
      // Somebody else's, or gone.
    }
  }
}

async function serve(model: Model): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  return valueOf(await serveLoopback(model));
}
