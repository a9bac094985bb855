/** One set of settings from all layers: who comes later may change what was said before, and where it must not become milder it cannot. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { Flaw } from "./flaw.ts";
import type { Layer, LayerName, Said } from "./layer.ts";
import { placeAt } from "./schema-walk.ts";
import { type Settings, settingsSchema } from "./schema.ts";
import type { Stricter } from "./setting-kinds.ts";

export type Layered = {
  readonly settings: Settings;
  /** By path, where somebody said something; all other settings are what they usually are. */
  readonly origins: ReadonlyMap<string, Origin>;
};

export type Origin = { readonly layer: LayerName; readonly file: string; readonly line: number };

export type Layering = { readonly layered: Layered | undefined; readonly flaws: readonly Flaw[] };

type Standing = { readonly said: Said; readonly layer: Layer };

/** In the order of the layers. */
export function layered(layers: readonly Layer[]): Layering {
  const standing = new Map<string, Standing>();
  const flaws: Flaw[] = [];
  for (const layer of layers) {
    for (const said of layer.said) {
      const name = said.path.join(".");
      const before = standing.get(name);
      const why = refusal(layer, said, before);
      if (why === undefined) standing.set(name, { said, layer });
      else flaws.push({ file: layer.file, ...layer.yaml.spot(said.path), what: why });
    }
  }
  const whole = settingsSchema.safeParse(treeOf([...standing.values()].map(({ said }) => said)));
  if (!whole.success) flaws.push(...whole.error.issues.map((issue) => missing(issue.path.map(String), layers)));
  if (!whole.success || flaws.length > 0) return { layered: undefined, flaws };
  const origins = new Map([...standing].map(([name, { said, layer }]) => [name, originOf(layer, said)]));
  return { layered: { settings: whole.data, origins }, flaws };
}

function originOf({ layer, file, yaml }: Layer, { path }: Said): Origin {
  return { layer, file, line: yaml.spot(path).line };
}

/** The organisation is the first to speak; a person may tighten what it said; a repository may tighten whatever holds, and nothing else. */
function refusal({ layer }: Layer, { path, written, value }: Said, before: Standing | undefined): string | undefined {
  const place = placeAt(path);
  if (place?.is !== "setting" || layer === "organisation") return undefined;
  const name = path.join(".");
  const { stricter } = place.about;
  if (layer === "user") {
    if (before === undefined || stricter === null || isAsStrict(value, before.said.value, stricter)) return undefined;
    return `\`${name}: ${JSON.stringify(written)}\` is milder than what your organisation set in \`${before.layer.file}\` (\`${JSON.stringify(before.said.written)}\`)`;
  }
  if (stricter === null) return `\`${name}\` cannot be set by a repository`;
  const usual = place.schema.safeParse(undefined);
  const holds = before?.said.value ?? (usual.success ? (usual.data as Json) : undefined);
  if (holds === undefined || isAsStrict(value, holds, stricter)) return undefined;
  return `a repository can only tighten, and \`${name}: ${JSON.stringify(written)}\` is milder than what holds without it (\`${JSON.stringify(place.about.written(holds))}\`)`;
}

function isAsStrict(value: Json, than: Json, stricter: Exclude<Stricter, null>): boolean {
  if (stricter === "less") return Number(value) <= Number(than);
  if (stricter === "more") return Number(value) >= Number(than);
  return stricter.indexOf(value) >= stricter.indexOf(than);
}

function treeOf(all: readonly Said[]): Json {
  const tree: { [name: string]: Json } = {};
  for (const { path, written } of all) {
    let at = tree;
    for (const name of path.slice(0, -1)) {
      const inner = Object.hasOwn(at, name) ? at[name] : undefined;
      const next: { [name: string]: Json } = isMembers(inner) ? inner : {};
      at[name] = next;
      at = next;
    }
    at[path.at(-1) ?? ""] = written;
  }
  return tree;
}

/** Every setting was read before, so all that can be wrong with the whole is that something is not there. */
function missing(path: readonly string[], layers: readonly Layer[]): Flaw {
  const around = path.slice(0, -1);
  const layer = layers.findLast(({ said }) => said.some((one) => around.every((name, at) => one.path[at] === name)));
  const place = placeAt(path);
  const wanted = place?.is === "setting" ? `; it has to be ${place.about.wanted}` : "";
  const spot = layer?.yaml.spot(around) ?? { line: 1, column: 1 };
  return { file: layer?.file ?? "", ...spot, what: `\`${path.join(".")}\` is missing${wanted}` };
}
