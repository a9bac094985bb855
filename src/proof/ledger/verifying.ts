/** Checks a whole ledger: are the stored hashes those that were signed and witnessed, and the records those that were hashed? */
import { sameBytes } from "../../base/bytes.ts";
import { done, type Result } from "../../base/result.ts";
import { type Bodies, comparedBodies, type Unsealed, unsealedIn } from "./bodies.ts";
import { files } from "./files.ts";
import type { Finding } from "./finding.ts";
import type { Checkpoint, Stated } from "./notes/checkpoint.ts";
import type { PublicKey } from "./notes/keys.ts";
import { hashesLength, type Opened, openLedger, type Tools } from "./opening.ts";
import { growingTree } from "./tree/growing-tree.ts";
import { type Digest, type Hash, hashBytes } from "./tree/hashes.ts";
import { storedPosition } from "./tree/stored-tree.ts";

export type Verified = Bodies & {
  readonly checkpoint?: Stated;
  /** It can be changed without a trace until it is sealed. */
  readonly unsealed: Unsealed;
  /** How many checkpoints that somebody else keeps were compared. */
  readonly compared: number;
};

/** `kept`: what witnesses or people keep of earlier days, whichever way it reached us. */
export function verify(tools: Tools, key: PublicKey, kept: readonly Checkpoint[]): Result<Verified> {
  const opened = openLedger(tools, key);
  if (!opened.ok) return opened;
  const { checkpoint } = opened.value;
  const stored = storedBytes(tools, opened.value);
  if (!stored.ok) return stored;
  const trees = treeFindings(tools.notary.digest, { stored: stored.value, origin: key.name, checkpoint }, kept);
  const bodies = comparedBodies(tools, opened.value, (index) => hashIn(stored.value, storedPosition(0, index)));
  if (!bodies.ok) return bodies;
  const unsealed = unsealedIn(tools, opened.value);
  if (!unsealed.ok) return unsealed;
  const findings = [...trees, ...bodies.value.findings];
  const verified = { ...bodies.value, findings, unsealed: unsealed.value, compared: kept.length };
  return done(checkpoint === undefined ? verified : { ...verified, checkpoint });
}

function storedBytes({ disk }: Tools, { sealed }: Opened): Result<Uint8Array> {
  const size = disk.size(files.hashes);
  if (!size.ok || size.value === null) return size.ok ? done(new Uint8Array(0)) : size;
  return disk.read(files.hashes, { from: 0, bytes: hashesLength(sealed.size) });
}

type Claimed = { readonly stored: Uint8Array; readonly origin: string; readonly checkpoint: Stated | undefined };

/** Builds the whole tree again from the stored leaves, and compares every hash and every root on the way. */
function treeFindings(digest: Digest, { stored, origin, checkpoint }: Claimed, kept: readonly Checkpoint[]): readonly Finding[] {
  const size = checkpoint?.size ?? 0;
  const foreign = kept.filter((one) => one.origin !== origin).map((one) => replaced(one, origin));
  const own = kept.filter((one) => one.origin === origin);
  const findings = [...foreign, ...own.filter((one) => one.size > size).map((one) => rolledBack(one, size))];
  const tree = growingTree(digest);
  if (tree === undefined) return findings;
  const compareRoots = (): void => {
    for (const one of own) if (one.size === tree.size() && !sameBytes(one.root, tree.root())) findings.push(forked(one));
  };
  compareRoots();
  for (let position = 0; tree.size() < size;) {
    const added = tree.add(hashIn(stored, position));
    if (added.some((hash, at) => !sameBytes(hash, hashIn(stored, position + at)))) {
      findings.push({ code: "hashes", what: `the stored hashes of record ${tree.size() - 1} do not belong together` });
      return findings;
    }
    position += added.length;
    compareRoots();
  }
  if (checkpoint !== undefined && !sameBytes(tree.root(), checkpoint.root)) {
    findings.push({ code: "hashes", what: `the stored hashes are not those of the checkpoint of ${size} records` });
  }
  return findings;
}

/** Shorter than a hash where the file ends before it, and so never equal to one. */
function hashIn(stored: Uint8Array, position: number): Hash {
  return stored.subarray(position * hashBytes, (position + 1) * hashBytes);
}

function replaced({ origin }: Checkpoint, here: string): Finding {
  return {
    code: "replaced",
    what: `somebody keeps a checkpoint of \`${origin}\`, and this ledger is \`${here}\`: another one was put in its place`,
  };
}

function rolledBack({ size }: Checkpoint, now: number): Finding {
  const what = `somebody keeps a checkpoint of ${size} records, and the ledger's own has ${now}: its end is gone, or an old one was put back`;
  return { code: "rolled-back", what };
}

function forked({ size }: Checkpoint): Finding {
  return { code: "forked", what: `the first ${size} records are not those that somebody keeps a checkpoint of` };
}
