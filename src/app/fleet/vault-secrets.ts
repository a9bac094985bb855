/** Secrets of accounts and channels: out of the vault, by a way that needs nobody, each time anew. */
import { done, fail } from "../../base/result.ts";
import type { Surroundings } from "../../hosts/node/node.ts";
import { entryNamed, type Way } from "../../proof/vault/vault.ts";
import { openVault } from "../vault/opening.ts";
import type { SecretOf } from "./account-desk.ts";

/** Nobody is there to type a passphrase or to touch a key. */
const unattended: readonly Way[] = ["keyring", "machine"];

export function vaultSecrets(around: Surroundings): SecretOf {
  return async (name) => {
    const opened = await openedUnattended(around);
    if (!opened.ok) return opened;
    const value = entryNamed(opened.value.contents, name)?.value;
    opened.value.key.fill(0);
    if (value === undefined)
      return fail({ code: "secret.none", what: `the vault has no entry \`${name}\``, todo: "`sheepdog vault put` makes one" });
    return done(new TextDecoder().decode(value));
  };
}

async function openedUnattended(around: Surroundings): ReturnType<typeof openVault> {
  let last: Awaited<ReturnType<typeof openVault>> = fail(closed);
  for (const way of unattended) {
    last = await openVault({ around, out: nothing, err: nothing, guard: "" }, { way });
    if (last.ok) return last;
  }
  return last;
}

const nothing = (): void => undefined;

const closed = {
  code: "vault.closed",
  what: "the vault has no way in that needs nobody",
  todo: "let the machine or the keyring open it: `sheepdog vault rekey`",
};
