/** The terminal that this process is at, whatever its standard streams are: what a person signs is shown there and nowhere else. */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { done, fail, type Result } from "../../base/result.ts";

export function showOnTerminal(text: string): Result<void> {
  let terminal: number;
  try {
    terminal = openSync("/dev/tty", constants.O_WRONLY | constants.O_NOCTTY);
  } catch {
    // Nobody sits here.
    return fail(absent);
  }
  try {
    writeSync(terminal, text);
    return done(undefined);
  } catch {
    // It was closed meanwhile: whoever sat there sees nothing any more.
    return fail(absent);
  } finally {
    closeSync(terminal);
  }
}

const absent = {
  code: "terminal.absent",
  what: "there is no terminal here, so no person can be asked",
  follows: "nothing was signed",
  todo: "run this in a terminal of your own",
};
