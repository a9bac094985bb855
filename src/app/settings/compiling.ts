/** Sources to settings: every layer read, put over each other, and kept as JSON beside them for those who only want to know. */
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Fault } from "../../base/fault.ts";
import { writeCompiled } from "./compiled.ts";
import { type Flaw, flawFault } from "./flaw.ts";
import { type Layer, readLayer } from "./layer.ts";
import { layered, type Layered } from "./layering.ts";
import { readSources, type SettingsFiles, type Source } from "./settings-files.ts";

export type Compiling = { readonly layered: Layered | undefined; readonly flaws: readonly Flaw[] };

/** All that is wrong with any of them at once, so that a person mends it in one go. */
export function compile(sources: readonly Source[]): Compiling {
  const layers: Layer[] = [];
  const flaws: Flaw[] = [];
  for (const { layer, file, text } of sources) {
    if (text === null) continue;
    const read = readLayer({ layer, file, text });
    if (read.layer !== undefined) layers.push(read.layer);
    flaws.push(...read.flaws);
  }
  return flaws.length > 0 ? { layered: undefined, flaws } : layered(layers);
}

/** What holds now by the files themselves, kept for others to read. Where they are flawed nothing is written: the last valid set stays there. */
export function compileNow(files: SettingsFiles): Result<Layered> {
  const sources = readSources(files);
  if (!sources.ok) return sources;
  const { layered: found, flaws } = compile(sources.value);
  if (found === undefined) return fail(faultOf(flaws));
  const kept = writeCompiled(files, { sources: sources.value, settings: found.settings as Json });
  return kept.ok ? done(found) : kept;
}

export function faultOf(flaws: readonly Flaw[]): Fault {
  const [first, ...more] = flaws;
  if (first === undefined) return { code: "settings.flaw", what: "the settings cannot be read" };
  const fault = flawFault(first);
  return more.length === 0 ? fault : { ...fault, what: `${fault.what} (and ${more.length} more)` };
}
