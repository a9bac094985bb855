/** Sessions on a screen that people can watch: words go in as a paste, and everything else is read from the client's own files. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { done, fail, type Result } from "../../../base/result.ts";
import type { ClientState, Prompt } from "../../../fleet/fleet.ts";
import { hashOf } from "../crypto.ts";
import { readTail, readTextIfThere, writeTextFile } from "../files.ts";
import {
  type Attendance,
  type Attending,
  delivered,
  type Delivery,
  conversationUnknown,
  type Hands,
  type Starting,
} from "../sessions/attendance.ts";
import { began, exitIn } from "../sessions/begun.ts";
import { clientStates, isStill } from "../sessions/conversation-holder.ts";
import { growingFile } from "../sessions/growing-file.ts";
import { sessionVariable } from "../sessions/left-processes.ts";
import type { ProcessMark } from "../sessions/process-mark.ts";
import { givenPrompts, type GivenPrompts } from "./given-prompts.ts";
import { openPane, type Pane, pasteInto, pressIn, type Server, shellWord, stopKeeping, takenBy } from "./pane.ts";
import { starter } from "./starter.ts";
import { screenFile, takesPastes } from "./takes-pastes.ts";

/** The kernel has no more room for the path of a socket. */
const longestSocket = 100;
const startPatienceMs = 10_000;
const lookEveryMs = 100;
const lookForPeopleMs = 2_000;

export function tmuxHands(server: Server): Hands {
  return { start: (starting) => start(server, starting), attend: (attending) => attend(server, attending) };
}

/** Short, and the same whenever it is asked for. */
function paneOf(server: Server, folder: string): Pane {
  return { server, name: screenName(folder) };
}

export function screenName(folder: string): string {
  return `sheepdog-${hashOf(Buffer.from(folder, "utf8")).slice(0, 16)}`;
}

async function start(server: Server, starting: Starting): Promise<Result<ProcessMark>> {
  const { folder, record } = starting;
  const known = began(folder);
  if (known !== undefined) return done(known);
  if (server.socket.length > longestSocket)
    return fail({ code: "session.socket", what: `\`${server.socket}\` is too long for a socket`, todo: "choose a shorter folder" });
  const { resume } = record.start;
  // Read from where it has always stood: a client that goes on elsewhere could not be heard.
  if (resume !== null && (starting.transcript === null || !existsSync(starting.transcript)))
    return fail({ code: conversationUnknown, what: `there is no transcript of \`${resume.from}\` for this folder` });
  const laid = layOut(starting);
  if (!laid.ok) return laid;
  const words = [
    "/usr/bin/env",
    "-i",
    `${sessionVariable}=${folder}`,
    "/bin/sh",
    "-c",
    starter,
    "sheepdog",
    folder,
    record.program,
    ...record.args,
  ];
  const opening = { folder: record.start.folder, words, screen: join(folder, screenFile) };
  const opened = await openPane(paneOf(server, folder), opening);
  if (!opened.ok) return fail({ code: "session.unstarted", what: `no pane could be opened for \`${record.program}\`: ${opened.text}` });
  for (let waitedMs = 0; waitedMs < startPatienceMs; waitedMs += lookEveryMs) {
    const mark = began(folder);
    if (mark !== undefined) return done(mark);
    await wait(lookEveryMs);
  }
  return fail({ code: "session.unstarted", what: `\`${record.program}\` did not start within ${startPatienceMs / 1000} s` });
}

const transcriptFrom = "transcript-from";

/** The environment goes by a file, which the client's shell removes: on a command line everybody could read it. */
function layOut({ folder, env, transcript }: Starting): Result<void> {
  const size = transcript === null ? 0 : (statSync(transcript, { throwIfNoEntry: false })?.size ?? 0);
  const kept = writeTextFile(join(folder, transcriptFrom), String(size));
  if (!kept.ok) return kept;
  const all = Object.entries({ TERM: "xterm-256color", ...env });
  return writeTextFile(join(folder, "environment"), all.map(([name, value]) => `export ${name}=${shellWord(value)}\n`).join(""));
}

