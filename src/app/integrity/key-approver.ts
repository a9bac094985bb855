/** A person's yes, as long as there are no statements: the key that signs lies in the vault, and whoever opens the vault approves. */
import { hexOf } from "../../base/hex.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { nodeLocksmith, nodeNotary, now } from "../../hosts/node/node.ts";
import type { Approver } from "../../proof/integrity/integrity.ts";
import { entryNamed, put } from "../../proof/vault/vault.ts";
import type { Desk } from "../desk.ts";
import { changeVault, openVault } from "../vault/opening.ts";
import type { Unlocking } from "../vault/unlocking.ts";

const entryName = "sheepdog/integrity";
const seedBytes = 32;

export function keyApprover(desk: Desk, unlocking: Unlocking): Approver {
  return async ({ message }) => {
    const open = await openVault(desk, unlocking);
    if (!open.ok) return open;
    const seed = entryNamed(open.value.contents, entryName)?.value;
    if (seed === undefined) return fail(keyless);
    const approval = { publicKey: nodeNotary.publicKeyOf(seed), signature: nodeNotary.sign(seed, message) };
    for (const secret of [seed, open.value.key]) secret.fill(0);
    return done(approval);
  };
}

const keyless = {
  code: "integrity.key",
  what: "the vault holds no key that signs lists of files",
  follows: "nothing was signed",
  todo: "`sheepdog integrity init --anew` makes one",
};

/** The public half of the key in the vault, which is made where there is none: it is in the vault before anything is signed with it. */
export async function signingKey(desk: Desk, unlocking: Unlocking): Promise<Result<Uint8Array>> {
  const fresh = nodeLocksmith.random(seedBytes);
  const note = `signs lists of files; public half ${hexOf(nodeNotary.publicKeyOf(fresh))}`;
  const kept = await changeVault(desk, unlocking, (contents) =>
    entryNamed(contents, entryName) === undefined
      ? put(contents, { name: entryName, value: fresh, category: "sheepdog", note, at: now() })
      : done(contents),
  );
  const seed = kept.ok ? entryNamed(kept.value, entryName)?.value : undefined;
  if (!kept.ok || seed === undefined) return kept.ok ? fail(keyless) : kept;
  const publicKey = nodeNotary.publicKeyOf(seed);
  for (const secret of [seed, fresh]) secret.fill(0);
  return done(publicKey);
}
