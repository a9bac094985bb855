/** Where commands work on a ledger: its files, its lock, and the key that signs for it. */
import { absolutePath } from "../../base/path.ts";
import type { Result } from "../../base/result.ts";
import { ensurePrivateFolder, exclusively, ledgerDisk, newSeed, nodeNotary, randomHex } from "../../hosts/node/node.ts";
import { logKey, logKeyOrNew, type PrivateKey, type PublicKey, readPublicKey, type Tools } from "../../proof/ledger/ledger.ts";
import type { Desk } from "../desk.ts";
import { rootIn } from "../install/root.ts";

export type Workplace = {
  readonly folder: string;
  readonly tools: Tools;
  /** One at a time; hooks are not kept from writing. */
  readonly locked: <T>(act: () => Result<T>) => Result<T>;
};

/** Options that say which ledger is meant. */
export type WhichLedger = { readonly folder?: string };

export function workplace(desk: Desk, { folder: given }: WhichLedger): Workplace {
  return workplaceIn(given === undefined ? rootIn(desk.around.home).ledger : absolutePath(given, desk.around.cwd));
}

/** `waitMs`: how long it waits for somebody else who works there; whoever has other things to do does not wait. */
export function workplaceIn(folder: string, waitMs?: number): Workplace {
  const tools = { disk: ledgerDisk(folder), notary: nodeNotary };
  const locked = <T>(act: () => Result<T>): Result<T> => {
    const made = ensurePrivateFolder(folder);
    return made.ok ? exclusively(`${folder}/lock`, act, waitMs) : made;
  };
  return { folder, tools, locked };
}

/** A new ledger has a name of its own, so that it is never taken for one that lay here before. */
export function signingKey({ tools }: Workplace): Result<PrivateKey> {
  return logKeyOrNew(tools, { name: `sheepdog.local/ledger/${randomHex().slice(0, 16)}`, seed: newSeed() });
}

/** The key that somebody gave us, or else the ledger's own. */
export function checkingKey({ tools }: Workplace, given: string | undefined): Result<PublicKey> {
  return given === undefined ? logKey(tools) : readPublicKey(tools.notary, given);
}
