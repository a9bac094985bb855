/** Secrets from a person or another program: typed without being shown, or read from a descriptor; never from words of a command line. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { isatty, ReadStream } from "node:tty";
import { done, fail, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

/** Asks the person at the terminal, whatever standard input is. Nothing else goes on meanwhile: a read that is left behind would take the next answer. */
export function askHidden(question: string): Result<string> {
  let terminal: Terminal;
  try {
    terminal = openTerminal();
  } catch {
    // No terminal: nobody can be asked.
    const todo = "give it by a file descriptor: `--passphrase-fd 3 3< FILE`";
    return fail({ code: "terminal.absent", what: "there is no terminal to ask at", todo });
  }
  try {
    terminal.mode.setRawMode(true);
    writeSync(terminal.line, question);
    return typedLine(terminal.line);
  } catch (error) {
    return systemFault("terminal.unreadable", "the terminal could not be read", error);
  } finally {
    terminal.mode.setRawMode(false);
    writeSync(terminal.line, "\n");
    terminal.mode.destroy();
    closeSync(terminal.line);
  }
}

/** One descriptor sets how it behaves, another is read: a runtime may make the first one return at once. */
type Terminal = { readonly mode: ReadStream; readonly line: number };

function openTerminal(): Terminal {
  return { mode: new ReadStream(opened()), line: opened() };
}

function opened(): number {
  return openSync("/dev/tty", constants.O_RDWR | constants.O_NOCTTY);
}

function typedLine(terminal: number): Result<string> {
  const typed: number[] = [];
  const one = Buffer.alloc(1);
  while (readSync(terminal, one, 0, 1, null) === 1) {
    const byte = one[0] ?? 0;
    if (byte === carriageReturn || byte === lineFeed) return done(Buffer.from(typed).toString("utf8"));
    if (byte === interrupt || byte === endOfInput) return fail({ code: "terminal.ended", what: "nothing was entered" });
    if (byte === rubOut || byte === backspace) dropCharacter(typed);
    else typed.push(byte);
  }
  return fail({ code: "terminal.ended", what: "the terminal was closed" });
}

/** With all its bytes: those after the first begin with the bits 10. */
function dropCharacter(typed: number[]): void {
  while (((typed.pop() ?? 0) & 0xc0) === 0x80);
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const interrupt = 0x03;
const endOfInput = 0x04;
const backspace = 0x08;
const rubOut = 0x7f;

/** Everything that a descriptor gives, to its end. */
export function readDescriptor(descriptor: number): Result<Uint8Array> {
  try {
    fstatSync(descriptor);
    const bytes = readFileSync(descriptor);
    if (descriptor > 2) closeSync(descriptor);
    return done(bytes);
  } catch (error) {
    return systemFault("descriptor.unreadable", `the file descriptor ${descriptor} could not be read`, error);
  }
}

export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  return isatty(descriptor);
}
