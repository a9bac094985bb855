/** Layer: what one settings file says, setting by setting, each with where it stands. */
import type { Json } from "../../base/json.ts";
import { suggestion } from "../../base/nearest.ts";
import { isMembers } from "../../base/read.ts";
import type { Flaw } from "./flaw.ts";
import { type Place, placeOf } from "./schema-walk.ts";
import { settingsSchema } from "./schema.ts";
import { readYaml, type YamlTree } from "./yaml-tree.ts";

/** Later ones may change what earlier ones say, within the rules of `layering.ts`. */
export const layerNames = ["organisation", "user", "repository"] as const;
export type LayerName = (typeof layerNames)[number];

export type LayerText = { readonly layer: LayerName; readonly file: string; readonly text: string };

export type Layer = { readonly layer: LayerName; readonly file: string; readonly said: readonly Said[]; readonly yaml: YamlTree };

export type Said = {
  readonly path: readonly string[];
  /** As it is written, and as the program has it. */
  readonly written: Json;
  readonly value: Json;
};

export type LayerRead = { readonly layer: Layer | undefined; readonly flaws: readonly Flaw[] };

/** With a flaw of any kind the whole file counts for nothing: half of what somebody meant is not what they meant. */
export function readLayer({ layer, file, text }: LayerText): LayerRead {
  const yaml = readYaml(text, file);
  if (!yaml.ok) return { layer: undefined, flaws: [yaml.flaw] };
  const found: Found = { said: [], wrong: [] };
  walk({ place: placeOf(settingsSchema), path: [], value: yaml.value.tree }, found);
  const flaws = found.wrong.map(({ path, what, name }) => ({
    file,
    ...(name === true ? yaml.value.nameSpot(path) : yaml.value.spot(path)),
    what,
  }));
  return flaws.length > 0 ? { layer: undefined, flaws } : { layer: { layer, file, said: found.said, yaml: yaml.value }, flaws };
}

/** `name`: not what stands there is wrong, but what it is called. */
type Wrong = { readonly path: readonly string[]; readonly what: string; readonly name?: true };
type Found = { readonly said: Said[]; readonly wrong: Wrong[] };
type Step = { readonly place: Place; readonly path: readonly string[]; readonly value: Json };

function walk({ place, path, value }: Step, found: Found): void {
  const name = `\`${path.join(".")}\``;
  if (place.is === "setting") {
    const read = place.schema.safeParse(value);
    if (read.success) found.said.push({ path, written: value, value: read.data as Json });
    else found.wrong.push({ path, what: `${name} is \`${shortText(value)}\`; it has to be ${place.about.wanted}` });
    return;
  }
  // An empty section is what is left when everything in it is commented out.
  if (value === null) return;
  if (!isMembers(value)) {
    found.wrong.push({ path, what: `${path.length === 0 ? "the file" : name} has to be a section with names and values` });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const below = place.below(key);
    if (below === undefined) found.wrong.push({ path: [...path, key], what: unknownText(place, path, key), name: true });
    else walk({ place: placeOf(below), path: [...path, key], value: inner }, found);
  }
}

function unknownText(place: Place, path: readonly string[], key: string): string {
  const whole = [...path, key].join(".");
  if (place.is === "named") return `\`${key}\` is no name: lower-case letters, digits and dashes, at most 40`;
  return `there is no setting \`${whole}\`${suggestion(key, place.is === "section" ? place.names : [])}`;
}

function shortText(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
