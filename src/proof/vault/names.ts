/** Which names an entry of the vault may have, and which of them can be variables of an environment. */
import { done, fail, type Result } from "../../base/result.ts";

/** ASCII alone: two names that look alike are the same name. No slash: names with one are Sheepdog's own. */
const entryName = /^[A-Za-z0-9_][A-Za-z0-9_.@:+-]{0,127}$/;
const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const ownName = /^sheepdog\/[a-z][a-z-]{0,63}$/;

export function checkedName(name: string): Result<string> {
  if (entryName.test(name)) return done(name);
  return fail({
    code: "vault.name",
    what: `\`${shown(name)}\` cannot be the name of a secret`,
    follows: "nothing was changed",
    todo: "use 1 to 128 of A-Z a-z 0-9 _ . @ : + -, and begin with a letter, a digit or _",
  });
}

/** A name that a shell takes as a variable, whatever stands around it. */
export function isVariableName(name: string): boolean {
  return variableName.test(name);
}

/** Keys that Sheepdog keeps for itself; nobody puts, reads or exports them by hand. */
export function isOwnName(name: string): boolean {
  return ownName.test(name);
}

/** What a name may be in a vault that is read. */
export function isStoredName(name: string): boolean {
  return entryName.test(name) || ownName.test(name);
}

/** Without what a terminal would obey, and no longer than a line. */
function shown(name: string): string {
  const harmless = [...name].map((character) => (/[\p{C}\p{Z}]/u.test(character) && character !== " " ? "�" : character)).join("");
  return harmless.length > 60 ? `${harmless.slice(0, 60)}…` : harmless;
}
