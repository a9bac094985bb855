/** What watches or protects the machine: audit, mandatory access control, virus scanners, certificates, what was typed. */
import { type Part, secretRead, systemPart } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { partsByVerb, verbsOf } from "../../describing/verbs.ts";

const weaken = (name: string): readonly Part[] => [systemPart("protection", "weaken", name)];
const audit = (): readonly Part[] => [systemPart("audit", "weaken", "the audit of the machine")];
const off = /^(0|off|false|disabled?|no|permissive|stop|none)$/i;

const auditing: Tool = {
  names: ["auditctl", "augenrules", "audit"],
  shape: { short: "abdeFfkpSswWr", long: [] },
  effects: (use) => {
    const enabled = valuesOf(use.line, "e").some((value) => value.text === "0");
    return enabled || has(use.line, "D", "d", "W", "t") ? audit() : [];
  },
};

const accessControl: Tool = {
  names: ["setenforce", "aa-teardown", "aa-disable", "aa-complain", "apparmor_parser", "semodule", "setsebool", "semanage"],
  shape: { short: "r", long: ["remove"] },
  effects: (use) => {
    if (use.name === "setenforce") return use.line.operands.some((operand) => off.test(operand.text)) ? weaken("SELinux") : [];
    if (use.name.startsWith("aa-")) return weaken("AppArmor");
    return has(use.line, "R", "r", "remove", "d", "disable") ? weaken("mandatory access control") : [];
  },
};

const macProtection: Tool = {
  names: ["csrutil", "spctl", "fdesetup", "tccutil", "m"],
  shape: { short: "", long: [] },
  effects: (use) => {
    const words = use.words.map((word) => word.text);
    return words.some((word) => /^(-*(master-|global-)?disable|reset|clear|--remove|authenticated-root)$/.test(word))
      ? weaken("the protection of the system")
      : [];
  },
};

/** Scanners are switched off by words of their own, and most of them by one of these. */
const scanners: Tool = {
  names: [
    "mdatp",
    "falconctl",
    "cbagentd",
    "clamav",
    "osqueryctl",
    "sentinelctl",
    "esets",
    "savdctl",
    "cpctl",
    "jamf",
    "santactl",
    "fail2ban-client",
    "rkhunter",
    "aide",
    "tripwire",
  ],
  shape: { short: "", long: ["value"] },
  effects: (use) => {
    const words = [...use.words.map((word) => word.text), ...valuesOf(use.line, "value").map((value) => value.text)];
    const isOff = words.some(
      (word) => off.test(word) || /^(disable\w*|stop|unload|uninstall|unban|removeFramework|maintenance-mode)$/.test(word),
    );
    return isOff ? weaken(use.name) : [];
  },
};

/** `security find-generic-password -w`: the password itself, and not only where it is kept. */
function showsKeychain({ name, words }: Use): boolean {
  const [verb = "", ...rest] = words.map((word) => word.text);
  if (name !== "security") return false;
  return /^(dump-keychain|export)$/.test(verb) || (/^find-\w+-password$/.test(verb) && rest.some((word) => /^-\w*[wg]/.test(word)));
}

const trustStores: Tool = {
  names: ["update-ca-certificates", "update-ca-trust", "trust", "security"],
  shape: { short: "drktniapsc", long: [] },
  effects: (use) => {
    const added: readonly Part[] = [systemPart("trust", "add", "the certificates that are believed")];
    const words = use.words.map((word) => word.text);
    if (showsKeychain(use)) return [secretRead("the keychain")];
    if (use.name === "security")
      return words[0] === "add-trusted-cert"
        ? added
        : /^(delete-certificate|remove-trusted-cert|delete-keychain|authorizationdb)$/.test(words[0] ?? "")
          ? [systemPart("trust", "remove", "certificates")]
          : [];
    if (use.name === "trust") return words.includes("anchor") ? added : [];
    return added;
  },
  output: (use) => (showsKeychain(use) ? { from: "unread", holds: "secret" } : { from: "unread" }),
};

/** What the machine wrote down. */
const logs: Tool = {
  names: ["journalctl", "logrotate", "dmesg", "log", "utmpdump", "faillog"],
  shape: { short: "unopgDMSUtps", long: "unit lines output vacuum-size vacuum-time vacuum-files since until priority".split(" ") },
  effects: (use) => {
    const wipes = {
      journalctl: has(use.line, "vacuum-size", "vacuum-time", "vacuum-files", "rotate", "flush"),
      logrotate: has(use.line, "f", "force"),
      dmesg: has(use.line, "C", "clear", "c", "read-clear"),
      log: use.words[0]?.text === "erase",
    }[use.name];
    return wipes === true ? [systemPart("log", "remove", "what the machine wrote down")] : [];
  },
};

/** `-c` and `-d` forget what was typed, `-w` writes what is left. */
const typed: Tool = {
  names: ["history", "fc"],
  shape: { short: "daes", long: [] },
  effects: (use) =>
    use.name === "history" && (has(use.line, "c", "d") || use.words[0]?.text === "clear")
      ? [systemPart("log", "weaken", "what was typed")]
      : [],
};

const profiles: Tool = {
  names: ["profiles", "authconfig", "authselect", "pam-auth-update"],
  shape: { short: "", long: [] },
  effects: (use) => partsByVerb(use, verbsOf({ "remove install select": () => [systemPart("user", "change", "how people log in")] })),
};

export const protections: readonly Tool[] = [auditing, accessControl, macProtection, scanners, trustStores, logs, typed, profiles];
