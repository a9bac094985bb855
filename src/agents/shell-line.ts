/** The line by which the guard is called where a client runs its hooks in a shell: only a guard that said yes lets a call through. */
import { done, fail, type Result } from "../base/result.ts";
import type { GuardLine } from "./installer.ts";

const lastWord = 'echo "sheepdog: guard unavailable" >&2';

/**
 * A yes is the exit code 0 and nothing on stdout, both. A guard that is missing, killed, cut short or answers with half a refusal ends in
 * exit 2, and what it did say goes on to the client. An empty file would be run by the shell as a script that ends well, hence `-s`.
 * A shell that can begin no process ends by itself, and bash does so with a number that clients take for a mere warning, hence the trap.
 * A changed call is the one yes with words: it is handed on if it begins and ends as it should, so that no half of it is.
 */
export function shellLine(name: string, line: GuardLine, { yes = "", exchanged }: Passing = {}): string {
  const silent = yes === "" ? "exit 0" : `{ printf '%s' ${quoted(yes)}; exit 0; }`;
  const passing = `[ "$code" = 0 ] && [ -z "$said" ] && ${silent}; ${exchanged === undefined ? "" : handingOn(exchanged)}`;
  return `trap '${lastWord}; exit 2' EXIT; [ -s ${quoted(line.guard)} ] && said=$(${callOf(name, line)}); code=$?; trap - EXIT; ${passing}${ending}`;
}

/** `yes` is what a client must read where it takes silence for a failure; `exchanged` how a changed call begins and ends. */
type Passing = { readonly yes?: string; readonly exchanged?: readonly [begins: string, ends: string] };

function handingOn([begins, ends]: readonly [begins: string, ends: string]): string {
  return `case "$code$said" in ${quoted(`0${begins}`)}*${quoted(ends)}) printf '%s' "$said"; exit 0;; esac; `;
}

/** What the guard itself refuses comes with its own reason; everything else needs ours. */
const ending = `printf '%s' "$said"; [ "$code" = 2 ] || ${lastWord}; exit 2`;

export function isShellLine(name: string, command: string): boolean {
  return command.includes(` ${hookWords(name).join(" ")}`) && command.endsWith(ending);
}

/** The line for what the guard is only told of: what it says goes to the client if it ends well, and a guard that fails is passed over. */
export function tellingLine(name: string, line: GuardLine): string {
  return `said=$(${callOf(name, line)}) && ${passingOn}`;
}

function callOf(name: string, line: GuardLine): string {
  const root = line.root === null ? [] : ["--root", quoted(line.root)];
  return [quoted(line.guard), ...hookWords(name), ...root].join(" ");
}

const passingOn = `printf '%s' "$said"; exit 0`;

export function isTellingLine(name: string, command: string): boolean {
  return command.includes(` ${hookWords(name).join(" ")}`) && command.endsWith(`&& ${passingOn}`);
}

export function hookWords(name: string): readonly string[] {
  return ["hook", name];
}

export function rootWords({ root }: GuardLine): readonly string[] {
  return root === null ? [] : ["--root", root];
}

/** A path that could not stand in a command line as it is. */
export function checkPaths(line: GuardLine): Result<GuardLine> {
  for (const path of [line.guard, ...(line.root === null ? [] : [line.root])]) {
    const flaw = flawOf(path);
    if (flaw !== undefined)
      return fail({ code: "guard.path", what: `the guard cannot be called as \`${path}\`: ${flaw}`, todo: "choose another folder" });
  }
  return done(line);
}

/** Several products put values of their own in place of `${…}` and `{{…}}`. */
function flawOf(path: string): string | undefined {
  if (!path.startsWith("/")) return "the path is not absolute";
  if (path.includes("${") || path.includes("{{")) return "a client may replace what stands in `${…}` or `{{…}}`";
  return /[\x00-\x1f\x7f]/.test(path) ? "the path has a control character" : undefined;
}

export function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
