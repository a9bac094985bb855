/** Settings as JSON, bound to the hashes of what they were made from: to be read without the schema, and never when a source is another. */
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { anything, exactly, list, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { nodeCrypto, readOwnFile, replaceOwnFile } from "../../hosts/node/node.ts";
import type { Settings } from "./schema.ts";
import type { SettingsFiles, Source } from "./settings-files.ts";

/** Which schema it is of: a hash that the test beside this file makes of it, so that nobody reads with one what was written with another. */
export const schemaHash = "11199f6ddd37d035";

export type Compiled = { readonly settings: Settings; readonly isOf: (sources: readonly Source[]) => boolean };

const shape = object({
  schema: exactly(schemaHash),
  sources: list(object({ file: text, sha256: text })),
  /** Over the settings themselves: a file that was cut short or edited by hand is nobody's word. */
  sha256: text,
  settings: anything,
});

/** `null` where there is none that this release wrote. */
export function readCompiled({ compiled }: SettingsFiles): Result<Compiled | null> {
  const bytes = readOwnFile(compiled);
  if (!bytes.ok || bytes.value === null) return bytes.ok ? done(null) : bytes;
  const json = readJson(new TextDecoder().decode(bytes.value));
  const read = json.ok ? shape(json.value, compiled) : json;
  if (!read.ok || read.value.sha256 !== hashOf(read.value.settings)) return done(null);
  const { sources, settings } = read.value;
  return done({ settings: settings as Settings, isOf: (now) => canonicalJson(sources as Json) === canonicalJson(namesOf(now)) });
}

type Writing = { readonly sources: readonly Source[]; readonly settings: Json };

export function writeCompiled(files: SettingsFiles, { sources, settings }: Writing): Result<void> {
  const before = readCompiled(files);
  if (before.ok && before.value?.isOf(sources) === true) return done(undefined);
  const whole = canonicalJson({ schema: schemaHash, sources: namesOf(sources), sha256: hashOf(settings), settings });
  const written = replaceOwnFile(files.compiled, new TextEncoder().encode(`${whole}\n`));
  return written.ok ? written : fail({ ...written.fault, follows: "the settings hold all the same, and are read anew each time" });
}

function namesOf(sources: readonly Source[]): Json {
  return sources.map(({ file, text: said }) => ({ file, sha256: said === null ? "none" : nodeCrypto.sha256(said) }));
}

function hashOf(settings: Json): string {
  return nodeCrypto.sha256(canonicalJson(settings));
}
