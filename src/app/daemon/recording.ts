/** What the daemon itself puts on record: appended as hooks do it, and on the disk before anybody goes on. */
import { bytesOfAscii } from "../../base/bytes.ts";
import type { Json } from "../../base/json.ts";
import type { Result } from "../../base/result.ts";
import { type Disk, type Entry, files, frame } from "../../proof/ledger/ledger.ts";

export function recorderIn(disk: Disk): (entry: Entry) => Result<void> {
  return (entry) => disk.append(files.records, bytesOfAscii(frame(entry as Json)));
}
