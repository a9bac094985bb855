/** What somebody keeps of a ledger's earlier days: the last countersigned checkpoint, files, and lines on paper. */
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { readTextFile } from "../../hosts/node/node.ts";
import {
  type Checkpoint,
  type Countersigned,
  lastCountersigned,
  type PublicKey,
  readCheckpoint,
  readCheckpointLine,
} from "../../proof/ledger/ledger.ts";
import type { Desk } from "../desk.ts";
import type { Workplace } from "./workplace.ts";

export type Kept = { readonly line: readonly string[]; readonly checkpoint: readonly string[] };

/** `given` came from outside the ledger's folder, where whoever changes the ledger may not reach. */
export type KeptCheckpoints = { readonly all: readonly Checkpoint[]; readonly given: number; readonly countersigned: Countersigned | null };

type At = { readonly place: Workplace; readonly key: PublicKey };

export function keptCheckpoints(desk: Desk, { place, key }: At, { line, checkpoint }: Kept): Result<KeptCheckpoints> {
  const countersigned = lastCountersigned(place.tools, key);
  if (!countersigned.ok) return countersigned;
  const given: Checkpoint[] = [];
  const reads = [
    ...line.map((one) => () => readCheckpointLine(one)),
    ...checkpoint.map((file) => () => checkpointIn(absolutePath(file, desk.around.cwd), { place, key })),
  ];
  for (const read of reads) {
    const one = read();
    if (!one.ok) return one;
    given.push(one.value);
  }
  const own = countersigned.value === null ? [] : [countersigned.value.checkpoint];
  return done({ all: [...own, ...given], given: given.length, countersigned: countersigned.value });
}

function checkpointIn(path: string, { place, key }: At): Result<Checkpoint> {
  const text = readTextFile(path);
  return text.ok ? readCheckpoint(place.tools.notary, text.value, key) : text;
}
