/** What was sealed, as a person reads it. */
import type { Sealing } from "../../proof/ledger/ledger.ts";
import { counted } from "./counted.ts";

export function sealingText({ checkpoint, records, torn, unfinished }: Sealing): string {
  const parts = [
    `sealed ${counted(records, "new record")}`,
    ...(torn === 0 ? [] : [`and ${counted(torn, "torn stretch", "torn stretches")}`]),
    `of ${checkpoint.size} in all`,
    ...(unfinished === 0 ? [] : [`; ${counted(unfinished, "byte")} at the end wait until the record is whole`]),
  ];
  return parts.join(" ").replace(" ;", ";");
}
