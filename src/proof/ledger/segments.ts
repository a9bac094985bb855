/** The files that hold records now, oldest first: for those who read them without asking what was sealed. */
import { readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { Disk } from "./disk.ts";
import { files, segmentFile, segmentNumber } from "./files.ts";
import { textIfThere } from "./opening.ts";

export type SegmentFile = { readonly segment: number; readonly name: string };

export function segmentsThere(disk: Disk): Result<readonly SegmentFile[]> {
  const names = disk.names(files.segments);
  if (!names.ok) return names;
  const text = textIfThere(disk, files.sealed);
  if (!text.ok) return text;
  const aside = names.value.flatMap((name) => segmentNumber(name) ?? []);
  const active = Math.max(lastAside(text.value ?? ""), 0, ...aside) + 1;
  return done([...aside, active].map((segment) => ({ segment, name: segmentFile(segment, active) })));
}

/** What `sealed` says was put aside last; a segment that was purged has no file any more. */
function lastAside(sealed: string): number {
  const json = readJson(sealed);
  const states = json.ok && isMembers(json.value) && Array.isArray(json.value["states"]) ? json.value["states"].filter(isMembers) : [];
  return Math.max(0, ...states.flatMap((state) => [state["rotated"], state["purged"]].filter((one) => typeof one === "number")));
}
