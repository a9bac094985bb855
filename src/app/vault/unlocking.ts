/** The key of the vault, by whichever way a person chose: what needs nobody is tried first, a passphrase is asked for last. */
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import {
  askHidden,
  fromKeyring,
  type Identity,
  identityIn,
  isSshKey,
  openedByMachine,
  readDescriptor,
  readTextIfThere,
  sshIdentity,
  unwrapKey,
} from "../../hosts/node/node.ts";
import type { SealedVault, Slot, Way } from "../../proof/vault/vault.ts";

export type Unlocking = {
  readonly passphraseFd?: number | undefined;
  readonly identity?: string | undefined;
  readonly way?: Way | undefined;
};

export type Unlocked = { readonly key: Uint8Array; readonly slot: Slot };

export async function unlock({ head }: SealedVault, unlocking: Unlocking): Promise<Result<Unlocked>> {
  const faults: Fault[] = [];
  for (const way of waysWanted(unlocking)) {
    const slots = head.slots.filter((slot) => slot.way === way);
    if (slots.length === 0) continue;
    const secret = await secretFor(way, unlocking);
    if (!secret.ok) faults.push(secret.fault);
    if (!secret.ok) continue;
    for (const slot of slots) {
      const opened = await openSlot(head.vault, slot, secret.value);
      if (!opened.ok) faults.push(opened.fault);
      else if (opened.value === undefined) faults.push(misfit(slot));
      else return done({ key: opened.value, slot });
    }
  }
  return fail(faults.length === 1 && faults[0] !== undefined ? faults[0] : closed(head.slots, faults));
}

/** What a person hands over says which way they mean. */
function waysWanted({ passphraseFd, identity, way }: Unlocking): readonly Way[] {
  if (way !== undefined) return [way];
  if (identity !== undefined) return ["identity", "ssh"];
  return passphraseFd === undefined ? ["keyring", "machine", "passphrase"] : ["passphrase"];
}

/** What opens every slot of a way; where each slot has a secret of its own, nothing. */
type Secret = { readonly passphrase: string } | { readonly identity: Identity } | undefined;

async function secretFor(way: Way, { passphraseFd, identity }: Unlocking): Promise<Result<Secret>> {
  switch (way) {
    case "passphrase": {
      const passphrase = passphraseFd === undefined ? askHidden("passphrase of the vault: ") : passphraseFrom(passphraseFd);
      return passphrase.ok ? done({ passphrase: passphrase.value }) : passphrase;
    }
    case "identity":
    case "ssh": {
      const read = identity === undefined ? fail(noIdentity) : await identityFrom(identity);
      return read.ok ? done({ identity: read.value }) : read;
    }
    case "keyring":
    case "machine":
      return done(undefined);
  }
}

const noIdentity = { code: "vault.identity", what: "no identity was named", todo: "name its file: `--identity FILE`" };

/** The first line: a newline ends it, and is no part of it. */
export function passphraseFrom(descriptor: number): Result<string> {
  const bytes = readDescriptor(descriptor);
  if (!bytes.ok) return bytes;
  const [line = ""] = new TextDecoder().decode(bytes.value).split(/\r?\n/, 1);
  return line === "" ? fail({ code: "vault.passphrase.empty", what: `the file descriptor ${descriptor} gave no passphrase` }) : done(line);
}

/** An age identity, or an SSH key in its place. */
export async function identityFrom(file: string): Promise<Result<Identity>> {
  const text = readTextIfThere(file);
  if (!text.ok) return text;
  if (text.value === null) return fail({ code: "vault.identity", what: `there is no file \`${file}\`` });
  if (isSshKey(text.value)) return sshIdentity(text.value);
  const identity = identityIn(text.value);
  return identity === undefined
    ? fail({ code: "vault.identity", what: `\`${file}\` holds neither an age identity nor an SSH key` })
    : done(identity);
}

async function openSlot(vault: string, slot: Slot, secret: Secret): Promise<Result<Uint8Array | undefined>> {
  if (secret !== undefined) return unwrapKey(vault, slot.key, secret);
  const keeper = { name: keeperName(vault, slot.id) };
  const kept = slot.way === "keyring" ? await fromKeyring(keeper) : await openedByMachine(slot.sealedIdentity ?? "", keeper);
  if (!kept.ok) return kept;
  const identity = identityIn(kept.value);
  return identity === undefined ? done(undefined) : unwrapKey(vault, slot.key, { identity });
}

export function keeperName(vault: string, slot: string): string {
  return `${vault.slice(0, 16)}-${slot}`;
}

function misfit({ way, label }: Slot): Fault {
  const code = "vault.key.wrong";
  if (way === "passphrase") return { code, what: "this is not the passphrase of the vault", follows: "nothing was opened" };
  return { code, what: `the way \`${label}\` does not open the vault`, follows: "nothing was opened" };
}

function closed(slots: readonly Slot[], faults: readonly Fault[]): Fault {
  const ways = slots.map(({ way, label }) => `${way} (${label})`).join(", ");
  const tried = faults.length === 0 ? "none of them was tried" : faults.map(sentenceOf).join("; ");
  return {
    code: "vault.closed",
    what: `the vault stays closed; it opens by ${ways}: ${tried}`,
    todo: "see `--passphrase-fd`, `--identity` and `--way`",
  };
}
