/** A table of programs that run the words behind their own: how many of their words come first. */
import type { Shape } from "./options.ts";

export type Wrapper = {
  /** Its own options that take a value. */
  readonly shape: Shape;
  /** Words of its own between its options and the program, such as the duration of `timeout`. */
  readonly operands: number;
  /** `NAME=value` words may stand before the program. */
  readonly assignments: boolean;
};

const plain: Wrapper = { shape: { short: "", long: [] }, operands: 0, assignments: false };

function wrapper(short: string, long: readonly string[] = [], changes: Partial<Wrapper> = {}): Wrapper {
  return { ...plain, shape: { short, long }, ...changes };
}

export const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ["builtin", plain],
  ["chrt", wrapper("TPD", [], { operands: 1 })],
  ["command", plain],
  ["doas", wrapper("uC")],
  ["env", wrapper("uCS", ["unset", "chdir", "split-string"], { assignments: true })],
  ["exec", wrapper("a")],
  ["ionice", wrapper("cnpPu", ["class", "classdata"])],
  ["nice", wrapper("n", ["adjustment"])],
  ["nohup", plain],
  ["setsid", plain],
  ["stdbuf", wrapper("ioe", ["input", "output", "error"])],
  ["sudo", wrapper("ugpCDRTUhr", ["user", "group", "prompt", "chdir", "host"], { assignments: true })],
  ["taskset", wrapper("", [], { operands: 1 })],
  ["time", wrapper("fo", ["format", "output"])],
  ["timeout", wrapper("ks", ["kill-after", "signal"], { operands: 1 })],
]);
