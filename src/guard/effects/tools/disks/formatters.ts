/** The table of programs that put something else in the place of what a disk holds. */
import { headOf, type Value } from "../../../shell/value.ts";
import { fileWrite, type Part } from "../../describing/deeds.ts";
import { has, type Line } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

type Row = {
  readonly names: string;
  readonly short?: string;
  readonly long?: string;
  /** Options with which nothing is written. */
  readonly reads?: readonly string[];
  /** Options without which nothing is written. */
  readonly writes?: readonly string[];
  /** Which of the operands are devices; left out, all that may be one. */
  readonly devices?: (operands: readonly Value[]) => readonly Value[];
};

const asking = ["h", "help", "V", "version"];

const rows: readonly Row[] = [
  { names: "mkfs mke2fs mkfs.ext2 mkfs.ext3 mkfs.ext4", short: "bCdDEfgGiIJLmMNoOrtTU", reads: ["n"] },
  {
    names:
      "mkfs.btrfs mkfs.xfs mkfs.f2fs mkfs.exfat mkfs.fat mkfs.vfat mkfs.msdos mkdosfs mkfs.ntfs mkntfs mkfs.jfs mkfs.reiserfs mkfs.nilfs2 mkfs.udf",
    short: "LnUdmsrRbiltocpO",
    long: "label uuid data metadata sectorsize features",
  },
  {
    names: "mkfs.cramfs mkfs.minix mkfs.bfs mkfs.erofs mkfs.cifs newfs newfs_msdos newfs_hfs newfs_apfs newfs_exfat newfs_udf",
    short: "bieNnvEO",
    devices: (operands) => operands.slice(-1),
  },
  { names: "mkswap", short: "pLUvo", long: "label uuid pagesize" },
  { names: "wipefs", short: "ot", long: "offset types output", writes: ["a", "all", "o", "offset"], reads: ["n", "no-act"] },
  { names: "blkdiscard", short: "olp", long: "offset length step" },
  { names: "badblocks", short: "bcdeoptit", writes: ["w", "n"] },
  {
    names: "hdparm",
    writes: [
      "security-erase",
      "security-erase-enhanced",
      "trim-sector-ranges",
      "write-sector",
      "make-bad-sector",
      "security-set-pass",
      "dco-restore",
    ],
  },
  { names: "shred scrub wipe srm nwipe", short: "nspfrDbX", long: "iterations random-source size", devices: (operands) => operands },
  { names: "bmaptool", long: "bmap bmap-sig fingerprint", devices: (operands) => (operands[0]?.text === "copy" ? operands.slice(-1) : []) },
  {
    names: "rpi-imager",
    long: "sha256 first-run-script cloudinit-userdata cloudinit-networkconfig",
    writes: ["cli"],
    devices: (operands) => operands.slice(-1),
  },
  { names: "ventoy Ventoy2Disk.sh ventoy2disk", short: "rL", writes: ["i", "I", "u"] },
  {
    names: "sfdisk",
    short: "NuXYoO",
    writes: [],
    devices: (operands) => operands.slice(0, 1),
    reads: [
      "l",
      "list",
      "d",
      "dump",
      "J",
      "json",
      "V",
      "verify",
      "n",
      "no-act",
      "s",
      "show-size",
      "show-geometry",
      "show-pt-geometry",
      "list-free",
      "F",
    ],
  },
  {
    names: "sgdisk gdisk cgdisk fixparts",
    short: "abBcdeEfFGjkmnNRtTuvAh",
    reads: ["p", "print", "i", "info", "l", "L", "list-types", "v", "verify", "E", "F", "P", "pretend", "b", "backup"],
  },
  { names: "fdisk cfdisk", short: "bBCHLoStuwW", reads: ["l", "list", "s", "getsz"] },
  { names: "e2image ntfsclone asr", short: "oOs", writes: ["I", "r", "overwrite", "O", "restore", "target", "erase"] },
  { names: "partclone.restore", short: "soL", long: "source output logfile" },
];

export const formatters: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: { short: row.short ?? "", long: (row.long ?? "").split(" ") },
  effects: (use) => effects(use, row),
}));

function effects(use: Use, { devices = named, reads = [], writes }: Row): readonly Part[] {
  if (has(use.line, ...asking, ...reads)) return [];
  if (writes !== undefined && writes.length > 0 && !has(use.line, ...writes)) return [];
  return devices([...taken(use.line), ...use.line.operands]).flatMap((device) => fileWrite(device, use.place, "overwrite") ?? []);
}

/** `ntfsclone -O /dev/sda1`: a device behind an option is written as well, unless it is one that random numbers are read from. */
function taken({ options }: Line): readonly Value[] {
  return options.flatMap(({ value }) => (value !== undefined && /^\/dev\/(?!u?random$|zero$)/.test(headOf(value)) ? [value] : []));
}

/** A size or a kind may stand beside the device; none of them looks like a path. */
function named(operands: readonly Value[]): readonly Value[] {
  const paths = operands.filter((operand) => !operand.known || operand.text.includes("/"));
  return paths.length > 0 ? paths : operands.slice(0, 1);
}
