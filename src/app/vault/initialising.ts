/** A new vault, with the ways into it that a person chose. */
import { done, fail, type Result } from "../../base/result.ts";
import { nodeLocksmith, now } from "../../hosts/node/node.ts";
import { emptyContents, sealContents, type SealedVault, type Slot, vaultKeyBytes } from "../../proof/vault/vault.ts";
import { hexOf } from "../../base/hex.ts";
import type { Desk } from "../desk.ts";
import { makeSlot, type WantedWay } from "./slot-making.ts";
import { createVault, vaultPlaces } from "./vault-file.ts";

export type NewVault = { readonly ways: readonly WantedWay[]; readonly anew: boolean };

export async function initialiseVault(desk: Desk, { ways, anew }: NewVault): Promise<Result<SealedVault>> {
  const key = nodeLocksmith.random(vaultKeyBytes);
  const vault = hexOf(nodeLocksmith.random(16));
  const slots = await slotsFor(ways, { vault, key });
  if (!slots.ok) return slots;
  const sealed = sealContents(emptyContents, key, { vault, generation: 1, slots: slots.value, locksmith: nodeLocksmith });
  key.fill(0);
  const made = createVault(vaultPlaces(desk.around), sealed, anew);
  return made.ok ? done(sealed) : made;
}

type Of = { readonly vault: string; readonly key: Uint8Array };

export async function slotsFor(ways: readonly WantedWay[], of: Of): Promise<Result<readonly Slot[]>> {
  const slots: Slot[] = [];
  for (const wanted of ways) {
    const made = await makeSlot(wanted, { ...of, id: hexOf(nodeLocksmith.random(4)), at: now() });
    if (!made.ok) return made;
    slots.push(made.value);
  }
  return slots.length === 0 ? fail({ code: "vault.ways", what: "a vault needs a way in", follows: "nothing was changed" }) : done(slots);
}
