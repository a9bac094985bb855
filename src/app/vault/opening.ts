/** The vault opened, read and changed: unlocked without holding anybody up, then changed in one step. */
import { done, fail, type Result } from "../../base/result.ts";
import { nodeLocksmith } from "../../hosts/node/node.ts";
import { type Contents, openContents, sealContents, type SealedVault, type Slot } from "../../proof/vault/vault.ts";
import type { Desk } from "../desk.ts";
import { type Unlocking, unlock } from "./unlocking.ts";
import { changeFile, readVault, vaultPlaces } from "./vault-file.ts";

export type OpenVault = {
  readonly key: Uint8Array;
  /** The way by which it was opened. */
  readonly slot: Slot;
  readonly sealed: SealedVault;
  readonly contents: Contents;
};

export async function openVault(desk: Desk, unlocking: Unlocking): Promise<Result<OpenVault>> {
  const sealed = readVault(vaultPlaces(desk.around));
  if (!sealed.ok) return sealed;
  const unlocked = await unlock(sealed.value, unlocking);
  if (!unlocked.ok) return unlocked;
  const { key, slot } = unlocked.value;
  const contents = openContents(sealed.value, key, nodeLocksmith);
  return contents.ok ? done({ key, slot, sealed: sealed.value, contents: contents.value }) : contents;
}

export type Change = (contents: Contents) => Result<Contents>;

/** The change is made to what lies there then: another process may have written while a person typed. */
export async function changeVault(desk: Desk, unlocking: Unlocking, change: Change): Promise<Result<Contents>> {
  const open = await openVault(desk, unlocking);
  if (!open.ok) return open;
  let changed: Contents = [];
  const written = changeFile(vaultPlaces(desk.around), (now) => {
    if (!sameKey(now, open.value)) return fail(rekeyed);
    const contents = openContents(now, open.value.key, nodeLocksmith);
    const next = contents.ok ? change(contents.value) : contents;
    if (!next.ok) return next;
    changed = next.value;
    if (contents.ok && changed === contents.value) return done(now);
    const { vault, generation, slots } = now.head;
    return done(sealContents(changed, open.value.key, { vault, generation: generation + 1, slots, locksmith: nodeLocksmith }));
  });
  open.value.key.fill(0);
  return written.ok ? done(changed) : written;
}

/** A new key comes with new age files. */
export function sameKey(now: SealedVault, open: OpenVault): boolean {
  return now.head.vault === open.sealed.head.vault && now.head.slots.some(({ key }) => key === open.slot.key);
}

export const rekeyed = {
  code: "vault.rekeyed",
  what: "the vault got another key in the meantime",
  follows: "nothing was changed",
  todo: "run this again",
};
