/** kill, pkill, killall, fuser: which processes they end. */
import type { Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { processesOf } from "../guard/own-names.ts";

/** Without these the machine does not serve anybody, or nobody sees what happens on it. */
const critical =
  /^(systemd.*|init|launchd|sshd|cron|crond|dockerd|containerd|kubelet|dbus.*|(r?sys|syslog-ng|journal).*|auditd|firewalld|ufw|fail2ban.*|NetworkManager|udevd|login|loginwindow|WindowServer|Xorg|gdm.*)$/;

function killed(name: string, signal: string, everything: boolean): Part {
  const scope = everything ? "root" : critical.test(name) ? "system" : "process";
  return { kind: "kill", signal, target: { name, scope, known: true }, loss: "unknown" };
}

/** Most often a number that was looked up by name or by port; a list of all that runs means all of it. */
function unknown({ text, flow }: Value, signal: string): Part {
  const scope = flow?.everything === true ? "root" : "process";
  return { kind: "kill", signal, target: { name: text, scope, known: false }, loss: "unknown" };
}

const kill: Tool = {
  names: ["kill"],
  shape: { short: "snq", long: ["signal", "queue"] },
  effects: (use) => {
    if (has(use.line, "l", "L", "list", "table") || use.words[0]?.text === "-0") return [];
    const signal = signalOf(use);
    // `-1` as the last word is everything that may be killed; as the first one it is a signal.
    const ends = use.words.slice(1).some((word) => word.text === "-1");
    return [...(ends ? [killed("every process", signal, true)] : []), ...use.line.operands.map((operand) => one(operand, signal))];
  },
};

/** `-s KILL`, `-KILL`, `-9`. */
function signalOf({ line, words }: Use): string {
  const [named] = valuesOf(line, "s", "signal");
  return named?.text ?? words.flatMap(({ text }) => /^-(?:SIG)?([A-Z]{3,}\d*|\d{1,2})$/.exec(text)?.[1] ?? [])[0] ?? "TERM";
}

function one(operand: Value, signal: string): Part {
  if (!operand.known) return unknown(operand, signal);
  return operand.text === "1" ? killed("init", signal, false) : killed(operand.text, signal, false);
}

/** `-u` and `-f .` take all that somebody runs. */
const byName: Tool = {
  names: ["pkill", "killall", "skill", "killall5", "xkill"],
  // `-n` and `-o` take a value with killall, and none with pkill.
  shape: {
    short: "usgGPtFUZy",
    long: "user signal pgroup group parent terminal pidfile uid euid older-than younger-than ns nslist".split(" "),
  },
  effects: (use) => {
    const signal = signalOf(use);
    if (use.name === "killall5") return [killed("every process", signal, true)];
    if (has(use.line, "0", "l", "list", "V", "version")) return [];
    const names = use.line.operands;
    if (names.length === 0 && has(use.line, "u", "user", "U", "euid")) return [killed("every process of a user", signal, true)];
    return names.map((name) => (!name.known ? unknown(name, signal) : killed(name.text, signal, /^\.\*?$/.test(name.text))));
  },
};

const fuser: Tool = {
  names: ["fuser"],
  shape: { short: "n", long: ["namespace"] },
  effects: (use) =>
    has(use.line, "k", "kill")
      ? [
          killed(
            use.line.operands.map((operand) => operand.text).join(" "),
            "KILL",
            use.line.operands.some((operand) => operand.text === "/"),
          ),
        ]
      : [],
};

/** What it shows is everything that runs, until something selects from it. */
const ps: Tool = {
  names: ["ps"],
  shape: { short: "opCuUgGstkq", long: "format pid ppid user group tty sort cols rows".split(" ") },
  output: (use) => {
    const isAll = has(use.line, "e", "A", "a", "x") || use.words.some((word) => /^[aexuwf]+$/.test(word.text));
    const isChosen = has(use.line, "p", "C", "u", "U", "pid", "user", "q", "ppid");
    const named = valuesOf(use.line, "C").map(({ text }) => text);
    return {
      from: "unread",
      origin: processesOf(named.join("|") || "everybody"),
      ...(isAll && !isChosen ? { everything: true as const } : {}),
    };
  },
};

/** Their numbers, looked up by name. */
const lookup: Tool = {
  names: ["pgrep", "pidof", "pidwait"],
  shape: {
    short: "dFgGPstuUOro",
    long: "delimiter pidfile pgroup group parent session terminal euid uid older runstates ns nslist signal".split(" "),
  },
  output: ({ line }) => ({ from: "unread", origin: processesOf(line.operands.map(({ text }) => text).join("|")) }),
};

export const processes: readonly Tool[] = [kill, byName, fuser, ps, lookup];
