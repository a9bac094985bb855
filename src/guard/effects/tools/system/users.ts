/** useradd, passwd, chsh and their kin: who is known to the machine, and with which rights. */
import { type Part, systemPart } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import type { SystemChange } from "../../../effect.ts";

type Row = { readonly names: string; readonly change: SystemChange; readonly short?: string; readonly reads?: readonly string[] };

const rows: readonly Row[] = [
  {
    names: "useradd adduser groupadd addgroup newusers sysadminctl",
    change: "add",
    short: "bcdefgGKkpPRsuZ",
    reads: ["D", "defaults"],
  },
  {
    names: "usermod groupmod",
    change: "change",
    short: "cdefgGlnpPRsuvVwWZ",
  },
  {
    names: "chsh chfn chage gpasswd vigr vipw visudo faillock pwconv grpconv",
    change: "change",
    short: "aAdEfhIMmoPRsrWw",
    reads: ["l", "list", "c", "check"],
  },
  { names: "passwd chpasswd chgpasswd", change: "change", short: "inrRwx", reads: ["S", "status"] },
  { names: "userdel deluser groupdel delgroup", change: "remove", short: "RPZ" },
];

const accounts: readonly Tool[] = rows.map(({ names, change, short = "", reads = [] }) => ({
  names: names.split(" "),
  shape: { short, long: "shell home groups gid uid comment password expiredate".split(" ") },
  effects: (use: Use) => (has(use.line, "h", "help", "version", ...reads) ? [] : [user(use, change)]),
}));

function user(use: Use, change: SystemChange): Part {
  return systemPart("user", change, use.line.operands.at(-1)?.text ?? "a user");
}

/** macOS: `dscl . -create /Users/x`; FreeBSD: `pw useradd x`. */
const directory: Tool = {
  names: ["dscl", "dseditgroup", "pw", "pwpolicy"],
  shape: { short: "", long: [] },
  effects: (use) => {
    const words = use.words.map((word) => word.text).join(" ");
    if (/(^| )-?(create|useradd|groupadd|append|-o create)( |$)/.test(words)) return [user(use, "add")];
    if (/(^| )-?(delete|userdel|groupdel)( |$)/.test(words)) return [user(use, "remove")];
    return /(^| )-?(change|passwd|usermod|groupmod|lock|merge|edit|setglobalpolicy|setpolicy|disableuser|enableuser)( |$)/.test(words)
      ? [user(use, "change")]
      : [];
  },
};

export const users: readonly Tool[] = [...accounts, directory];
