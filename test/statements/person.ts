/** A person at a terminal of their own, in a throwaway home: what they type is typed when they are asked, and what they see is kept. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtimeEnv, sheepdogWords } from "../proof/trial-home.ts";

/** Why nobody can sit at a terminal here; false where somebody can. */
export const noTerminal = existsSync("/usr/bin/script") && existsSync("/usr/bin/setsid") ? false : "no terminal can be made here";

export type Typed = { readonly code: number; readonly shown: string };

export type Person = {
  readonly home: string;
  /** A folder in it to work in. */
  readonly project: string;
  /** At a terminal: one line for each question, and none before it is asked. */
  readonly types: (args: readonly string[], answers?: readonly string[], more?: More) => Promise<Typed>;
  /** Without any terminal, as an agent's tool runs things. */
  readonly runs: (args: readonly string[], more?: More) => Promise<Typed>;
  readonly remove: () => void;
};

export type More = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Shell words in front of the command line, such as another program that it runs under. */
  readonly under?: string;
};

export const phrase = "a fake phrase for tests";

/** scrypt is made easy: what is tested is who is asked, not how long a guess takes. */
export const easy = ["--work-factor", "15"] as const;

export function personAt(folder = mkdtempSync(join(tmpdir(), "sheepdog-person-"))): Person {
  const home = realpathSync(folder);
  const project = join(home, "proj");
  mkdirSync(project, { recursive: true });
  return {
    home,
    project,
    types: (args, answers = [], more = {}) => atTerminal({ home, project }, quoted(sheepdogWords(args)), { answers, ...more }),
    runs: (args, more = {}) => apart({ home, project }, quoted(sheepdogWords(args)), more),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

/** With a key that opens by the phrase. */
export async function personWithKey(): Promise<Person> {
  const person = personAt();
  const made = await person.types(["key", "add", ...easy], [phrase, phrase]);
  assert.equal(made.code, 0, made.shown);
  return person;
}

type Place = { readonly home: string; readonly project: string };

export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
}

function atTerminal(
  place: Place,
  line: string,
  { answers, under = "", ...more }: More & { readonly answers: readonly string[] },
): Promise<Typed> {
  const inside = `${under} ${line} < /dev/null; echo "ended with $?"`;
  return spoken(place, ["/usr/bin/script", "-qc", inside, "/dev/null"], { answers, ...more });
}

function apart(place: Place, line: string, { under = "", ...more }: More): Promise<Typed> {
  return spoken(place, ["/bin/sh", "-c", `${under} ${line} 2>&1; echo "ended with $?"`], { answers: [], ...more });
}

type Speaking = Omit<More, "under"> & { readonly answers: readonly string[] };

/**
 * What runs is nobody's child here, so that whoever runs these tests is not taken for the person. The shell in between only holds on to the
 * streams until it is over.
 */
const letGo = `over="$HOME/.over-$$"; mkfifo "$over"; setsid --fork /bin/sh -c "$1; timeout 5 sh -c \\"echo > '$over'\\""; cat "$over" > /dev/null; rm "$over"`;

async function spoken({ home, project }: Place, words: readonly string[], { answers, cwd, env, input }: Speaking): Promise<Typed> {
  const child = spawn("/bin/sh", ["-c", letGo, "sh", quoted(words)], {
    cwd: cwd ?? project,
    env: { HOME: home, PATH: process.env["PATH"] ?? "/usr/bin:/bin", TERM: "xterm", ...runtimeEnv, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const patience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const left = [...answers];
  let shown = "";
  child.stdin.on("error", () => undefined);
  if (input !== undefined) child.stdin.end(input);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (shown.endsWith(": ") && left.length > 0) child.stdin.write(`${left.shift()}\r`);
  });
  await once(child, "close");
  clearTimeout(patience);
  const [, code] = /ended with (\d+)\s*$/.exec(shown) ?? [];
  assert.ok(code !== undefined, `it did not come to its end:\n${shown}`);
  return { code: Number(code), shown: shown.replace(/ended with \d+\s*$/, "") };
}

const patienceMs = 60_000;
