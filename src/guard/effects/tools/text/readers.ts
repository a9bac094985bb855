/** The table of programs that only look: which of their words are files, and whether they let lines through as they are. */
import type { Flow, Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { heldBy, holding, passedThrough, selected } from "../../describing/flows.ts";
import { has, type Shape, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

type Row = {
  readonly names: string;
  readonly short?: string;
  readonly long?: string;
  /** Operands before the files, such as a pattern; none of them where one of `instead` is given. */
  readonly before?: number;
  readonly instead?: readonly string[];
  /** Every line that comes out came in. */
  readonly selects?: true;
  /** All that came in comes out, in another order or once. */
  readonly orders?: true;
  /** It tells about the files, and nothing of what is in them. */
  readonly about?: true;
  /** A second operand is the file that is written. */
  readonly from?: true;
  /** The options that name a file which is written. */
  readonly writes?: readonly string[];
};

const patternOptions = ["e", "f", "regexp", "file"];

const rows: readonly Row[] = [
  {
    names: "grep egrep fgrep zgrep zegrep zfgrep bzgrep xzgrep ggrep",
    short: "efmABCdD",
    long: "regexp file max-count after-context before-context context directories devices binary-files color colour include exclude exclude-from exclude-dir label group-separator",
    before: 1,
    instead: patternOptions,
    selects: true,
  },
  {
    names: "ag ack ack-grep ugrep",
    short: "ABCGgmtT",
    long: "after before context ignore ignore-dir depth file-search-regex type path-to-ignore max-count pager",
    before: 1,
    selects: true,
  },
  { names: "head tail ghead gtail", short: "ncsb", long: "lines bytes pid sleep-interval max-unchanged-retries", selects: true },
  { names: "tac gtac", short: "s", long: "separator", orders: true },
  { names: "shuf gshuf", short: "ino", long: "head-count input-range output random-source", orders: true, writes: ["o", "output"] },
  {
    names: "sort gsort",
    short: "koStT",
    long: "key output parallel buffer-size field-separator temporary-directory batch-size compress-program files0-from random-source",
    orders: true,
    writes: ["o", "output"],
  },
  { names: "uniq guniq", short: "fsw", long: "skip-fields skip-chars check-chars group", orders: true, from: true },
  { names: "comm", long: "output-delimiter", selects: true },
  { names: "join", short: "12teoajv", selects: true },
  { names: "paste", short: "d", long: "delimiters", selects: true },
  {
    about: true,
    names: "ls dir vdir gls exa eza lsd",
    short: "IwT",
    long: "ignore hide width tabsize time-style block-size sort time format indicator-style color quoting-style level",
  },
  { about: true, names: "stat gstat file", short: "cftmFPe", long: "format printf file-system magic-file exclude separator" },
  { names: "wc gwc", long: "files0-from" },
  { names: "nl", short: "bdfhilnsvw" },
  { names: "pr", short: "DhloWwN" },
  { names: "fmt fold", short: "wpg", long: "width" },
  { names: "expand unexpand", short: "t", long: "tabs" },
  { names: "column colrm", short: "csoNlEHORTWCipr", long: "separator output-separator output-width table-columns" },
  { names: "cut gcut", short: "bcdf", long: "bytes characters delimiter fields output-delimiter" },
  {
    names: "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum shasum crc32 md5 xxhsum",
    short: "al",
    long: "algorithm length",
  },
  {
    names: "less more most bat batcat zless zmore lv pg",
    short: "bhjkoOPtTxyz",
    long: "language theme style line-range pager map-syntax tabs",
  },
  { names: "zcat bzcat xzcat lzcat zstdcat gzcat", short: "S", long: "suffix" },
  { names: "od", short: "AjNStw", long: "address-radix skip-bytes read-bytes strings format width" },
  { names: "xxd", short: "cglos", long: "cols groupsize len seek", from: true },
  { names: "hexdump hd strings", short: "efnstT", long: "bytes radix encoding target" },
  {
    names: "diff colordiff sdiff diff3 wdiff",
    short: "UCFILSWXx",
    long: "unified context label ignore-matching-lines exclude exclude-from width",
  },
  { about: true, names: "readlink realpath greadlink grealpath basename dirname", short: "s", long: "relative-to relative-base suffix" },
  {
    about: true,
    names: "du df tree",
    short: "BdtxLIPo",
    long: "block-size exclude exclude-from max-depth threshold time-style",
    writes: ["o", "output"],
  },
  { about: true, names: "lsattr getfacl getfattr namei exiftool mediainfo pdfinfo pdftotext identify", short: "nmd" },
  { names: "jq gojq jaq", short: "L", long: "arg argjson slurpfile rawfile indent", before: 1, instead: ["f", "from-file"] },
  { names: "xmllint xpath", long: "xpath schema output" },
  { names: "cmp", short: "in", long: "ignore-initial bytes" },
  // GNU's `-i` takes nothing and stands before the file; the one of macOS names it.
  { names: "base64 base32 gbase64", short: "wb", long: "wrap break" },
];

export const readers: readonly Tool[] = rows.map((row) => {
  const shape: Shape = { short: row.short ?? "", long: (row.long ?? "").split(" ") };
  return {
    names: row.names.split(" "),
    shape,
    effects: (use) => [...files(use, row).map((file) => fileRead(file, use.place)), ...written(use, row)],
    output: (use) => shown(use, row),
  };
});

function files(use: Use, { before = 0, instead = [], about, from }: Row): readonly Value[] {
  if (about === true) return [];
  const skipped = has(use.line, ...instead) ? 0 : before;
  return use.line.operands.slice(skipped, from === true ? 1 : undefined).filter((operand) => operand.text !== "-");
}

function written(use: Use, { writes = [], from }: Row): readonly Part[] {
  const second = from === true ? use.line.operands.slice(1, 2) : [];
  return [...valuesOf(use.line, ...writes), ...second].flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
}

function listIn(stdin: Flow | undefined): Pick<Flow, "below"> {
  return stdin?.below === undefined ? {} : { below: stdin.below };
}

function shown(use: Use, row: Row): ReturnType<typeof selected> {
  const named = files(use, row).map((file) => use.content(file));
  // What does not fit is most of it.
  const isSelecting = row.selects === true && !has(use.line, "v", "invert-match");
  if (named.length === 0 && row.orders === true) return { ...passedThrough(use.stdin), ...listIn(use.stdin) };
  if (named.length === 0) return isSelecting ? selected(use.stdin) : passedThrough(use.stdin);
  const [first, second] = named;
  const origin = second === undefined && first?.origin !== undefined ? { origin: first.origin } : {};
  return holding({ from: "unread", ...origin }, heldBy(named));
}
