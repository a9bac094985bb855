/** Settings as a person reads them: each with its value as it would be written, and who said so. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { Layered, Origin } from "./layering.ts";
import { placeAt, placeOf } from "./schema-walk.ts";

export type Shown = { readonly name: string; readonly value: Json; readonly origin: Origin | null };

/** Everything at or below a name; nothing where there is no such name. */
export function shownSettings({ settings, origins }: Layered, path: readonly string[] = []): readonly Shown[] {
  const found: Shown[] = [];
  collect(
    path,
    path.reduce<Json | undefined>((value, name) => (isMembers(value) ? value[name] : undefined), settings as Json),
  );
  return found;

  function collect(at: readonly string[], value: Json | undefined): void {
    const place = placeAt(at);
    if (place === undefined || value === undefined) return;
    const name = at.join(".");
    if (place.is === "setting") found.push({ name, value: place.about.written(value), origin: origins.get(name) ?? null });
    else for (const [key, inner] of Object.entries(isMembers(value) ? value : {})) collect([...at, key], inner);
  }
}

/** Every name that can stand behind these, for "did you mean". */
export function namesBelow(path: readonly string[]): readonly string[] {
  const place = placeAt(path);
  if (place?.is !== "section") return [];
  return place.names.flatMap((name) => {
    const below = place.below(name);
    const whole = [...path, name];
    return below === undefined || placeOf(below).is === "setting" ? [whole.join(".")] : [whole.join("."), ...namesBelow(whole)];
  });
}
