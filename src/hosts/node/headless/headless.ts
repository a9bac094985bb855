/** Sessions without a screen: the client as a process of its own, which neither our end nor a torn write can harm. */
import { spawn, type SpawnOptions } from "node:child_process";
import { closeSync, constants, openSync, watch, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { done, fail, type Result } from "../../../base/result.ts";
import type { Dialogue, Message } from "../../../fleet/fleet.ts";
import { errorCode, systemFault } from "../fault.ts";
import { readTail, writeTextFile } from "../files.ts";
import { ensurePrivateFolder, namesIn } from "../folders.ts";
import { runProgram } from "../programs.ts";
import { type Attendance, type Attending, delivered, type Delivery, type Hands, type Starting } from "../sessions/attendance.ts";
import { began, exitIn } from "../sessions/begun.ts";
import { growingFile } from "../sessions/growing-file.ts";
import type { ProcessMark } from "../sessions/process-mark.ts";
import { feeder } from "./feeder.ts";

export const headlessHands: Hands = { start, attend };

/** The client reads a message from here; what was given is never given again. */
const [waiting, given] = ["waiting", "given"] as const;
const startPatienceMs = 10_000;
const lookEveryMs = 20;

async function start({ folder, record, env }: Starting): Promise<Result<ProcessMark>> {
  const known = began(folder);
  if (known !== undefined) return done(known);
  const laid = await layOut(folder);
  if (!laid.ok) return laid;
  const options: SpawnOptions = { cwd: record.start.folder, env: { ...env }, detached: true, stdio: "ignore" };
  try {
    const child = spawn("/bin/sh", ["-c", feeder, "sheepdog", folder, record.program, ...record.args], options);
    // How it went is read from the folder, where a later process of ours finds it as well.
    child.on("error", () => undefined);
    child.unref();
  } catch (error) {
    return systemFault("session.unstartable", `\`${record.program}\` could not be started in \`${record.start.folder}\``, error);
  }
  return appeared(folder, record.program);
}

async function layOut(folder: string): Promise<Result<void>> {
  for (const name of [waiting, given]) {
    const made = ensurePrivateFolder(join(folder, name));
    if (!made.ok) return made;
  }
  const pipes = ["bell", "in"].map((name) => join(folder, name));
  const made = await runProgram({ program: "/bin/sh", args: ["-c", makePipes, "sheepdog", ...pipes], timeoutMs: startPatienceMs });
  return made.exit === 0
    ? done(undefined)
    : fail({ code: "session.pipes", what: `no pipes could be made in \`${folder}\`: ${made.stderr}` });
}

const makePipes = 'for pipe; do [ -p "$pipe" ] || mkfifo -m 600 "$pipe" || exit 1; done';

async function appeared(folder: string, program: string): Promise<Result<ProcessMark>> {
  for (let waitedMs = 0; waitedMs < startPatienceMs; waitedMs += lookEveryMs) {
    const mark = began(folder);
    if (mark !== undefined) return done(mark);
    await wait(lookEveryMs);
  }
  return fail({ code: "session.unstarted", what: `\`${program}\` did not start within ${startPatienceMs / 1000} s` });
}

/** A change of the folder is noticed at once; where the system does not say, this often. */
const lookAgainMs = 500;

function attend({ folder, client, record, hear }: Attending): Attendance {
  const dialogue = client.headless?.dialogue(record.start);
  const out = growingFile(join(folder, "out"));
  const look = (): void => {
    for (const line of dialogue === undefined ? [] : out.lines()) {
      const { heard, say } = dialogue?.hear(line) ?? { heard: [], say: [] };
      for (const one of heard) hear(one);
      for (const message of say) leaveMessage(folder, message);
    }
  };
  for (const message of dialogue?.opening ?? []) leaveMessage(folder, message);
  ringFor(folder);
  const watcher = watch(folder, () => look());
  watcher.on("error", () => undefined);
  const timer = setInterval(look, lookAgainMs);
  return {
    look,
    ...speaking(folder, dialogue),
    leave: async () => void ring(folder, "end"),
    state: () => undefined,
    exit: () => exitIn(folder),
    lastWords: () => lastWordsIn(folder),
    close: () => {
      watcher.close();
      clearInterval(timer);
    },
  };
}

function speaking(folder: string, dialogue: Dialogue | undefined): Pick<Attendance, "prompt" | "interrupt"> {
  const say = (message: Message | undefined): Delivery =>
    message === undefined
      ? { ok: false, code: "busy", detail: "the client is not ready to be told anything" }
      : leaveMessage(folder, message);
  return {
    prompt: async (prompt) => say(dialogue?.prompt(prompt)),
    interrupt: async (order) => say(dialogue?.interrupt(order)),
  };
}

/** On the disk before the client is told of it, under a number that keeps the order. */
function leaveMessage(folder: string, { id, text }: Message): Delivery {
  const names = [waiting, given].map((name) => namesIn(join(folder, name)));
  const all = names.flatMap((one) => (one.ok ? one.value : []));
  const known = all.find((name) => name.endsWith(`-${id}`));
  const name = known ?? `${String(all.length).padStart(6, "0")}-${id}`;
  const written = known === undefined ? writeTextFile(join(folder, waiting, name), `${text}\n`) : done(undefined);
  if (!written.ok) return { ok: false, code: "busy", detail: written.fault.what };
  return ring(folder, name);
}

/** Whatever was left and not yet taken, in case that nobody was woken for it. */
function ringFor(folder: string): void {
  const names = namesIn(join(folder, waiting));
  for (const name of names.ok ? names.value : []) ring(folder, name);
}

/** A bell that nobody hears yet is no failure: the client looks by itself when it begins, and a dead one is noticed by its end. */
function ring(folder: string, name: string): Delivery {
  let bell: number | undefined;
  try {
    bell = openSync(join(folder, "bell"), constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(bell, `${name}\n`);
    return delivered;
  } catch (error) {
    if (["ENXIO", "ENOENT"].includes(errorCode(error) ?? "")) return delivered;
    return { ok: false, code: "busy", detail: error instanceof Error ? error.message : String(error) };
  } finally {
    if (bell !== undefined) closeSync(bell);
  }
}

const mostLastWords = 2_000;

function lastWordsIn(folder: string): string {
  return ["err", "out"]
    .map((name) => readTail(join(folder, name), mostLastWords))
    .flatMap((text) => (text.ok ? [text.value] : []))
    .join("\n");
}
