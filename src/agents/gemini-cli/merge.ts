/** Settings of Gemini CLI with the guard in them; everything else in them stays. */
import { done, type Result } from "../../base/result.ts";
import type { GuardLine } from "../installer.ts";
import { placeAt, withMember } from "../json-text.ts";
import { withEntries } from "../nested-hooks.ts";
import { checkLine, entriesFor, isOurs, nameIn, newName } from "./entry.ts";
import { readSettings } from "./settings.ts";

/** The name stays what it is, so that a second run changes nothing. */
export function withGuard(settings: string | null, line: GuardLine): Result<string> {
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const read = settings === null || settings.trim() === "" ? done({}) : readSettings(settings);
  if (!read.ok) return read;
  const kept = nameIn(read.value);
  const name = kept === undefined ? newName(line) : done(kept);
  if (!name.ok) return name;
  const merged = withEntries(settings, entriesFor(line, name.value), isOurs);
  return merged.ok && line.scope === "managed" ? done(switchedOn(merged.value)) : merged;
}

/** It comes with the managed guard, and goes with it. */
export const switchedOnWord = { enabled: true };

/** The word of managed settings is the last one; without it a person's own `false` would count for the managed guard, too. */
function switchedOn(settings: string): string {
  const way = ["hooksConfig", "enabled"];
  if (placeAt(settings, ["hooksConfig"]) === undefined) return withMember(settings, [], { key: "hooksConfig", value: switchedOnWord });
  if (placeAt(settings, way) === undefined) return withMember(settings, ["hooksConfig"], { key: "enabled", value: true });
  return settings;
}
