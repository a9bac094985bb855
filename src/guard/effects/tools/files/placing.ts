/** The table of smaller programs that change files: rename, patch, split, sponge, trash. */
import { fileDelete, fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import { noValues, type Tool } from "../../describing/tool.ts";

const rename: Tool = {
  names: ["rename", "prename", "perl-rename", "file-rename", "mmv", "detox"],
  shape: { short: "eE", long: [] },
  effects: (use) => {
    if (has(use.line, "n", "no-act", "nono", "dry-run")) return [];
    return use.line.operands.slice(1).map((file): Part => ({ ...fileDelete(file, use.place, false), loss: "nothing" }));
  },
};

/** Which files change stands in the patch. */
const patch: Tool = {
  names: ["patch"],
  shape: { short: "BdDFgiopVYz", long: "directory ifdef fuzz get input output strip prefix reject-file suffix version-control".split(" ") },
  effects: (use) => {
    if (has(use.line, "dry-run")) return [];
    const [file] = use.line.operands;
    const named = [...valuesOf(use.line, "o", "output"), ...(file === undefined ? [] : [file])];
    return named.flatMap((one) => fileWrite(one, use.place, "write") ?? []);
  },
};

const sponge: Tool = {
  names: ["sponge"],
  shape: noValues,
  effects: (use) => use.line.operands.flatMap((file) => fileWrite(file, use.place, has(use.line, "a") ? "write" : "overwrite") ?? []),
  saves: (use) => use.line.operands.map((path) => ({ path, flow: use.stdin ?? { from: "unread" }, append: has(use.line, "a") })),
};

/** What lies in the bin can be taken out again, until the bin is emptied. */
const trash: Tool = {
  names: ["trash", "trash-put", "rmtrash", "kioclient", "trash-empty", "trash-rm"],
  shape: noValues,
  effects: (use) => {
    if (use.name === "trash-empty" || use.name === "trash-rm")
      return [{ ...fileDelete({ text: "~/.local/share/Trash", known: false, glob: false }, use.place, true), loss: "forever" }];
    return use.line.operands.map((file): Part => ({ ...fileDelete(file, use.place, true), loss: "undo" }));
  },
};

const gio: Tool = {
  names: ["gio", "gvfs-trash", "gvfs-rm"],
  shape: noValues,
  effects: (use) => {
    const [verb, ...files] = use.line.operands;
    if (verb?.text === "trash") return files.map((file): Part => ({ ...fileDelete(file, use.place, true), loss: "undo" }));
    return verb?.text === "remove" ? files.map((file) => fileDelete(file, use.place, false)) : [];
  },
};

/** The names of the parts begin with the second word of `split` and with what `csplit -f` says. */
const split: Tool = {
  names: ["split", "csplit", "gsplit", "gcsplit"],
  shape: {
    short: "abClntf",
    long: "suffix-length bytes line-bytes lines number filter additional-suffix separator prefix suffix-format digits".split(" "),
  },
  effects: ({ line, place, name }) => {
    const [file, second] = line.operands;
    const read = file === undefined || file.text === "-" ? [] : [fileRead(file, place)];
    const prefixes = name.endsWith("csplit") ? valuesOf(line, "f", "prefix") : second === undefined ? [] : [second];
    return [...read, ...prefixes.flatMap((prefix) => fileWrite(prefix, place, "write") ?? [])];
  },
  runs: (use) => valuesOf(use.line, "filter").map((text) => ({ as: "shell", text, via: "split --filter" })),
};

export const placing: readonly Tool[] = [rename, patch, sponge, trash, gio, split];
