/** The key that signs a ledger's checkpoints: made once, for an empty ledger, and never made again in silence. */
import { bytesOfAscii } from "../../base/bytes.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { files } from "./files.ts";
import { keyFrom, type PrivateKey, privateKeyText, readPrivateKey } from "./notes/keys.ts";
import { textIfThere, type Tools } from "./opening.ts";

/** The key that is there. */
export function logKey({ disk, notary }: Tools): Result<PrivateKey> {
  const text = textIfThere(disk, files.key);
  if (!text.ok) return text;
  if (text.value === null) {
    const todo = "run `sheepdog ledger seal` once, where records are";
    return fail({ code: "ledger.no-key", what: "this ledger has no key yet", follows: "so nothing of it was sealed", todo });
  }
  return readPrivateKey(notary, text.value);
}

/** `name` and `seed` are new and random: no other ledger has them, also not one that starts again in this one's place. */
export type Fresh = { readonly name: string; readonly seed: Uint8Array };

export function logKeyOrNew({ disk, notary }: Tools, fresh: Fresh): Result<PrivateKey> {
  const there = disk.size(files.key);
  if (!there.ok) return there;
  if (there.value !== null) return logKey({ disk, notary });
  for (const name of [files.checkpoint, files.sealed, files.hashes, files.witnessed]) {
    const made = disk.size(name);
    if (!made.ok) return made;
    if (made.value !== null) return keyGone(name);
  }
  const key = keyFrom(notary, { name: fresh.name, purpose: "note" }, fresh.seed);
  const kept = disk.replace(files.key, bytesOfAscii(`${privateKeyText(notary, key)}\n`));
  return kept.ok ? done(key) : kept;
}

function keyGone(name: string): Result<never> {
  return fail({
    code: "ledger.key-gone",
    what: `the ledger was sealed before (\`${name}\` is there), and its key \`${files.key}\` is gone`,
    follows: "a new key would start another log in its place, so none was made",
    todo: `put \`${files.key}\` back, or move the whole ledger away and start a new one`,
  });
}
