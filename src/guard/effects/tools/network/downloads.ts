/** The table of programs that fetch what an address names: to a file, or to their output. */
import { literal, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, inFolder, nameIn, type Part, request } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";
import { addressCargo } from "./cargo.ts";

type Row = {
  readonly names: string;
  readonly short?: string;
  readonly long?: string;
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
  /** Options with which the page goes to the output; `always`, where it does so without any. */
  readonly shows?: readonly string[] | "always";
  /** Options whose value is a program that runs afterwards. */
  readonly runs?: readonly string[];
};

const rows: readonly Row[] = [
  {
    names: "aria2c",
    short: "dosxkjil",
    long: "dir out split max-connection-per-server min-split-size max-concurrent-downloads input-file log max-download-limit on-download-complete on-download-start on-bt-download-complete header user-agent",
    folders: ["d", "dir"],
    files: ["o", "out"],
    runs: ["on-download-complete", "on-download-start", "on-bt-download-complete"],
  },
  { names: "axel lwp-download", short: "oHUnsk", long: "output header user-agent num-connections max-speed", files: ["o", "output"] },
  { names: "fetch", short: "oTBNSRr", files: ["o"], shows: "always" },
  { names: "lynx links elinks w3m html2text", short: "oTIw", long: "cfg lss width user-agent useragent", shows: "always" },
  { names: "GET lwp-request HEAD", short: "mbtpcCHo", shows: "always" },
];

export const downloads: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: { short: row.short ?? "", long: (row.long ?? "").split(" ") },
  effects: (use) => effects(use, row),
  saves: (use) => saved(use, row),
  runs: (use) => valuesOf(use.line, ...(row.runs ?? [])).map((path): Run => ({ as: "words", words: [path], via: use.name })),
  output: (use) => (isShown(use, row) ? { from: "download", origin: addresses(use)[0]?.text ?? "an address" } : { from: "unread" }),
}));

function addresses(use: Use): readonly Value[] {
  return use.line.operands.filter((operand) => !operand.known || /^[a-z]+:\/\/|^[\w-]+(\.[\w-]+)+(\/|$)|^magnet:/i.test(operand.text));
}

function effects(use: Use, row: Row): readonly Part[] {
  const asked = addresses(use).map((url) => request(url, { carrying: addressCargo(url), method: "GET" }));
  const read = use.line.operands.filter((operand) => !addresses(use).includes(operand) && /\.html?$/.test(operand.text));
  const made = saved(use, row).flatMap(({ path }) => fileWrite(path, use.place, "overwrite") ?? []);
  return [...asked, ...read.map((file) => fileRead(file, use.place)), ...made];
}

function isShown(use: Use, { shows = [], files = [] }: Row): boolean {
  return shows === "always" ? addresses(use).length > 0 && !has(use.line, ...files) : has(use.line, ...shows);
}

function saved(use: Use, row: Row): readonly Saved[] {
  const named = valuesOf(use.line, ...(row.files ?? []));
  if ((named.length === 0 && isShown(use, row)) || addresses(use).length === 0) return [];
  const [folder] = valuesOf(use.line, ...(row.folders ?? []));
  const paths = named.length > 0 ? named : addresses(use).map(nameIn);
  const origin = addresses(use)[0]?.text ?? "an address";
  return paths
    .filter((path) => path.text !== "-")
    .map((path) => ({ path: inFolder(folder ?? literal("."), path), flow: { from: "download", origin }, append: false }));
}
