/** The root, made where it is missing, and this user's: in somebody else's folder nothing is begun. */
import { fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, entryItself, ownUid } from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";

/** `inner`: folders below it that are needed besides. */
export function ensureOwnRoot({ folder }: Pick<Root, "folder">, ...inner: readonly string[]): Result<void> {
  let made: Result<void> = { ok: true, value: undefined };
  for (const path of [folder, ...inner]) {
    const owner = entryItself(path)?.owner ?? ownUid();
    if (owner !== ownUid()) return fail(foreign(path, owner));
    made = ensurePrivateFolder(path);
    if (!made.ok) return made;
  }
  return made;
}

function foreign(
  path: string,
  owner: number,
): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "root.foreign",
    what: `\`${path}\` belongs to the user ${owner}, and you are ${ownUid()}`,
    follows: "nothing was done in it",
    todo: `run this as that user, or \`chown -R ${ownUid()} ${path}\` if it is yours`,
  };
}
