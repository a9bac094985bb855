/** A way into the vault, made: the vault key in an age file for a passphrase, a keyring, a machine, an identity or an SSH key. */
import type { Instant } from "../../base/instant.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { askHidden, keepInKeyring, newIdentity, recipientOf, sealedByMachine, wrapKey } from "../../hosts/node/node.ts";
import type { Slot, Way } from "../../proof/vault/vault.ts";
import { identityFrom, keeperName, passphraseFrom } from "./unlocking.ts";

/** What a person said of the way that they want. */
export type WantedWay = {
  readonly way: Way;
  readonly newPassphraseFd?: number | undefined;
  readonly work: number;
  readonly identity?: string | undefined;
  readonly recipient?: string | undefined;
};

export type SlotOf = { readonly vault: string; readonly key: Uint8Array; readonly id: string; readonly at: Instant };

export const usualWork = 18;
const leastPassphrase = 12;

export async function makeSlot(wanted: WantedWay, of: SlotOf): Promise<Result<Slot>> {
  switch (wanted.way) {
    case "passphrase":
      return passphraseSlot(wanted, of);
    case "keyring":
    case "machine":
      return keptSlot(wanted.way, of);
    case "identity":
    case "ssh":
      return recipientSlot(wanted, of);
  }
}

async function passphraseSlot({ newPassphraseFd, work }: WantedWay, of: SlotOf): Promise<Result<Slot>> {
  const passphrase = newPassphraseFd === undefined ? askTwice() : passphraseFrom(newPassphraseFd);
  if (!passphrase.ok) return passphrase;
  if ([...passphrase.value].length < leastPassphrase) return fail(short);
  const key = await wrapKey(of.vault, of.key, { passphrase: passphrase.value, work });
  return key.ok ? done(slot(of, { way: "passphrase", label: "passphrase", key: key.value })) : key;
}

const short = {
  code: "vault.passphrase.short",
  what: `a passphrase has ${leastPassphrase} characters at least: whoever has the file can try as many as they like`,
  follows: "nothing was changed",
  todo: "take four or five words at random",
};

function askTwice(): Result<string> {
  const first = askHidden("new passphrase for the vault: ");
  const again = first.ok ? askHidden("the same again: ") : first;
  if (!first.ok || !again.ok || first.value === again.value) return again;
  return fail({ code: "vault.passphrase.differs", what: "the two are not the same", follows: "nothing was changed" });
}

/** A new identity that only the keeper has. */
async function keptSlot(way: "keyring" | "machine", of: SlotOf): Promise<Result<Slot>> {
  const { identity, recipient } = await newIdentity();
  const keeper = { name: keeperName(of.vault, of.id) };
  const key = await wrapKey(of.vault, of.key, { recipient });
  if (!key.ok) return key;
  if (way === "machine") {
    const sealed = await sealedByMachine(`${identity}\n`, keeper);
    return sealed.ok ? done(slot(of, { way, label: "this machine", key: key.value, recipient, sealedIdentity: sealed.value })) : sealed;
  }
  const kept = await keepInKeyring(`${identity}\n`, keeper);
  return kept.ok ? done(slot(of, { way, label: "login keyring", key: key.value, recipient })) : kept;
}

/** The private half is not needed: the identity may lie in a safe. */
async function recipientSlot({ identity, recipient }: WantedWay, of: SlotOf): Promise<Result<Slot>> {
  const named = recipient === undefined ? await recipientIn(identity) : done({ recipient, way: "identity" as const });
  if (!named.ok) return named;
  const key = await wrapKey(of.vault, of.key, { recipient: named.value.recipient });
  return key.ok ? done(slot(of, { ...named.value, label: identity ?? "recipient", key: key.value })) : key;
}

async function recipientIn(file: string | undefined): Promise<Result<{ readonly recipient: string; readonly way: Way }>> {
  if (file === undefined)
    return fail({ code: "vault.identity", what: "no identity was named", todo: "name one: `--identity FILE` or `--recipient age1…`" });
  const identity = await identityFrom(file);
  if (!identity.ok) return identity;
  const recipient = await recipientOf(identity.value);
  if (!recipient.ok) return recipient;
  return done({ recipient: recipient.value, way: typeof identity.value === "string" ? "identity" : "ssh" });
}

type Made = Pick<Slot, "way" | "label" | "key"> & Partial<Pick<Slot, "recipient" | "sealedIdentity">>;

function slot({ id, at }: SlotOf, { way, label, key, recipient = null, sealedIdentity = null }: Made): Slot {
  return { id, way, label, since: at, recipient, sealedIdentity, key };
}

/** The same way for another vault key. A passphrase has to be given again: nobody kept it. */
export async function renewedSlot(old: Slot, of: SlotOf): Promise<Result<Slot>> {
  if (old.recipient === null) return fail({ code: "vault.slot", what: `the way \`${old.label}\` cannot be renewed without its secret` });
  const key = await wrapKey(of.vault, of.key, { recipient: old.recipient });
  return key.ok ? done({ ...old, key: key.value }) : key;
}
