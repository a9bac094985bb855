/** rsync: what it puts in place, what it takes away there, and to which machine it sends. */
import type { Value } from "../../../shell/value.ts";
import { fileDelete, fileRead, fileWrite, type Part, request } from "../../describing/deeds.ts";
import { heldBy } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const rsync: Tool = {
  names: ["rsync"],
  shape: {
    short: "BefMT",
    long: `block-size rsh filter exclude exclude-from include include-from files-from temp-dir compare-dest copy-dest link-dest timeout contimeout
      modify-window chmod chown usermap groupmap rsync-path backup-dir suffix log-file log-file-format out-format password-file partial-dir port
      sockopts bwlimit max-size min-size max-delete max-alloc iconv info debug remote-option write-batch read-batch only-write-batch`.split(
      /\s+/,
    ),
  },
  effects,
  runs,
};

function effects(use: Use): readonly Part[] {
  const sources = use.line.operands.slice(0, -1);
  const to = use.line.operands.at(-1);
  if (to === undefined || sources.length === 0 || has(use.line, "n", "dry-run", "list-only")) return [];
  const local = sources.filter((source) => !isRemote(source));
  const reads = local.map((source) => fileRead(source, use.place));
  const taken = has(use.line, "remove-source-files")
    ? local.map((source): Part => ({ ...fileDelete(source, use.place, true), loss: "nothing" }))
    : [];
  return [...reads, ...taken, ...(isRemote(to) ? sent(use, local, to) : placed(use, to))];
}

/** With `--delete` whatever the source does not have goes. */
function placed(use: Use, to: Value): readonly Part[] {
  const deletes = use.line.options.some(({ name }) => /^del(ete(-\w+)*)?$/.test(name));
  if (deletes) return [fileDelete(to, use.place, true)];
  return [fileWrite(to, use.place, "write")].filter((part) => part !== undefined);
}

function sent(use: Use, local: readonly Value[], to: Value): readonly Part[] {
  const holds = heldBy(local.map((file) => use.content(file)));
  return [request(to, { carrying: holds === "secret" ? "secret" : "file", method: "RSYNC" })];
}

/** `host:path` and `rsync://`; a path with a slash before the colon is one of this machine. */
function isRemote({ text }: Value): boolean {
  return /^[^/]+:/.test(text) || text.startsWith("rsync://");
}

/** The program that makes the connection may be any. */
function runs(use: Use): readonly Run[] {
  const shells = valuesOf(use.line, "e", "rsh").filter((value) => !/^(\S*\/)?ssh(\s|$)/.test(value.text));
  return shells.map((text) => ({ as: "shell", text, via: "rsync -e" }));
}
