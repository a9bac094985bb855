/** The table of programs that Windows brings along: the words with which they change the machine. */
import { literal } from "../../../shell/value.ts";
import { fileWrite, nameIn, type Part, persistPart, request, systemPart } from "../../describing/deeds.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";
import type { Run } from "../../running/run.ts";
import { wholeDisk } from "./whole-disk.ts";

/** The first row of a program whose words are there counts. */
type Row = { readonly names: string; readonly when: RegExp; readonly does: (words: string, use: Use) => readonly Part[] };

const weakened = (name: string) => (): readonly Part[] => [systemPart("protection", "weaken", name)];
const startsAlone =
  (name: string) =>
  (words: string): readonly Part[] => [persistPart("schedule", `${name} ${words}`)];

const rows: readonly Row[] = [
  { names: "format", when: /^([a-z]:)/i, does: (words) => [wholeDisk(words.slice(0, 2))] },
  { names: "diskpart", when: /\/s\b/i, does: () => [systemPart("disk", "change", "what a script of diskpart says")] },
  {
    names: "vssadmin wbadmin",
    when: /\b(delete|resize)\b/i,
    does: () => [systemPart("protection", "remove", "the backups of the machine")],
  },
  { names: "wmic", when: /shadowcopy.*delete/i, does: () => [systemPart("protection", "remove", "the backups of the machine")] },
  {
    names: "bcdedit",
    when: /\/(set|delete|deletevalue|import)\b/i,
    does: () => [systemPart("kernel", "change", "how the machine starts")],
  },
  { names: "reagentc", when: /\/disable\b/i, does: weakened("the recovery of the machine") },
  { names: "reg", when: /^add\b.*\\(Run|RunOnce|Winlogon|Image File Execution Options)\b/i, does: startsAlone("reg") },
  {
    names: "reg",
    when: /^add\b.*\b(DisableAntiSpyware|EnableLUA|DisableRealtimeMonitoring|DisableTaskMgr)\b/i,
    does: weakened("a protection of Windows"),
  },
  { names: "reg", when: /^(save|export)\s+"?HK\w+\\(SAM|SECURITY|SYSTEM)\b/i, does: (words) => [registry("read", words)] },
  {
    names: "reg",
    when: /^(add|delete|import|restore|load)\b.*\bHK(LM|CR|U|EY_LOCAL_MACHINE|EY_CLASSES_ROOT)\b/i,
    does: (words) => [registry("change", words)],
  },
  { names: "reg", when: /^delete\b/i, does: (words) => [registry("own", words)] },
  { names: "schtasks", when: /\/(create|change)\b/i, does: startsAlone("schtasks") },
  { names: "schtasks", when: /\/delete\b/i, does: () => [systemPart("service", "remove", "a task of the machine")] },
  { names: "sc", when: /\bcreate\b/i, does: startsAlone("sc") },
  {
    names: "sc net net1",
    when: /^(\\\\\S+\s+)?(stop|delete|config|failure|pause)\b/i,
    does: (words) => [systemPart("service", "stop", words)],
  },
  { names: "net net1", when: /^(user|localgroup|group)\b.*\/(add|delete)\b/i, does: (words) => [systemPart("user", "change", words)] },
  { names: "net net1", when: /^user\s+\S+\s+[^/\s]/i, does: (words) => [systemPart("user", "change", words)] },
  { names: "netsh", when: /firewall.*(\boff\b|disable|delete|reset)/i, does: () => [systemPart("firewall", "weaken", "the firewall")] },
  {
    names: "netsh",
    when: /\b(portproxy|winsock|int|interface)\b.*\b(add|set|reset|delete)\b/i,
    does: () => [systemPart("network", "change", "the network")],
  },
  { names: "wevtutil", when: /^(cl|clear-log|sl|set-log)\b/i, does: () => [systemPart("log", "remove", "the logs of the machine")] },
  { names: "auditpol", when: /\/(clear|remove|set)\b/i, does: () => [systemPart("audit", "weaken", "the audit of the machine")] },
  { names: "icacls takeown cacls", when: /(everyone|\*S-1-1-0|users|\/r\b|\/t\b)/i, does: rightsParts },
  { names: "certutil", when: /-(urlcache|verifyctl)\b/i, does: fetchParts },
  { names: "certutil", when: /(^|\s)-(addstore|[AM])\b/, does: () => [systemPart("trust", "add", "a certificate")] },
  { names: "bitsadmin", when: /\/(transfer|addfile)\b/i, does: fetchParts },
  { names: "mshta regsvr32 rundll32 wscript cscript msiexec", when: /https?:\/\/\S+|javascript:|vbscript:/i, does: remoteParts },
];

const byName = new Map(
  [...new Set(rows.flatMap(({ names }) => names.split(" ")))].map((name) => [
    name,
    rows.filter((row) => row.names.split(" ").includes(name)),
  ]),
);

export const programs: readonly Tool[] = [...byName].map(([name, own]): Tool => ({
  names: [name, `${name}.exe`],
  shape: noValues,
  effects: (use) => effects(use, own),
  ...(name === "wmic" ? { runs: startedBy } : {}),
  ...(/^(certutil|bitsadmin)$/.test(name) ? { saves: fetched } : {}),
}));

function effects(use: Use, own: readonly Row[]): readonly Part[] {
  const words = use.words.map(({ text }) => text).join(" ");
  if (/(^|\s)\/\?/.test(words)) return [];
  return own.find(({ when }) => when.test(words))?.does(words, use) ?? [];
}

function registry(how: "read" | "change" | "own", words: string): Part {
  const name = /HK\S+/i.exec(words)?.[0] ?? "the registry";
  if (how === "read") return { kind: "read", target: { name, scope: "system", known: true, nature: "secret" }, loss: "nothing" };
  const scope = how === "change" ? "system" : "settings";
  return { kind: "overwrite", target: { name, scope, known: true }, loss: "forever" };
}

function rightsParts(words: string, use: Use): readonly Part[] {
  const path = use.words.find(({ text }) => !/^\/[a-z]/i.test(text)) ?? literal("a file");
  const isSystem = /^([a-z]:[\\/]*|[a-z]:[\\/]windows.*)$/i.test(path.text);
  const target = { name: path.text, scope: isSystem ? ("system" as const) : ("elsewhere" as const), known: path.known };
  return /grant|\/r\b|\/t\b/i.test(words) ? [{ kind: "chmod", mode: "o+w", target, loss: "nothing" }] : [];
}

/** The file stands behind the address; else it is called like the end of it. */
function fetched({ words }: Use): readonly Saved[] {
  const url = words.find(({ text }) => /^https?:/i.test(text));
  if (url === undefined) return [];
  const path = words[words.indexOf(url) + 1] ?? nameIn(url);
  return [{ path, flow: { from: "download", origin: url.text }, append: false }];
}

function fetchParts(_: string, use: Use): readonly Part[] {
  return fetched(use).flatMap(({ path, flow }) => [
    request(literal(flow.origin ?? ""), { carrying: "nothing", method: "GET" }),
    ...[fileWrite(path, use.place, "overwrite")].filter((part) => part !== undefined),
  ]);
}

/** They run what lies at an address, or a text that only they read. */
function remoteParts(words: string): readonly Part[] {
  const name = /https?:\/\/[^\s"',)]+/i.exec(words)?.[0] ?? "a text in the call";
  return [
    {
      kind: "execute",
      from: name.startsWith("http") ? "download" : "unread",
      target: { name, scope: "remote", known: true },
      loss: "unknown",
    },
  ];
}

/** `wmic process call create "TEXT"` */
function startedBy({ words }: Use): readonly Run[] {
  const at = words.findIndex(({ text }) => /^create$/i.test(text));
  const text = at < 0 ? undefined : words[at + 1];
  return text === undefined ? [] : [{ as: "code", language: "cmd", text, via: "wmic" }];
}
