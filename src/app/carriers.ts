/** The files that `init` has put the guard into: they are the guard's own, wherever a variable of a project says that the client looks. */
import { readJson } from "../base/json.ts";
import { list, object, text } from "../base/read.ts";
import type { Site } from "../guard/guard.ts";

const mostRecordBytes = 256 * 1024;

const record = object({ placements: list(object({ files: list(object({ path: text })) })) });

/** None where nothing was installed. A record of the form before has none either; `init` writes it anew. */
export function carriers({ world, root }: Site): readonly string[] {
  const there = world.text(`${root}/installed.json`, mostRecordBytes);
  if (!there.known || !there.value.whole) return [];
  const json = readJson(there.value.text);
  const read = json.ok ? record(json.value, "record") : json;
  return read.ok ? read.value.placements.flatMap(({ files }) => files.map(({ path }) => path)) : [];
}
