/** A proof that others can check, offline and with other tools: C2SP tlog-proof. */
import { base64Of, bytesOfBase64 } from "../../../base/base64.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import { type Hash, hashBytes } from "../tree/hashes.ts";
import type { Proof } from "../tree/proofs.ts";

/** `checkpoint` is the whole signed note. */
export type WrittenProof = { readonly index: number; readonly proof: Proof; readonly checkpoint: string };

const firstLine = "c2sp.org/tlog-proof@v1";

export function proofText({ index, proof, checkpoint }: WrittenProof): string {
  return [firstLine, `index ${index}`, ...proof.map(base64Of), "", checkpoint].join("\n");
}

export function readProofText(written: string): Result<WrittenProof> {
  const end = written.indexOf("\n\n");
  const [first, ...lines] = written.slice(0, Math.max(0, end)).split("\n");
  if (first !== firstLine) return malformed(`its first line is not \`${firstLine}\``);
  // Extra data is nothing that a proof vouches for.
  const [indexLine = "", ...hashLines] = lines[0]?.startsWith("extra ") === true ? lines.slice(1) : lines;
  const [, index] = /^index (0|[1-9]\d{0,14})$/.exec(indexLine) ?? [];
  if (index === undefined) return malformed("it does not say which entry it is about");
  const proof = readHashLines(hashLines);
  if (proof === undefined) return malformed("a line of it is no hash");
  return done({ index: Number(index), proof, checkpoint: written.slice(end + 2) });
}

/** A hash in each line; undefined where one is none. */
export function readHashLines(lines: readonly string[]): readonly Hash[] | undefined {
  const hashes = lines.map(bytesOfBase64).filter((hash): hash is Hash => hash?.length === hashBytes);
  return hashes.length === lines.length ? hashes : undefined;
}

function malformed(why: string): Result<never> {
  return fail({ code: "proof.malformed", what: `this is no proof of an entry: ${why}` });
}
