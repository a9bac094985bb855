/** What is done to the guard by its name and not by a path: it is uninstalled, stopped, killed, or spoken to as its daemon. */
import type { Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, type Line, valuesOf } from "../../describing/options.ts";
import type { Use } from "../../describing/tool.ts";
import { pathTarget, scopeOf } from "../../places/targets.ts";
import { doorParts } from "./own-doors.ts";
import { areOwnProcesses, isOwnName, takesOwnName } from "./own-names.ts";
import { tampering } from "./tampering.ts";

type Reader = (use: Use) => readonly string[];

export function partsAgainstGuard(use: Use): readonly Part[] {
  const found = readers.get(use.name)?.(use) ?? [];
  return found.map((name) => tampering(use.name, name));
}

/** Verbs of package managers behind which names of packages stand; another version that takes its place is no milder than none. */
const removing = /^(un|uninstall|unlink|remove|rm|r|del|delete|erase|purge|autoremove|-R\w*|untap|reset)$/;
const replacing = /^(install|i|add|update|upgrade|up|link|ln|reinstall|downgrade|-[SU]\w*)$/;

const packages: Reader = (use) => {
  const words = use.words.map(({ text }) => text);
  const isGlobal = alwaysGlobal.has(use.name) || words.some((word) => /^(-g|--global|--location=global|global|tool)$/.test(word));
  const takesAway = words.some((word) => removing.test(word)) || (isGlobal && words.some((word) => replacing.test(word)));
  return takesAway && !has(use.line, "dry-run", "help", "simulate") ? words.filter(isPackage) : [];
};

/** `@` is in no other name than that of a package. */
function isPackage(word: string): boolean {
  return !word.startsWith("-") && !word.includes(":") && isOwnName(word);
}

/** What they install is the person's, and no project's. */
const alwaysGlobal: ReadonlySet<string> = new Set(
  "brew pipx volta apt apt-get aptitude dpkg dnf yum pacman yay zypper apk snap flatpak".split(" "),
);

/** `-F` reads the number from a file. */
const byPattern: Reader = ({ line, place }) => {
  const files = valuesOf(line, "F", "pidfile").filter((file) => pathTarget(file, place, "through").scope === "guard");
  return has(line, "l", "list") ? [] : [...line.operands.filter(takesOwn), ...files].map(({ text }) => text);
};

function takesOwn({ known, text }: Value): boolean {
  return known && takesOwnName(text);
}

/** Numbers that were looked up by name, or stand in a file of the guard. */
const byNumber: Reader = ({ words, place }) =>
  words.filter(({ flow }) => areOwnProcesses(flow?.origin) || isOwnFile(flow?.origin, place)).map(({ text }) => text);

function isOwnFile(origin: string | undefined, { ground }: Use["place"]): boolean {
  return origin?.startsWith("/") === true && scopeOf(origin, ground) === "guard";
}

/** Verbs that look, or start it. */
const harmless = /^(status|show|list.*|is-.*|cat|help|print|blame|dumpstate|start|enable)$/;

const services: Reader = ({ line: { operands } }) => {
  const own = operands.filter(({ known, text }) => known && isOwnName(text));
  const others = operands.filter((operand) => !own.includes(operand));
  return others.every(({ text }) => harmless.test(text)) ? [] : own.map(({ text }) => text);
};

const doors: Reader = (use) =>
  doorsOf(use)
    .flatMap((door) => doorParts(use.name, door, use.place))
    .map(({ target }) => target.name);

function doorsOf({ name, line, words }: Use): readonly Value[] {
  if (name === "curl") return onlyAsks(line) ? [] : valuesOf(line, "unix-socket", "abstract-unix-socket");
  if (name === "socat") return words.flatMap((word) => behindWord(/^(?:unix|gopen|open)[\w-]*:([^,]+)/i, word));
  if (name.startsWith("nc") || name === "netcat") return has(line, "U", "unixsock") ? line.operands : [];
  return words.flatMap((word) => behindWord(/^https?\+unix:\/\/([^/]+)/i, word));
}

/** curl says by itself whether it but looks. */
function onlyAsks(line: Line): boolean {
  const sends = has(
    line,
    "d",
    "data",
    "data-raw",
    "data-ascii",
    "data-binary",
    "data-urlencode",
    "json",
    "F",
    "form",
    "form-string",
    "T",
    "upload-file",
  );
  const isPlain = valuesOf(line, "X", "request").every(({ text }) => /^(GET|HEAD)$/i.test(text)) && !has(line, "K", "config");
  return isPlain && (!sends || has(line, "G", "get"));
}

function behindWord(pattern: RegExp, word: Value): readonly Value[] {
  const found = pattern.exec(word.text)?.[1];
  return found === undefined ? [] : [{ ...word, text: found.replace(/%2F/gi, "/") }];
}

/** A file that is open in processes which are ended. */
const byFile: Reader = ({ line, place }) =>
  has(line, "k", "kill")
    ? line.operands.filter((file) => pathTarget(file, place, "through").scope === "guard").map(({ text }) => text)
    : [];

/** The terminals that they run in. */
const sessions: Reader = ({ words }) => {
  const verb = words.find(({ text }) => /^kill-(session|window|pane|server)$|^(killp|killw|kill-all-sessions|delete-session)$/.test(text));
  return verb === undefined ? [] : words.filter(({ text }) => isOwnName(text.replace(/^=|:.*$/g, ""))).map(({ text }) => text);
};

const rows: readonly (readonly [names: string, reader: Reader])[] = [
  [
    "npm pnpm yarn yarnpkg cnpm bun deno pip pip2 pip3 pipx uv brew cargo gem go volta conda mamba asdf mise nix nix-env apt apt-get aptitude dpkg dnf yum rpm pacman yay zypper apk snap flatpak port",
    packages,
  ],
  ["pkill killall skill xkill", byPattern],
  ["fuser", byFile],
  ["kill renice gdb lldb strace ltrace gcore reptyr", byNumber],
  ["systemctl service rc-service invoke-rc.d launchctl update-rc.d chkconfig rc-update sv s6-svc initctl supervisorctl pm2", services],
  ["curl socat nc ncat netcat nc.openbsd http https xh xhs", doors],
  ["tmux zellij byobu tmate", sessions],
];

const readers: ReadonlyMap<string, Reader> = new Map(
  rows.flatMap(([names, reader]) => names.split(" ").map((name) => [name, reader] as const)),
);
