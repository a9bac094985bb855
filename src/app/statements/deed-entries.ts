/** What people decide about the guard, put on record like everything else. */
import { bytesOfAscii } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { now } from "../../hosts/node/node.ts";
import { entryVersion, files, frame, redact, type StatementEntry } from "../../proof/ledger/ledger.ts";
import type { Desk } from "../desk.ts";
import { workplace } from "../ledger/workplace.ts";

export type Deed = Pick<StatementEntry, "did" | "id" | "by" | "about" | "until">;

export function recordDeed(desk: Desk, deed: Deed): Result<void> {
  const entry: StatementEntry = { version: entryVersion, is: "statement", at: Math.floor(now()), ...deed, about: redact(deed.about) };
  return workplace(desk, {}).tools.disk.append(files.records, bytesOfAscii(frame(entry)));
}
