/** The schema as a tree of names: what lies below a section, and what is a setting of its own. */
import { z } from "zod";
import type { About } from "./setting-kinds.ts";
import { aboutOf } from "./setting-kinds.ts";
import { settingsSchema } from "./schema.ts";

export type Place =
  | { readonly is: "section"; readonly names: readonly string[]; readonly below: (name: string) => z.ZodType | undefined }
  /** Names are the operator's own, such as those of accounts. */
  | { readonly is: "named"; readonly example: string; readonly below: (name: string) => z.ZodType | undefined }
  | { readonly is: "setting"; readonly about: About; readonly schema: z.ZodType };

export function placeOf(schema: z.ZodType): Place {
  const about = aboutOf(schema);
  if (about !== undefined) return { is: "setting", about, schema };
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  if (inner instanceof z.ZodRecord) return { is: "named", example: exampleIn(inner), below: (name) => valueIn(inner, name) };
  const shape: Readonly<Record<string, z.ZodType>> = inner instanceof z.ZodObject ? inner.shape : {};
  return { is: "section", names: Object.keys(shape), below: (name) => (Object.hasOwn(shape, name) ? shape[name] : undefined) };
}

/** Some names are of one form, and some of the other. */
function exampleIn(record: z.ZodRecord): string {
  return z.safeParse(record.keyType, "a-name").success ? "a-name" : "A_NAME";
}

function valueIn(record: z.ZodRecord, name: string): z.ZodType | undefined {
  return z.safeParse(record.keyType, name).success && record.valueType instanceof z.ZodType ? record.valueType : undefined;
}

/** `["fleet", "lease"]` and its like; `undefined` where no setting and no section has that name. */
export function placeAt(path: readonly string[]): Place | undefined {
  let place: Place | undefined = placeOf(settingsSchema);
  for (const name of path) {
    const below: z.ZodType | undefined = place === undefined || place.is === "setting" ? undefined : place.below(name);
    place = below === undefined ? undefined : placeOf(below);
  }
  return place;
}
