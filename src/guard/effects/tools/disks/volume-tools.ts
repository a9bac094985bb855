/** parted, lvm, zfs, cryptsetup, diskutil and their kin: what partitions and volumes hold. */
import type { Value } from "../../../shell/value.ts";
import { fileWrite, type Part, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb, type Verbs, verbsOf, type VerbUse } from "../../describing/verbs.ts";

const lost = (name: string): Part => ({ ...systemPart("disk", "remove", name), loss: "forever" });
const changed = (name: string): Part => systemPart("disk", "change", name);
const all = (use: VerbUse): string => use.line.operands.map((operand) => operand.text).join(" ") || use.verb;
const gone = (use: VerbUse): readonly Part[] => [lost(all(use))];
const change = (use: VerbUse): readonly Part[] => [changed(all(use))];

/** `parted DEVICE VERB …`, with several verbs one after the other. */
const parted: Tool = {
  names: ["parted"],
  shape: { short: "a", long: ["align"] },
  effects: ({ line: { operands }, place }) => {
    const [device, ...words] = operands;
    const changes = words.some(
      (word) => /^(mklabel|mktable|mkpart|rm|resizepart|rescue|set|toggle|name|disk_set|mkfs|resize)$/.test(word.text) || !word.known,
    );
    return device === undefined || !changes ? [] : present(fileWrite(device, place, "overwrite"));
  },
};

function present(part: Part | undefined): readonly Part[] {
  return part === undefined ? [] : [part];
}

const volumes: Tool = {
  names:
    "lvremove vgremove pvremove lvreduce vgreduce thin_restore vgcfgrestore lvresize lvconvert pvmove vgsplit vgmerge lvrename vgrename".split(
      " ",
    ),
  shape: { short: "Lln", long: ["size", "extents", "name"] },
  effects: (use) => {
    if (has(use.line, "t", "test", "h", "help", "version")) return [];
    const name = use.line.operands.map((operand) => operand.text).join(" ");
    return [use.name.endsWith("remove") ? lost(name) : changed(name)];
  },
};

const lvm: Tool = {
  names: ["lvm"],
  shape: { short: "", long: [] },
  effects: (use) =>
    partsByVerb(use, verbsOf({ "lvremove vgremove pvremove": gone, "lvreduce vgreduce lvresize lvconvert pvmove": change })),
};

const zfsVerbs: Verbs = verbsOf({
  "destroy labelclear": gone,
  "rollback remove detach offline replace split export upgrade set reguid clear": change,
});

const zfs: Tool = {
  names: ["zfs", "zpool"],
  shape: { short: "oOtVb", long: [] },
  effects: (use) => (has(use.line, "n") ? [] : partsByVerb(use, zfsVerbs)),
};

const btrfs: Tool = {
  names: ["btrfs"],
  shape: { short: "", long: [] },
  effects: (use) => {
    const [group = "", verb = ""] = use.line.operands.map((operand) => operand.text);
    const isGone = /^(su|sub|subvol|subvolume)$/.test(group) && verb.startsWith("del");
    const isChanged =
      (group.startsWith("dev") && /^(del|rem)/.test(verb)) ||
      (group === "check" && has(use.line, "repair")) ||
      (group === "rescue" && verb !== "");
    return isGone ? [lost(namesBehind(use, 2))] : isChanged ? [changed(namesBehind(use, group === "check" ? 1 : 2))] : [];
  },
};

function namesBehind(use: Use, count: number): string {
  return use.line.operands
    .slice(count)
    .map((operand: Value) => operand.text)
    .join(" ");
}

const crypt: Tool = {
  names: ["cryptsetup"],
  shape: { short: "cshildSpoTM", long: "cipher key-size hash key-file master-key-file keyfile-size type key-slot header label".split(" ") },
  effects: (use) =>
    partsByVerb(
      use,
      verbsOf({
        "luksFormat luksErase erase reencrypt luksKillSlot luksRemoveKey format": gone,
        "luksAddKey luksChangeKey resize luksHeaderRestore": change,
      }),
    ),
};

const raid: Tool = {
  names: ["mdadm"],
  shape: { short: "lnxcaf", long: "level raid-devices spare-devices chunk".split(" ") },
  effects: (use) => {
    const name = namesBehind(use, 0);
    if (has(use.line, "zero-superblock", "create", "C")) return [lost(name)];
    return has(use.line, "stop", "S", "remove", "r", "fail", "f", "grow", "G") ? [changed(name)] : [];
  },
};

const nvme: Tool = {
  names: ["nvme"],
  shape: { short: "nslpi", long: "namespace-id ses lbaf timeout".split(" ") },
  effects: (use) =>
    partsByVerb(use, verbsOf({ "format sanitize delete-ns write-zeroes write dsm fw-download fw-commit security-send": gone })),
};

const mac: Tool = {
  names: ["diskutil", "hdiutil"],
  shape: { short: "", long: [] },
  effects: (use) =>
    partsByVerb(
      use,
      verbsOf({
        "eraseDisk eraseVolume reformat partitionDisk secureErase zeroDisk randomDisk eraseOptical deleteContainer deleteVolume": gone,
        "apfs appleRAID coreStorage cs ar": (inner) => (/^(delete|erase)/i.test(inner.line.operands[0]?.text ?? "") ? gone(inner) : []),
        "resizeVolume splitPartition mergePartitions unmountDisk unmount umount": change,
      }),
    ),
};

function repaired(use: Use): readonly Part[] {
  const looks = has(use.line, "n", "N", "l", "list", "s", "show", "h", "help", "V", "version", "dry-run");
  const isAll = use.name === "swapoff" && has(use.line, "a", "all");
  return looks || (use.line.operands.length === 0 && !isAll) ? [] : [changed(namesBehind(use, 0) || "all of them")];
}

const tuning: Tool = { names: ["tune2fs"], shape: { short: "cCeEgiIJLmMoOrTuUz", long: [] }, effects: repaired };

const repairs: Tool = {
  names: ["swapoff", "resize2fs", "xfs_growfs", "xfs_repair", "fsck", "e2fsck", "fsck.ext4", "fsck.xfs", "growpart", "partx"],
  shape: { short: "", long: [] },
  effects: repaired,
};

export const volumeTools: readonly Tool[] = [parted, volumes, lvm, zfs, btrfs, crypt, raid, nvme, mac, tuning, repairs];
