/** What comes out of an archive that this call has downloaded: nobody has read it, and it may be run next. */
import type { Value } from "../../../shell/value.ts";
import type { Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";

/** An archive that lay there before is as local as any other program. */
export function unpackedFrom(archive: Value | undefined, folder: Value, use: Use): readonly Saved[] {
  const isStream = archive === undefined || archive.text === "-";
  const flow = isStream ? use.stdin : use.content(archive);
  if (flow?.from !== "download" && flow?.from !== "remote") return [];
  const origin = flow.origin ?? archive?.text ?? "an archive";
  return [{ path: folder, flow: { from: "unread", origin }, append: false, below: true }];
}
