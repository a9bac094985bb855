/** The clock, the kernel, the name, the network and the boot of this machine. */
import { type Part, persistPart, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb, type Verbs, verbsOf } from "../../describing/verbs.ts";

const clock = (): readonly Part[] => [systemPart("clock", "change", "the clock")];
const network = (): readonly Part[] => [systemPart("network", "change", "the network")];

/** `date` shows the time unless a time stands there that does not begin with `+`. */
const date: Tool = {
  names: ["date", "gdate"],
  shape: { short: "dfrsvz", long: "date file reference set".split(" ") },
  effects: (use) => {
    if (has(use.line, "s", "set")) return clock();
    const isBsd = has(use.line, "j", "r", "d", "date", "f");
    return !isBsd && use.line.operands.some((operand) => operand.known && /^\d{8,12}(\.\d\d)?$/.test(operand.text)) ? clock() : [];
  },
};

const clocks: Tool = {
  names: ["timedatectl", "hwclock", "ntpdate", "systemsetup", "sntp"],
  shape: { short: "", long: [] },
  effects: (use) => {
    if (use.name === "ntpdate") return has(use.line, "q") ? [] : clock();
    if (use.name === "hwclock") return has(use.line, "w", "systohc", "s", "hctosys", "set", "adjust") ? clock() : [];
    if (use.name === "systemsetup" || use.name === "sntp") return use.words.some((word) => /^-(set\w*|S)$/.test(word.text)) ? clock() : [];
    return partsByVerb(use, verbsOf({ "set-time set-timezone set-ntp set-local-rtc": clock }));
  },
};

/** What is added to the kernel may do everything. */
const kernel: Tool = {
  names: ["insmod", "modprobe", "rmmod", "kldload", "kldunload", "kextload", "kextunload", "kmutil", "kexec", "dkms"],
  shape: { short: "dCSD", long: "dirname config set-version".split(" ") },
  effects: (use) => {
    if (has(use.line, "n", "dry-run", "show", "D", "show-depends", "c", "showconfig", "h", "help", "V", "version")) return [];
    const [first] = use.line.operands;
    if (use.name === "kmutil" && first?.text !== "load") return [];
    if (use.name === "dkms" && !/^(install|remove|uninstall)$/.test(first?.text ?? "")) return [];
    const name = use.line.operands.map((operand) => operand.text).join(" ");
    const takes = /^(rmmod|kldunload|kextunload)$/.test(use.name) || has(use.line, "r", "remove");
    return name === "" ? [] : [systemPart("kernel", takes ? "remove" : "add", name)];
  },
};

const sysctl: Tool = {
  names: ["sysctl"],
  shape: { short: "pr", long: ["load", "pattern"] },
  effects: (use) => {
    const set = use.line.operands.filter((operand) => operand.text.includes("="));
    return has(use.line, "w", "write", "p", "load", "system") || set.length > 0
      ? [systemPart("kernel", "change", set.map((one) => one.text).join(" "))]
      : [];
  },
};

const ipVerbs: Verbs = verbsOf({ "add del delete flush set change replace append down up": network });

/** `ip OBJECT VERB`. */
const links: Tool = {
  names: [
    "ip",
    "ifconfig",
    "route",
    "ifdown",
    "ifup",
    "nmcli",
    "networksetup",
    "brctl",
    "tc",
    "wg-quick",
    "hostnamectl",
    "hostname",
    "scutil",
  ],
  shape: { short: "n", long: ["netns"] },
  effects: (use) => {
    const words = use.line.operands.map((operand) => operand.text);
    if (use.name === "ip") return partsByVerb({ ...use, line: { ...use.line, operands: use.line.operands.slice(1) } }, ipVerbs);
    if (use.name === "hostname" || use.name === "hostnamectl")
      return words.length > 1 || (use.name === "hostname" && words.length === 1) ? network() : [];
    if (use.name === "networksetup" || use.name === "scutil") return use.words.some((word) => /^--?set/.test(word.text)) ? network() : [];
    return words.some((word) => /^(down|up|add|del|delete|flush|change|off|modify|disconnect)$/.test(word)) ||
      /^if(down|up)$/.test(use.name)
      ? network()
      : [];
  },
};

const boot: Tool = {
  names: ["bootctl", "grub-install", "efibootmgr", "update-grub", "grub-mkconfig", "mokutil", "bless", "nvram", "extlinux", "lilo"],
  shape: { short: "bBolLdpnot", long: "disk part loader label output".split(" ") },
  effects: (use) => {
    if (has(use.line, "h", "help", "V", "version")) return [];
    if (use.name === "mokutil") return mok(use);
    if (use.name === "bootctl")
      return partsByVerb(
        use,
        verbsOf({
          "remove install update set-default set-oneshot": (verb) => [
            systemPart("disk", verb.verb === "remove" ? "remove" : "change", "the boot loader"),
          ],
        }),
      );
    if (use.name === "efibootmgr" && !has(use.line, "c", "create", "B", "delete-bootnum", "o", "bootorder", "n", "bootnext", "a", "A"))
      return [];
    if (use.name === "nvram" && !has(use.line, "c", "d") && !use.words.some((word) => word.text.includes("="))) return [];
    return [systemPart("disk", "change", "the boot loader")];
  },
};

function mok({ line }: Use): readonly Part[] {
  if (has(line, "disable-validation", "ignore-db", "reset", "clear-password")) return [systemPart("protection", "weaken", "secure boot")];
  return has(line, "import", "i", "delete", "enable-validation") ? [systemPart("trust", "change", "secure boot")] : [];
}

const limitsOfUse: Tool = {
  names: ["loginctl"],
  shape: { short: "", long: [] },
  effects: (use) =>
    partsByVerb(
      use,
      verbsOf({
        "enable-linger": () => [persistPart("login", "services that outlive the login")],
        "terminate-session terminate-user kill-session kill-user": () => [systemPart("service", "stop", "sessions")],
      }),
    ),
};

export const machine: readonly Tool[] = [date, clocks, kernel, sysctl, links, boot, limitsOfUse];
