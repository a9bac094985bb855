/** Which statements for one call have had it: read from the file in which hooks claim them. */
import { readRecords } from "../ledger/frame.ts";

/** Under this a hook claims a statement, once for all hooks. */
export function claimOf(statement: string): string {
  return `${prefix}${statement}`;
}

const prefix = "statement:";

export function spentIn(claims: string): ReadonlySet<string> {
  const claimed = readRecords(claims).leaves.map((leaf) => leaf.split(" ")[2] ?? "");
  return new Set(claimed.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length)));
}
