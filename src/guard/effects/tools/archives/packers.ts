/** The table of programs that pack and unpack files. */
import { literal, type Value } from "../../../shell/value.ts";
import { fileDelete, fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { heldBy, holding } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { unpackedFrom } from "./unpacked.ts";

/** `zip ARCHIVE FILE…`: `-m` moves the files into it, `-T -TT` tests it with any program. */
const zip: Tool = {
  names: ["zip"],
  shape: {
    short: "bnstxiPZO",
    long: ["temp-path", "suffixes", "split-size", "exclude", "include", "unzip-command", "password", "out", "output-file"],
  },
  effects: (use) => {
    const [archive, ...files] = use.line.operands;
    if (archive === undefined || has(use.line, "sf", "show-files", "h", "help", "v")) return [];
    const made = archive.text === "-" ? [] : present(fileWrite(archive, use.place, has(use.line, "d", "delete") ? "overwrite" : "write"));
    const moved = has(use.line, "m", "move") ? files.map((file) => fileDelete(file, use.place, true)).map(keptInArchive) : [];
    return [...files.map((file) => fileRead(file, use.place)), ...made, ...moved];
  },
  runs: (use) => testing(use),
  saves: (use) => use.line.operands.slice(0, 1).map((path) => ({ path, flow: packed(use), append: false })),
  output: (use) => packed(use),
};

function testing(use: Use): readonly Run[] {
  const words = use.words.map((word) => word.text);
  const at = words.indexOf("-TT");
  const text = valuesOf(use.line, "unzip-command")[0] ?? (at < 0 ? undefined : use.words[at + 1]);
  return text === undefined ? [] : [{ as: "shell", text, via: "zip -TT" }];
}

function packed(use: Use): ReturnType<typeof holding> {
  const from = use.line.operands.slice(1).map((file) => use.content(file));
  return holding({ from: "unread" }, heldBy(from) ?? "file");
}

function keptInArchive(part: Part): Part {
  return { ...part, loss: "nothing" };
}

function present(part: Part | undefined): readonly Part[] {
  return part === undefined ? [] : [part];
}

/** They put what they unpack into one folder; with some of them `-o` names it, with others it overwrites. */
const unpackers: readonly Tool[] = (
  [
    ["unzip bsdunzip funzip", "dxP"],
    ["unrar unar cabextract dpkg-deb ar rpm2cpio unsquashfs", "dxPo"],
  ] as const
).map(([names, short]) => ({
  names: names.split(" "),
  shape: { short, long: ["output-directory", "dest"] },
  effects: (use) => (isListing(use) ? [] : present(fileWrite(unpackingFolder(use), use.place, "write"))),
  saves: (use) => (isListing(use) ? [] : unpackedFrom(use.line.operands[0], unpackingFolder(use), use)),
}));

function isListing({ line }: Use): boolean {
  return has(line, "l", "t", "Z", "v", "p", "c", "list", "contents", "info", "I") || line.operands.length === 0;
}

function unpackingFolder({ line }: Use): Value {
  return valuesOf(line, "d", "output-directory", "dest")[0] ?? literal(".");
}

/** `7z VERB ARCHIVE FILE…`: the letter behind `-o` is the start of the folder. */
const sevenZip: Tool = {
  names: ["7z", "7za", "7zr", "7zz", "rar"],
  shape: { short: "pwtv", long: [] },
  effects: (use) => {
    const [verb, archive, ...files] = use.line.operands;
    if (archive === undefined || verb === undefined) return [];
    if (/^[ex]$/.test(verb.text)) return present(fileWrite(sevenZipFolder(use), use.place, "write"));
    if (!/^[admurn]+$/.test(verb.text)) return [];
    const gone = use.words.some((word) => word.text === "-sdel")
      ? files.map((file) => keptInArchive(fileDelete(file, use.place, true)))
      : [];
    return [...files.map((file) => fileRead(file, use.place)), ...present(fileWrite(archive, use.place, "write")), ...gone];
  },
  saves: (use) => {
    const [verb, archive] = use.line.operands;
    return /^[ex]$/.test(verb?.text ?? "") ? unpackedFrom(archive, sevenZipFolder(use), use) : [];
  },
  output: (use) => holding({ from: "unread" }, heldBy(use.line.operands.slice(2).map((file) => use.content(file))) ?? "file"),
};

function sevenZipFolder({ words }: Use): Value {
  const folder = words.find((word) => /^-o./.test(word.text));
  return folder === undefined ? literal(".") : literal(folder.text.slice(2));
}

/** They put one file in the place of another that holds the same. */
const compressors: Tool = {
  names: "gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd lz4 brotli compress uncompress pigz pbzip2 lzop".split(" "),
  shape: { short: "SbTMoDF", long: ["suffix", "threads", "memlimit", "output"] },
  effects: (use) => {
    const isStream = has(use.line, "c", "stdout", "to-stdout", "t", "test", "l", "list") || use.line.operands.length === 0;
    if (isStream) return use.line.operands.map((file) => fileRead(file, use.place));
    if (has(use.line, "k", "keep")) return [];
    return use.line.operands.map((file) => keptInArchive(fileDelete(file, use.place, false)));
  },
  output: (use) => {
    const from = use.line.operands.map((file: Value) => use.content(file));
    const through = holding({ from: "unread" }, heldBy([...from, use.stdin]));
    return use.stdin?.from === "download" && from.length === 0 ? { ...through, from: "download" } : through;
  },
};

/** In copy-in mode it writes wherever the archive says. */
const cpio: Tool = {
  names: ["cpio", "pax"],
  shape: { short: "DEFHIMORWCs", long: ["directory", "file", "format", "owner"] },
  effects: (use) => {
    const folder = valuesOf(use.line, "D", "directory")[0] ?? literal(".");
    if (has(use.line, "p", "pass-through")) return use.line.operands.flatMap((path) => present(fileWrite(path, use.place, "write")));
    return has(use.line, "i", "extract", "r") && !has(use.line, "t", "list") ? present(fileWrite(folder, use.place, "write")) : [];
  },
};

export const packers: readonly Tool[] = [zip, ...unpackers, sevenZip, compressors, cpio];
