/** iptables, nft, ufw, firewall-cmd, pfctl: what keeps others out. */
import { type Part, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb, verbsOf } from "../../describing/verbs.ts";

const weaken = (): readonly Part[] => [systemPart("firewall", "weaken", "the firewall")];
const change = (): readonly Part[] => [systemPart("firewall", "change", "the firewall")];

const iptables: Tool = {
  names: ["iptables", "ip6tables", "iptables-legacy", "iptables-nft", "ebtables", "arptables"],
  shape: {
    short: "tpsdjiomPADICRNEXZ",
    long: "table protocol source destination jump in-interface out-interface match policy append delete insert check replace".split(" "),
  },
  effects: (use) => {
    if (has(use.line, "F", "flush", "X", "delete-chain", "D", "delete")) return weaken();
    if (has(use.line, "P", "policy")) return use.words.some((word) => word.text === "ACCEPT") ? weaken() : change();
    return has(use.line, "A", "append", "I", "insert", "R", "replace", "N") ? change() : [];
  },
};

const restored: Tool = { names: ["iptables-restore", "ip6tables-restore", "ipset"], shape: { short: "T", long: [] }, effects: restoredBy };

function restoredBy(use: Use): readonly Part[] {
  if (use.name !== "ipset") return has(use.line, "t", "test") ? [] : change();
  return /^(flush|destroy|del)$/.test(use.line.operands[0]?.text ?? "") ? weaken() : [];
}

const nft: Tool = {
  names: ["nft"],
  shape: { short: "fI", long: ["file", "includepath"] },
  effects: (use) =>
    has(use.line, "c", "check")
      ? []
      : [
          ...(has(use.line, "f", "file") ? change() : []),
          ...partsByVerb(use, verbsOf({ "flush delete destroy reset": weaken, "add insert replace create": change })),
        ],
};

const ufw: Tool = {
  names: ["ufw"],
  shape: { short: "", long: [] },
  effects: (use) =>
    has(use.line, "dry-run")
      ? []
      : partsByVerb(use, verbsOf({ "disable reset delete": weaken, default: byDefault, "allow deny reject limit insert logging": change })),
};

function byDefault(use: Use): readonly Part[] {
  return use.words.some((word) => word.text === "allow") ? weaken() : change();
}

const firewalld: Tool = {
  names: ["firewall-cmd", "firewall-offline-cmd"],
  shape: { short: "", long: [] },
  effects: (use) => {
    const names = use.line.options.map((option) => option.name);
    if (names.some((name) => /^(remove-|panic-off|set-target|disable|delete-)/.test(name))) return weaken();
    return names.some((name) => /^(add-|set-|change-)/.test(name)) ? change() : [];
  },
};

const pf: Tool = {
  names: ["pfctl", "ipfw", "socketfilterfw"],
  shape: { short: "ftTsa", long: ["setglobalstate"] },
  effects: (use) => {
    const words = use.words.map((word) => word.text);
    if (has(use.line, "d", "F") || words.some((word) => /^(flush|delete|disable)$/.test(word))) return weaken();
    return use.name === "socketfilterfw" && words.includes("off") ? weaken() : has(use.line, "f") || words.includes("add") ? change() : [];
  },
};

export const firewall: readonly Tool[] = [iptables, restored, nft, ufw, firewalld, pf];
