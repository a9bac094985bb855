/** tar: what it packs, where it unpacks, and which programs its options run. */
import { literal, type Flow, type Value } from "../../../shell/value.ts";
import { fileDelete, fileRead, fileWrite, inFolder, type Part } from "../../describing/deeds.ts";
import { heldBy, holding } from "../../describing/flows.ts";
import { has, type Line, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { unpackedFrom } from "./unpacked.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";

const shape = {
  short: "bCfFgIKLNTVX",
  long: `blocking-factor directory file info-script new-volume-script listed-incremental use-compress-program starting-file tape-length newer
    after-date files-from label exclude-from exclude checkpoint checkpoint-action to-command rsh-command rmt-command transform xform strip-components
    owner group mode mtime sort format pax-option suffix one-top-level`.split(/\s+/),
};

export const tar: Tool = { names: ["tar", "gtar", "bsdtar"], shape, effects, runs, saves, output };

function effects(use: Use): readonly Part[] {
  const line = lineOf(use);
  const taken = has(line, "remove-files") ? line.operands.map((file) => fileDelete(file, use.place, true)) : [];
  const read = isPacking(line) ? line.operands.map((file) => fileRead(file, use.place)) : [];
  const made = (isPacking(line) ? saves(use) : []).flatMap(({ path }) => fileWrite(path, use.place, "overwrite") ?? []);
  const unpacked = isUnpacking(line) ? [fileWrite(folderOf(line), use.place, "write")].filter((part) => part !== undefined) : [];
  return [...read, ...made, ...taken, ...unpacked];
}

/** `tar xzf file`: the first word may be a cluster without a dash. */
function lineOf({ words }: Use): Line {
  const [first, ...rest] = words;
  const isBare = first?.known === true && /^[a-zA-Z]+$/.test(first.text) && /[ctxru]/i.test(first.text);
  if (!isBare || first === undefined) return readLine(words, shape);
  const taking = [...first.text].filter((letter) => shape.short.includes(letter));
  const switches = [...first.text].filter((letter) => !shape.short.includes(letter)).map((letter) => literal(`-${letter}`));
  const values = taking.flatMap((letter, position) => [literal(`-${letter}`), ...rest.slice(position, position + 1)]);
  return readLine([...switches, ...values, ...rest.slice(taking.length)], shape);
}

function isPacking(line: Line): boolean {
  return has(line, "c", "create", "r", "append", "u", "update");
}

function isUnpacking(line: Line): boolean {
  return has(line, "x", "extract", "get") && !has(line, "O", "to-stdout", "to-command");
}

function folderOf(line: Line): Value {
  return valuesOf(line, "C", "directory").at(-1) ?? literal(".");
}

/** A checkpoint's action runs after `exec=`; without one the compression may be a program of any name. */
function runs(use: Use): readonly Run[] {
  const line = lineOf(use);
  const actions = valuesOf(line, "checkpoint-action").flatMap((value) =>
    value.text.startsWith("exec=") ? [{ ...value, text: value.text.slice(5) }] : [],
  );
  const programs = valuesOf(
    line,
    "I",
    "use-compress-program",
    "to-command",
    "F",
    "info-script",
    "new-volume-script",
    "rsh-command",
    "rmt-command",
  );
  return [...actions, ...programs].map((text) => ({ as: "shell", text, via: "tar" }));
}

function saves(use: Use): readonly Saved[] {
  const line = lineOf(use);
  if (isUnpacking(line)) return unpackedFrom(valuesOf(line, "f", "file")[0], folderOf(line), use);
  if (!isPacking(line)) return [];
  const files = valuesOf(line, "f", "file").filter((file) => file.text !== "-");
  return files.map((file) => ({ path: file, flow: packed(use, line), append: has(line, "r", "u", "append", "update") }));
}

function packed(use: Use, line: Line): Flow {
  const from = line.operands.map((file) => use.content(inFolder(valuesOf(line, "C", "directory").at(-1), file)));
  return holding({ from: "unread" }, heldBy(from) ?? (from.length > 0 ? "file" : undefined));
}

function output(use: Use): Flow {
  const line = lineOf(use);
  return isPacking(line) ? packed(use, line) : { from: "unread", holds: "file" };
}