function attend(server: Server, attending: Attending): Attendance {
  const { folder, client, record, hear, taken } = attending;
  const pane = paneOf(server, folder);
  const given = givenPrompts(folder);
  const path = client.transcript(record.start);
  const from = readTextIfThere(join(folder, transcriptFrom));
  const transcript = path === null ? undefined : growingFile(path, from.ok ? Number(from.value ?? 0) : 0);
  const listen = client.terminal?.listen();
  let ready = false;
  const look = (): void => {
    if (!ready && stateOf(attending) !== undefined) {
      ready = true;
      hear({ is: "ready", conversation: record.start.conversation });
    }
    for (const line of transcript?.lines() ?? []) {
      const words = client.terminal?.personSaid(line);
      const receipt = words === undefined ? undefined : given.receiptOf(words);
      if (receipt !== undefined) hear({ is: "received", receipt });
      for (const one of listen?.(line) ?? []) hear(one);
    }
  };
  const timer = setInterval(look, lookEveryMs);
  const people = setInterval(() => void lookForPeople(pane, taken), lookForPeopleMs);
  return {
    look,
    prompt: (prompt) => deliver({ pane, given, attending }, prompt),
    interrupt: async () => deliveryOf(await pressIn(pane, "Escape")),
    leave: async () => endClient(attending),
    state: () => stateOf(attending)?.state,
    exit: () => exitIn(folder),
    lastWords: () => wordsIn(join(folder, "err")),
    close: () => {
      clearInterval(timer);
      clearInterval(people);
    },
  };
}

async function lookForPeople(pane: Pane, taken: (by: string) => void): Promise<void> {
  const by = await takenBy(pane);
  if (by !== undefined && by !== "") taken(by);
}

/** The client's own word on how it is doing, if the process that gave it still is. */
function stateOf({ client, record }: Attending): ClientState | undefined {
  const { account, conversation } = record.start;
  return clientStates(client, account).find((state) => state.conversation === conversation && isStill(state));
}

type Delivering = { readonly pane: Pane; readonly given: GivenPrompts; readonly attending: Attending };

/** What a terminal takes for something else than text; the end of a paste is among it. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const pressAgainMs = [1_500, 4_000, 8_000] as const;

/** Pasted once, whatever happens; where it then waits in the prompt, only the key is pressed again. That it came in is heard from the transcript. */
async function deliver({ pane, given, attending }: Delivering, { receipt, text }: Prompt): Promise<Delivery> {
  if (control.test(text))
    return { ok: false, code: "impossible", detail: "the prompt has control characters, which a terminal would obey" };
  const state = stateOf(attending)?.state;
  if (state !== "idle") return { ok: false, code: "busy", detail: `the client is ${state ?? "not there"}` };
  if (!(await takesPastesSoon(attending.folder)))
    return { ok: false, code: "busy", detail: "the client does not take a text in one piece yet" };
  const pasted = (attending.client.terminal?.asPasted ?? ((same: string) => same))(text.replaceAll(/\r\n?/g, "\n"));
  const before = given.keep({ receipt, text: pasted });
  if (!before.ok) return { ok: false, code: "busy", detail: before.fault.what };
  const first = before.value ? await pressIn(pane, "Enter") : await pasteInto(pane, pasted);
  if (first !== "done") return deliveryOf(first);
  void stopKeeping(pane);
  void pressAgain(pane, attending);
  return delivered;
}

const pastePatienceMs = 10_000;

/** Clients say that they are idle a moment before they have their screen in hand. */
async function takesPastesSoon(folder: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < pastePatienceMs && !takesPastes(folder); waitedMs += lookEveryMs) await wait(lookEveryMs);
  return takesPastes(folder);
}

/** An Enter that came too early is lost, and the text stands there; on an empty prompt the key does nothing. */
async function pressAgain(pane: Pane, attending: Attending): Promise<void> {
  for (const pauseMs of pressAgainMs) {
    await wait(pauseMs);
    if (stateOf(attending)?.state !== "idle" || (await pressIn(pane, "Enter")) !== "done") return;
  }
}

function deliveryOf(outcome: "done" | "taken" | "failed"): Delivery {
  if (outcome === "done") return delivered;
  if (outcome === "taken") return { ok: false, code: "draft", detail: "a person is, or was, at this session's keys" };
  return { ok: false, code: "busy", detail: "the session's pane could not be reached" };
}

function endClient(attending: Attending): void {
  const state = stateOf(attending);
  if (state === undefined) return;
  try {
    process.kill(state.pid, "SIGTERM");
  } catch {
    // It ended by itself meanwhile.
  }
}

const mostLastWords = 2_000;

function wordsIn(path: string): string {
  const text = readTail(path, mostLastWords);
  return text.ok ? text.value : "";
}
