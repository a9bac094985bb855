/** The table of programs in which somebody edits files; without a terminal most of them only run what their options say. */
import type { Value } from "../../../shell/value.ts";
import { fileWrite, type Part } from "../../describing/deeds.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

/** `short` and `long` are the options that take a value. */
type Row = { readonly names: string; readonly short?: string; readonly long?: string; readonly scripts?: string };

const rows: readonly Row[] = [
  { names: "vi vim nvim gvim vimdiff ex", short: "cSTtuwWiP", long: "cmd listen server remote", scripts: "S" },
  {
    names: "emacs emacsclient mg zile",
    short: "lfsae",
    long: "eval execute load funcall socket-name alternate-editor",
    scripts: "l load script",
  },
  { names: "nano pico rnano ee", short: "CQTXYorsf", long: "syntax tabsize operatingdir speller rcfile" },
  { names: "micro joe mcedit kak helix hx gedit kate mousepad subl atom ne jed jstar", short: "c", long: "config" },
  {
    names: "code codium code-insiders zed sudoedit",
    short: "g",
    long: "install-extension uninstall-extension goto locale user-data-dir profile",
  },
  { names: "ed red", short: "p", long: "prompt" },
];

export const editors: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: { short: row.short ?? "", long: row.long?.split(" ") ?? [] },
  effects: (use: Use): readonly Part[] => files(use).flatMap((file) => fileWrite(file, use.place, "write") ?? []),
  runs: (use: Use) =>
    row.scripts === undefined
      ? []
      : valuesOf(use.line, ...row.scripts.split(" ")).map((path) => ({ as: "file", path, via: use.name }) as const),
}));

/** `+12` is a line, and a folder is looked at. Nobody edits what a search has found without having seen it. */
function files({ line }: Use): readonly Value[] {
  return line.operands.filter(({ text, known }) => known && !text.startsWith("+") && text !== "-" && !/^\.{0,2}\/?$/.test(text));
}
