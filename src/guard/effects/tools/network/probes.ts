/** The table of programs that search machines for doors, try keys, listen to others, or open a way in from outside. */
import type { NetworkAct } from "../../../effect.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { fileWrite, type Part, request } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import { partsByVerb, type Verbs, verbsOf } from "../../describing/verbs.ts";
import type { Tool, Use } from "../../describing/tool.ts";

type Row = {
  readonly names: string;
  readonly act: Extract<NetworkAct, "scan" | "guess">;
  readonly short?: string;
  readonly long?: string;
  /** The options that name a target; without them the operands do. */
  readonly targets?: readonly string[];
  /** Words that take the next one, where several letters behind one dash are one option. */
  readonly takes?: readonly string[];
  /** With these it tries nothing. */
  readonly unless?: readonly string[];
  /** It works on a file of this machine. */
  readonly local?: true;
};

const help = ["help", "version", "h", "hh"];

const rows: readonly Row[] = [
  {
    names: "nmap zenmap",
    act: "scan",
    long: "script script-args top-ports exclude excludefile min-rate max-rate max-retries host-timeout source-port data-length ttl proxies dns-servers",
    takes: ["-p", "-e", "-g", "-S", "-D", "-iL", "-iR", "-oN", "-oX", "-oG", "-oA", "-oS", "-b", "-sI"],
    unless: ["V", "iflist", "script-help", "script-updatedb", "sL"],
  },
  {
    names: "masscan zmap rustscan naabu unicornscan",
    act: "scan",
    short: "paribolhe",
    long: "ports rate range host top-ports excludefile exclude output-file addresses",
    targets: ["range", "a", "addresses", "host"],
  },
  {
    names: "arp-scan netdiscover nbtscan onesixtyone ike-scan hping3 hping fping",
    act: "scan",
    short: "IicSpdrgtf",
    long: "interface count range",
  },
  {
    names: "nikto wpscan nuclei dirsearch",
    act: "scan",
    short: "huptTolw",
    long: "host url target templates list output port",
    targets: ["h", "host", "u", "url", "target"],
  },
  {
    names: "gobuster ffuf feroxbuster dirb wfuzz",
    act: "scan",
    short: "uwtxobkcHHdezfs",
    long: "url wordlist threads extensions output domain do",
    targets: ["u", "url", "d", "domain", "do"],
    unless: ["e"],
  },
  {
    names: "sqlmap commix xsstrike",
    act: "scan",
    short: "urmpDTC",
    long: "url data cookie random-agent level risk dbms technique batch param-del",
    targets: ["u", "url"],
  },
  {
    names: "enum4linux enum4linux-ng smbmap ldapdomaindump",
    act: "scan",
    short: "uptHdb",
    long: "domain",
    targets: ["d", "H"],
  },
  {
    names: "hydra ncrack patator crowbar thc-hydra brutespray",
    act: "guess",
    short: "lLpPstTMmoxeuUCn",
    long: "user",
  },
  { names: "medusa", act: "guess", short: "hHuUpPCMmnsS", targets: ["h", "H"] },
  { names: "crackmapexec cme netexec nxc kerbrute evil-winrm", act: "guess", short: "upHidM", long: "userlist domain dc" },
  {
    names: "john hashcat aircrack-ng fcrackzip pdfcrack ophcrack rarcrack",
    act: "guess",
    short: "mawebrojpu",
    long: "wordlist format rules session attack-mode hash-type outfile mask pot",
    unless: ["show", "list", "test", "benchmark", "left", "b", "status", "stdout", "hash-info", "identify"],
    local: true,
  },
];

const probing: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: { short: row.short ?? "", long: (row.long ?? "").split(" "), exact: true },
  effects: (use) => tried(use, row),
}));

function tried(use: Use, row: Row): readonly Part[] {
  // Options of several letters stand behind one dash here as well: `-sV` is no `-V`.
  const asked = use.words.map(({ text }) => (text.startsWith("-") ? text.replace(/^--?/, "").replace(/=.*/, "") : ""));
  const idle = [...help.filter((name) => !(row.short ?? "").includes(name)), ...(row.unless ?? [])];
  if (use.words.length === 0 || asked.some((name) => idle.includes(name))) return [];
  const named = row.targets === undefined ? [] : valuesOf(use.line, ...row.targets);
  const taken = new Set(use.words.filter((_, position) => row.takes?.includes(use.words[position - 1]?.text ?? "") === true));
  const targets = named.length > 0 ? named : use.line.operands.filter((operand) => mayBeHost(operand) && !taken.has(operand));
  const found = targets.length > 0 || row.local === true ? targets : [literal("other machines")];
  return found.map((target) => request(target, { carrying: "nothing", method: use.name.toUpperCase(), act: row.act }));
}

/** Ports, verbs and lists of words are no targets, and neither is what an option without a known shape took. */
function mayBeHost({ text, known }: Value): boolean {
  return !known || !/^(\d{1,5}(-\d+)?(,\d+)*|dns|dir|vhost|fuzz|smb|ssh|rdp|ftp|ldap|winrm|enum|intel|passwordspray|userenum)$/i.test(text);
}

/** They hear what others say on the wire; what was recorded before is a file like any other. */
const sniffers: Tool = {
  names: ["tcpdump", "tshark", "dumpcap", "ngrep", "ettercap", "bettercap", "tcpflow", "dsniff", "airodump-ng", "wireshark", "rawshark"],
  shape: { short: "BcCFGijMrsTVwWyzEfYoRdeabKOXI", long: ["interface", "read-file"] },
  effects: (use) => {
    if (has(use.line, "r", "D", "L", "G", "h", "v", "version", "help", "list-interfaces") || (use.name === "ngrep" && has(use.line, "I")))
      return [];
    const written = valuesOf(use.line, "w").flatMap((file) => (file.text === "-" ? [] : (fileWrite(file, use.place, "overwrite") ?? [])));
    const [device = literal("every interface")] = valuesOf(use.line, "i", "interface");
    return [request(device, { carrying: "nothing", method: "SNIFF", act: "listen" }), ...written];
  },
};

/** Whoever has the address comes in from then on. */
function opened(use: Use): readonly Part[] {
  const [to = literal("this machine")] = [...valuesOf(use.line, "url", "port", "p", "to"), ...use.line.operands];
  return [request({ ...to, text: `outside → ${to.text}` }, { carrying: "nothing", method: "EXPOSE", act: "listen" })];
}

const tunnelVerbs: Verbs = verbsOf({
  "http https tcp tls start tunnel funnel serve share client local forward access http-local": (use) => {
    const next = use.line.operands[0]?.text ?? "";
    const isAsked = /^(list|info|status|login|delete|create|version|help|cleanup|token|diagnose|off|reset)$/.test(next);
    return isAsked ? [] : opened(use);
  },
});

const tunnels: Tool = {
  names: ["ngrok", "cloudflared", "bore", "frpc", "chisel", "tailscale", "zrok", "pinggy", "inlets", "pagekite.py"],
  verbs: 1,
  shape: { short: "cp", long: "url config port to region hostname domain authtoken name token log".split(" ") },
  effects: (use) => partsByVerb(use, tunnelVerbs),
};

const localtunnel: Tool = {
  names: ["lt", "localtunnel", "expose", "localhost.run"],
  shape: { short: "psh", long: "port subdomain host local-host".split(" ") },
  effects: (use) => (has(use.line, "help", "version") || use.words.length === 0 ? [] : opened(use)),
};

export const probes: readonly Tool[] = [...probing, sniffers, tunnels, localtunnel];
