/** The settings of this user as they are now, for a command that needs some of them. */
import { done, type Result } from "../../base/result.ts";
import type { Root } from "../install/root.ts";
import { readCompiled } from "./compiled.ts";
import type { Settings } from "./schema.ts";
import { readSources, settingsFiles } from "./settings-files.ts";

/** YAML and schema are loaded only where what is kept is not of these files. */
export async function settingsNow(root: Root): Promise<Result<Settings>> {
  const files = settingsFiles(root);
  const sources = readSources(files);
  if (!sources.ok) return sources;
  const kept = readCompiled(files);
  if (kept.ok && kept.value?.isOf(sources.value) === true) return done(kept.value.settings);
  const { compile, faultOf } = await import("./compiling.ts");
  const { layered, flaws } = compile(sources.value);
  return layered === undefined ? { ok: false, fault: faultOf(flaws) } : done(layered.settings);
}
