/** What verifying found, as a person reads it; and what it cannot see without a witness. */
import type { Verified } from "../../proof/ledger/ledger.ts";
import { counted } from "./counted.ts";
import type { KeptCheckpoints } from "./kept.ts";
import { instantText } from "./instant-text.ts";

export function verifiedText(verified: Verified, kept: KeptCheckpoints): string {
  const { findings, records, torn, purged, unsealed } = verified;
  const verdict =
    findings.length === 0 ? "the ledger is what was sealed" : `the ledger is not what was sealed: ${counted(findings.length, "finding")}`;
  const lines = [
    verdict,
    ...findings.map(({ code, what }) => `  finding  ${what} [${code}]`),
    `  compared ${counted(records, "record")} with their hashes${torn === 0 ? "" : `, and ${counted(torn, "torn stretch", "torn stretches")}`}`,
    ...(purged === 0 ? [] : [`  purged   ${counted(purged, "record")}: their hashes are in the tree, what they said is gone`]),
    ...unsealedLines(unsealed),
    ...witnessLines(kept),
  ];
  return `${lines.join("\n")}\n`;
}

function unsealedLines({ records, torn, unfinished }: Verified["unsealed"]): readonly string[] {
  if (records + torn + unfinished === 0) return [];
  const rest = unfinished === 0 ? "" : `, and ${counted(unfinished, "byte")} that are no whole record`;
  return [
    `  unsealed ${counted(records + torn, "record")}${rest}: nobody could tell if they were changed; \`sheepdog ledger seal\` seals them`,
  ];
}

function witnessLines({ given, countersigned }: KeptCheckpoints): readonly string[] {
  const lines = (countersigned?.by ?? []).map(
    ({ witness, seconds }) =>
      `  witness  ${witness.name} countersigned ${counted(countersigned?.checkpoint.size ?? 0, "record")} at ${instantText(seconds * 1_000)}`,
  );
  if (given > 0) return [...lines, `  compared with ${counted(given, "checkpoint")} kept elsewhere`];
  // What lies in the ledger's own folder can be put back together with it.
  const unseen = "no checkpoint kept elsewhere was given: that the end was cut off, or an old ledger was put back, cannot be seen here";
  return [...lines, `  note     ${unseen}; \`sheepdog ledger witness line\` prints one to keep`];
}
