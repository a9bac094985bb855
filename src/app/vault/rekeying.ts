/** Another key for the vault: what the old ways open is gone with the old file, and the ways that stay are made anew. */
import { done, fail, type Result } from "../../base/result.ts";
import { dropFromKeyring, nodeLocksmith, now } from "../../hosts/node/node.ts";
import { openContents, sealContents, type SealedVault, type Slot, vaultKeyBytes } from "../../proof/vault/vault.ts";
import type { Desk } from "../desk.ts";
import { slotsFor } from "./initialising.ts";
import { openVault, type OpenVault, rekeyed, sameKey } from "./opening.ts";
import { renewedSlot, type WantedWay } from "./slot-making.ts";
import { keeperName, type Unlocking } from "./unlocking.ts";
import { changeFile, vaultPlaces } from "./vault-file.ts";

export type Rekeying = {
  readonly unlocking: Unlocking;
  readonly add: readonly WantedWay[];
  /** Ways that go, by their ids. */
  readonly drop: readonly string[];
  /** How the passphrase, if one stays, is given again. */
  readonly passphrase: WantedWay;
};

export async function rekeyVault(desk: Desk, rekeying: Rekeying): Promise<Result<SealedVault>> {
  const open = await openVault(desk, rekeying.unlocking);
  if (!open.ok) return open;
  const unknown = rekeying.drop.find((id) => !open.value.sealed.head.slots.some((slot) => slot.id === id));
  if (unknown !== undefined)
    return fail({ code: "vault.way.unknown", what: `the vault has no way \`${unknown}\``, todo: "`sheepdog vault check` shows them" });
  const key = nodeLocksmith.random(vaultKeyBytes);
  const slots = await newSlots(open.value, key, rekeying);
  if (!slots.ok) return slots;
  const written = changeFile(vaultPlaces(desk.around), (found) => {
    if (!sameKey(found, open.value)) return fail(rekeyed);
    const contents = openContents(found, open.value.key, nodeLocksmith);
    if (!contents.ok) return contents;
    const { vault, generation } = found.head;
    return done(sealContents(contents.value, key, { vault, generation: generation + 1, slots: slots.value, locksmith: nodeLocksmith }));
  });
  for (const secret of [key, open.value.key]) secret.fill(0);
  if (written.ok) await forgetDropped(open.value.sealed, slots.value);
  return written;
}

async function newSlots({ sealed }: OpenVault, key: Uint8Array, { add, drop, passphrase }: Rekeying): Promise<Result<readonly Slot[]>> {
  const { vault, slots } = sealed.head;
  const staying = slots.filter(({ id }) => !drop.includes(id));
  const renewed: Slot[] = [];
  for (const slot of staying.filter(({ way }) => way !== "passphrase")) {
    const made = await renewedSlot(slot, { vault, key, id: slot.id, at: now() });
    if (!made.ok) return made;
    renewed.push(made.value);
  }
  const asked = staying.some(({ way }) => way === "passphrase") && !add.some(({ way }) => way === "passphrase") ? [passphrase] : [];
  const wanted = [...asked, ...add];
  if (wanted.length === 0) return renewed.length === 0 ? slotsFor([], { vault, key }) : done(renewed);
  const fresh = await slotsFor(wanted, { vault, key });
  return fresh.ok ? done([...fresh.value, ...renewed]) : fresh;
}

/** After the file is written: an identity in a keyring that opens nothing any more may stay without harm where it cannot be taken away. */
async function forgetDropped({ head }: SealedVault, slots: readonly Slot[]): Promise<void> {
  const dropped = head.slots.filter(({ way, id }) => way === "keyring" && !slots.some((slot) => slot.id === id));
  for (const { id } of dropped) await dropFromKeyring({ name: keeperName(head.vault, id) });
}
