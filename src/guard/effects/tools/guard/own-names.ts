/** What the guard is called where things have names and no paths: its package, its processes, its services, its sessions. */
import type { Flow, Value } from "../../../shell/value.ts";

const own = "sheepdog";

/** `sheepdog@1.2`, `@sheepdog/cli`, `sheepdog.service`, `dev.sheepdog.daemon`. */
export function isOwnName(name: string): boolean {
  const bare = name.replace(/(?<=.)@[^/]*$/, "").toLowerCase();
  return (
    bare === own ||
    bare.startsWith(`@${own}/`) ||
    /^(?:.*[./])?sheepdog(?:[.-](?:daemon|service|socket|timer|cli|guard|linux.*|darwin.*))*$/.test(bare)
  );
}

/** A pattern that takes processes of the guard: what is left of it without its marks stands in the name, or the name in it. */
export function takesOwnName(pattern: string): boolean {
  const plain = pattern
    .toLowerCase()
    .replace(/\[(.)\]/g, "$1")
    .replace(/\\b|[\^$\\.?*+(){}]/g, "|");
  return plain.split("|").some((one) => one.includes(own) || (one.length >= shortest && own.startsWith(one)));
}

/** A shorter beginning says as much of any other program. */
const shortest = 4;

/** The origin of a list of processes that were picked by this name. */
export function processesOf(pattern: string): string {
  return `processes of ${pattern}`;
}

/** What is left of a list of processes where a word that lets lines through names the guard. */
export function pickedFrom(stdin: Flow | undefined, words: readonly Value[], out: Flow): Flow {
  if (stdin?.origin?.startsWith(processesOf("")) !== true) return out;
  const picks = words.some(({ known, text }) => known && takesOwnName(text));
  return { ...out, origin: picks ? processesOf(own) : stdin.origin };
}

/** Numbers that were looked up by the guard's name. */
export function areOwnProcesses(origin: string | undefined): boolean {
  return origin?.startsWith(processesOf("")) === true && takesOwnName(origin.slice(processesOf("").length));
}
