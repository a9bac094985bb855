/** The table of programs that bring files to other machines and people: copies, shares, mail with something attached. */
import type { Cargo } from "../../../effect.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { fileWrite, inFolder, type Part, request } from "../../describing/deeds.ts";
import { cargoOf, fileCargo, worstCargo } from "../../describing/flows.ts";
import { has, valuesOf } from "../../describing/options.ts";
import { nameOf } from "../../../../base/path.ts";
import type { Tool, Use } from "../../describing/tool.ts";

/** `host:path`; a path with a slash before the colon is one of this machine. */
function isRemote({ text }: Value): boolean {
  return /^[^/]+:/.test(text) || /^\w+:\/\//.test(text);
}

const scp: Tool = {
  names: ["scp", "rcp", "pscp", "sshpass-scp"],
  shape: { short: "cDFiJloPSX", long: [] },
  effects: (use) => {
    const sources = use.line.operands.slice(0, -1);
    const to = use.line.operands.at(-1);
    if (to === undefined || sources.length === 0) return [];
    if (isRemote(to)) {
      const local = sources.filter((source) => !isRemote(source));
      return local.length === 0 ? [] : [request(to, { carrying: worstCargo(local.map((file) => fileCargo(file, use))), method: "SCP" })];
    }
    const isFolder = /(^\.{0,2}|\/|\/\.{1,2})$/.test(to.text);
    const fetched = sources.filter(isRemote);
    return fetched.flatMap((from) => {
      const path = isFolder ? inFolder(to, { ...from, text: nameOf(from.text.slice(from.text.indexOf(":") + 1)) || "download" }) : to;
      return fileWrite(path, use.place, "overwrite") ?? [];
    });
  },
};

/** What they are told to do stands on their input, in a batch file or behind `-c`. */
const sessions: Tool = {
  names: ["sftp", "ftp", "lftp", "tftp", "smbclient", "ncftp", "ncftpput", "pftp"],
  shape: { short: "BbcDFiJloPRSXueUAnWpILTOsmd", long: ["user", "command"] },
  effects: (use) => {
    const words = valuesOf(use.line, "c", "e", "command").map((value) => value.text);
    const batch = valuesOf(use.line, "b").map((file) => use.content(file).text ?? "");
    const lines = [...words, ...batch, use.stdin?.text ?? ""].join("\n").split(/[\n;]/);
    const sent = lines.flatMap(
      (line) => /^\s*(?:m?put|send|append|mirror\s+(?:-R|--reverse)\S*)\s+(?:-\S+\s+)*(\S+)/.exec(line)?.[1] ?? [],
    );
    const pushed = use.name === "ncftpput" ? use.line.operands.slice(2) : [];
    const cargoes = [...sent.map((file) => fileCargo(literal(file), use)), ...pushed.map((file) => fileCargo(file, use))];
    const host = use.line.operands[0] ?? literal("a host");
    return cargoes.length === 0 ? [] : [request(host, { carrying: worstCargo(cargoes), method: "FTP" })];
  },
};

type Row = {
  readonly names: string;
  readonly short?: string;
  readonly long?: string;
  /** The verb behind which files stand; without one they stand at once. */
  readonly verbs?: readonly string[];
  /** The options that name a file that is sent; without them the operands are files. */
  readonly attached?: readonly string[];
  /** What flows in is sent as well; as the text of a letter it counts only where it is a secret. */
  readonly input?: "all" | "letter";
  /** With these it does something else. */
  readonly unless?: readonly string[];
};

const rows: readonly Row[] = [
  { names: "wormhole wormhole-william", short: "c", long: "code text", verbs: ["send", "tx"], input: "all" },
  { names: "croc", short: "c", long: "code relay", verbs: ["send"], input: "all" },
  { names: "ffsend", short: "dep", long: "host download-limit expiry-time password", verbs: ["upload", "up", "u"] },
  { names: "pastebinit wgetpaste termbin ix 0x0 pb haste hastebin sprunge", short: "abfiptu", attached: ["i"], input: "all" },
  { names: "gist", short: "tfdus", input: "all", unless: ["l", "list", "login", "r", "read"] },
  { names: "transfer transfersh onionshare onionshare-cli zipshare", short: "", input: "all" },
  {
    names: "mail mailx mutt neomutt s-nail",
    short: "aAbcefFHiqrsSuT",
    long: "attach subject",
    attached: ["a", "A", "attach", "i"],
    input: "letter",
  },
  {
    names: "sendmail msmtp ssmtp swaks",
    short: "fFoOrtaN",
    long: "attach to from server header body data",
    attached: ["attach"],
    input: "letter",
  },
  { names: "telegram-send slackcat discord.sh", short: "fcC", long: "file channel webhook-url", attached: ["f", "file"], input: "letter" },
  { names: "ipfs", short: "", verbs: ["add"], input: "all" },
];

const sharers: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  shape: { short: row.short ?? "", long: (row.long ?? "").split(" ") },
  effects: (use) => shared(use, row),
}));

function shared(use: Use, row: Row): readonly Part[] {
  if (has(use.line, "help", "version", "dry-run", ...(row.unless ?? []))) return [];
  const [verb, ...behind] = use.line.operands;
  if (row.verbs !== undefined && !row.verbs.includes(verb?.text ?? "")) return [];
  const operands = row.verbs === undefined ? use.line.operands : behind;
  const files = row.attached === undefined ? operands : valuesOf(use.line, ...row.attached);
  const carrying = worstCargo([...files.map((file) => fileCargo(file, use)), ...inputOf(use, row)]);
  if (carrying === "nothing" || carrying === "text") return [];
  return [request(literal(use.name), { carrying, method: "SHARE" })];
}

function inputOf(use: Use, { input }: Row): readonly Cargo[] {
  if (input === undefined || use.stdin === undefined) return [];
  return input === "all" || use.stdin.holds === "secret" ? [cargoOf(use.stdin)] : [];
}

export const transfers: readonly Tool[] = [scp, sessions, ...sharers];
