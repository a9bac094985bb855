/** Shell histories: what a person typed, in the form that each shell keeps it. */
import type { Instant } from "../../base/instant.ts";

export type Typed = { readonly at?: Instant; readonly command: string };

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

export function typedIn(shell: Shell, lines: Iterable<Uint8Array>): Iterable<Typed> {
  switch (shell) {
    case "bash":
      return withoutEmpty(inBash(texts(lines)));
    case "zsh":
      return withoutEmpty(inZsh(texts(unmetafied(lines))));
    case "fish":
      return withoutEmpty(inFish(texts(lines)));
  }
}

/** One line each; where bash keeps the time, `#1700000000` stands above each, and a command may have several lines. */
function* inBash(lines: Iterable<string>): Iterable<Typed> {
  let at: Instant | undefined;
  let open: string[] = [];
  const command = (): Typed => ({ ...(at !== undefined && { at }), command: open.join("\n") });
  for (const line of lines) {
    const [, seconds] = /^#(\d{9,11})$/.exec(line) ?? [];
    if (at === undefined && seconds === undefined) yield { command: line };
    else if (seconds === undefined) open.push(line);
    else {
      yield command();
      [at, open] = [Number(seconds) * 1000, []];
    }
  }
  yield command();
}

/** A line feed inside of a command stands behind a backslash; `: 1700000000:0;` stands before it where zsh keeps the time. */
function* inZsh(lines: Iterable<string>): Iterable<Typed> {
  let open = "";
  for (const line of lines) {
    if (line.endsWith("\\")) {
      open += `${line.slice(0, -1)}\n`;
      continue;
    }
    yield timed(open + line);
    open = "";
  }
  yield timed(open);
}

function timed(entry: string): Typed {
  const [, seconds, command] = /^: (\d{1,11}):\d+;([^]*)$/.exec(entry) ?? [];
  return command === undefined ? { command: entry } : { at: Number(seconds) * 1000, command };
}

/** `- cmd: …`, and below it what else fish knows of it. */
function* inFish(lines: Iterable<string>): Iterable<Typed> {
  let command = "";
  let at: Instant | undefined;
  const typed = (): Typed => ({ ...(at !== undefined && { at }), command });
  for (const line of lines) {
    if (line.startsWith("- cmd: ")) {
      yield typed();
      [command, at] = [unescaped(line.slice("- cmd: ".length)), undefined];
    } else {
      const [, seconds] = /^ {2}when: (\d{1,11})$/.exec(line) ?? [];
      if (seconds !== undefined) at = Number(seconds) * 1000;
    }
  }
  yield typed();
}

function unescaped(text: string): string {
  return text.replace(/\\(\\|n)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

function* withoutEmpty(typed: Iterable<Typed>): Iterable<Typed> {
  for (const one of typed) if (one.command.trim() !== "") yield one;
}

function* texts(lines: Iterable<Uint8Array>): Iterable<string> {
  const decoder = new TextDecoder();
  for (const line of lines) yield decoder.decode(line);
}

/** The byte before one that zsh uses for itself; what follows it has its sixth bit turned. */
const meta = 0x83;

function* unmetafied(lines: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const line of lines) {
    if (!line.includes(meta)) yield line;
    else
      yield Uint8Array.from([...line].flatMap((byte, position) => (byte === meta ? [] : [line[position - 1] === meta ? byte ^ 32 : byte])));
  }
}
