/** What tests of the ledger stand on: records, a key that everybody knows, and a ledger made of them. */
import { bytesOfAscii, joinedBytes } from "../../../src/base/bytes.ts";
import type { Result } from "../../../src/base/result.ts";
import { nodeNotary } from "../../../src/hosts/node/node.ts";
import {
  type Disk,
  files,
  frame,
  keyFrom,
  logKeyOrNew,
  type PrivateKey,
  rotate,
  seal,
  type Tools,
} from "../../../src/proof/ledger/ledger.ts";
import { type Files, memoryDisk } from "./memory-disk.ts";

export const notary = nodeNotary;

/** Not a secret: its bytes are 1, 2, 3 and so on. */
const seed = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
export const fresh = { name: "sheepdog.test/ledger/1", seed };
export const key: PrivateKey = keyFrom(notary, { name: fresh.name, purpose: "note" }, seed);
export const witnessKey: PrivateKey = keyFrom(
  notary,
  { name: "witness.test/w1", purpose: "cosignature" },
  seed.map((byte) => 255 - byte),
);

export function record(number: number): Uint8Array {
  return bytesOfAscii(frame({ is: "decision", number, text: `ls ${number}` }));
}

export function records(from: number, to: number): Uint8Array {
  return joinedBytes(...Array.from({ length: to - from }, (_, at) => record(from + at)));
}

export function toolsOn(disk: Disk): Tools {
  return { disk, notary };
}

/** The value; a fault is a failure of the test. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.what}`);
  return result.value;
}

export function faultOf(result: Result<unknown>): string {
  return result.ok ? "done" : result.fault.code;
}

/** Three segments: one put aside with a torn stretch in it, one put aside with a late record, and one where hooks append. Everything is sealed. */
export function sealedLedger(): Files {
  const disk = memoryDisk();
  const tools = toolsOn(disk);
  valueOf(logKeyOrNew(tools, fresh));
  disk.hook(files.records, joinedBytes(records(0, 3), record(98).slice(0, 20), records(3, 5)));
  valueOf(rotate(tools, key, 1_790_000_000_000));
  disk.hook(files.records, records(5, 8));
  valueOf(rotate(tools, key, 1_790_000_060_000));
  disk.hook(files.records, records(8, 10));
  valueOf(seal(tools, key));
  disk.hook(`${files.segments}/00000002`, record(99));
  disk.hook(files.records, record(10));
  valueOf(seal(tools, key));
  return disk.left("power loss");
}
