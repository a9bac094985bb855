/** A table of programs that run the words behind their own: how many of their words come first. */
import type { Shape } from "./options.ts";

export type Wrapper = {
  /** Its own options that take a value. */
  readonly shape: Shape;
  /** Words of its own between its options and the program, such as the duration of `timeout`. */
  readonly operands: number;
  /** `NAME=value` words may stand before the program. */
  readonly assignments: boolean;
  /** The options that name the folder in which the program runs. */
  readonly folder: readonly string[];
  /** Options with which it only tells about the program. */
  readonly asks: readonly string[];
};

const plain: Wrapper = { shape: { short: "", long: [] }, operands: 0, assignments: false, folder: [], asks: [] };

function wrapper(short: string, long: readonly string[] = [], changes: Partial<Wrapper> = {}): Wrapper {
  return { ...plain, shape: { short, long }, ...changes };
}

export const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ["builtin", plain],
  ["busybox", plain],
  ["caffeinate", wrapper("tw")],
  ["chronic", plain],
  ["chrt", wrapper("TPD", [], { operands: 1 })],
  ["command", { ...plain, asks: ["v", "V"] }],
  ["doas", wrapper("uC")],
  ["env", wrapper("uCS", ["unset", "chdir", "split-string"], { assignments: true, folder: ["C", "chdir"] })],
  ["exec", wrapper("a")],
  ["ionice", wrapper("cnpPu", ["class", "classdata"])],
  ["nice", wrapper("n", ["adjustment"])],
  ["noglob", plain],
  ["nohup", plain],
  ["setsid", plain],
  ["stdbuf", wrapper("ioe", ["input", "output", "error"])],
  ["sudo", wrapper("ugpCDRTUhr", ["user", "group", "prompt", "chdir", "host"], { assignments: true, folder: ["D", "chdir"] })],
  ["taskset", wrapper("", [], { operands: 1 })],
  ["time", wrapper("fo", ["format", "output"])],
  ["timeout", wrapper("ks", ["kill-after", "signal"], { operands: 1 })],
  ["unbuffer", plain],
]);
