/** A real client in a real terminal, as a person has it in front of them: what stands on the screen, and the keys that are pressed. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findProgram, runningPrograms, runProgram } from "../../src/hosts/node/node.ts";
import { laidOut, type Model, type Place, type Trial, withModel, write } from "./trial.ts";

export type Terminal = {
  readonly place: Place;
  readonly model: Model;
  readonly screen: () => Promise<string>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** The screen as it was when `seen` said yes for the first time; the test fails where it never does. */
  readonly until: (what: string, seen: (screen: string) => boolean) => Promise<string>;
};

const tmux = findProgram("tmux", "/usr/bin:/usr/local/bin:/opt/homebrew/bin");

/** Why no test can use it, as a sentence; false when it is there. */
export const noTerminal = tmux === undefined ? "tmux is not on this machine, so no client was run in a terminal" : false;

const lookEveryMs = 150;
const usualPatienceMs = 60_000;

/** The terminal, its server and the home are new, and gone afterwards. */
export async function inTerminal<T>(trial: Trial, work: (terminal: Terminal) => Promise<T>): Promise<T> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog terminal ")));
  const place = { home, project: join(home, "proj") };
  mkdirSync(place.project);
  for (const [path, text] of Object.entries(trial.files ?? {})) write(join(home, path), text);
  try {
    return await withModel({ ...trial, asides: true }, place, async (model) => {
      await start(trial, place, model);
      const screen = (): Promise<string> => control(place, "capture-pane", "-p");
      const press = async (...keys: readonly string[]): Promise<void> => void (await control(place, "send-keys", ...keys));
      const until: Terminal["until"] = (what, seen) => patiently(trial.patienceMs ?? usualPatienceMs, { what, seen, screen });
      return work({ place, model, screen, press, until });
    });
  } finally {
    await end(place);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** `env -i`, so that nothing of this process reaches the client through the server of the terminal. */
async function start(trial: Trial, place: Place, model: Model): Promise<void> {
  const { args, env } = laidOut(trial, place, model.url);
  const variables = Object.entries({ ...env, TERM: "xterm-256color", COLORTERM: "truecolor", ...trial.env });
  const words = ["/usr/bin/env", "-i", ...variables.map(([name, value]) => `${name}=${value}`), trial.client.program];
  const size = ["-x", "140", "-y", "50", "-c", place.project];
  await control(place, "new-session", "-d", ...size, ...words, ...(trial.args?.(args) ?? args));
  await control(place, "set-option", "-g", "remain-on-exit", "on");
}

async function control({ home }: Place, ...words: readonly string[]): Promise<string> {
  if (tmux === undefined) throw new Error("tmux is not there");
  const env = { HOME: home, LANG: "C.UTF-8", PATH: "/usr/bin:/bin" };
  const run = await runProgram({
    program: tmux,
    args: ["-S", join(home, "terminal"), "-f", "/dev/null", ...words],
    env,
    timeoutMs: 10_000,
  });
  if (run.exit !== 0) throw new Error(`tmux ${words[0] ?? ""} ended with ${run.exit}: ${run.stderr}`);
  return run.stdout;
}

type Watch = { readonly what: string; readonly seen: (screen: string) => boolean; readonly screen: () => Promise<string> };

async function patiently(patienceMs: number, { what, seen, screen }: Watch): Promise<string> {
  const tries = Math.ceil(patienceMs / lookEveryMs);
  let last = "";
  for (let tried = 0; tried < tries; tried += 1) {
    last = await screen();
    if (seen(last)) return last;
    assert.ok(!last.includes("Pane is dead"), `the client ended before ${what} was seen; the screen says:\n${last}`);
    await wait(lookEveryMs);
  }
  throw new Error(`${what} was not seen within ${patienceMs / 1000} s; the screen says:\n${last}`);
}

/** The server takes the client with it, but not what the client has sent into the background; that is known by its home, which nobody else has. */
async function end(place: Place): Promise<void> {
  await control(place, "kill-server").catch(() => "there was no server to end");
  for (let left = runningIn(place), tries = 0; left.length > 0 && tries < 20; left = runningIn(place), tries += 1) {
    for (const pid of left) stop(pid);
    await wait(lookEveryMs);
  }
}

function runningIn({ home }: Place): readonly number[] {
  return runningPrograms().flatMap(({ pid, variable }) => (variable("HOME") === home ? [pid] : []));
}

function stop(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself between the look and the signal.
  }
}
