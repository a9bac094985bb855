/** What the vault tells of its entries and of itself, without any value or a part of one. */
import type { Instant } from "../../base/instant.ts";
import type { Contents, SealedVault } from "../../proof/vault/vault.ts";
import { isOwnName } from "../../proof/vault/vault.ts";

export const listingVersion = 1;

export type ListedEntry = {
  readonly name: string;
  readonly category: string;
  readonly note: string;
  readonly version: number;
  readonly storedAt: string;
  readonly changedAt: string;
  readonly rotatedAt: string | null;
  readonly rotations: number;
};

/** Keys that Sheepdog keeps for itself are left out: nobody uses them by hand. */
export function listed(contents: Contents, category?: string): readonly ListedEntry[] {
  return contents
    .filter((entry) => !isOwnName(entry.name) && (category === undefined || entry.category === category))
    .map(({ name, category: kind, note, version, storedAt, changedAt, rotatedAt, rotations }) => ({
      name,
      category: kind,
      note,
      version,
      storedAt: day(storedAt),
      changedAt: day(changedAt),
      rotatedAt: rotatedAt === null ? null : day(rotatedAt),
      rotations,
    }));
}

export function stateOf({ head }: SealedVault): { readonly vault: string; readonly generation: number; readonly ways: readonly object[] } {
  const ways = head.slots.map(({ id, way, label, since }) => ({ id, way, label, since: day(since) }));
  return { vault: head.vault, generation: head.generation, ways };
}

function day(at: Instant): string {
  return new Date(at).toISOString();
}
