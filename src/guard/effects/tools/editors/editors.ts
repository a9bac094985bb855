/** The table of programs in which somebody edits files; without a terminal most of them only run what their options say. */
import { fileWrite } from "../../deeds.ts";
import type { Tool } from "../../tool.ts";

const screen: Tool = {
  names: "vi vim nvim ex ed nano pico emacs micro joe mcedit kak helix hx gedit kate mousepad code subl atom".split(" "),
  shape: { short: "cSTtuwWsiPlL", long: ["cmd", "eval", "load", "funcall", "rcfile", "syntax"] },
  effects: (use) =>
    use.line.operands.filter((operand) => !operand.text.startsWith("+")).flatMap((file) => fileWrite(file, use.place, "write") ?? []),
};

export const editors: readonly Tool[] = [screen];
