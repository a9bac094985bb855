/** The annotated settings file: every setting with what it means, what it may be and what it is by itself. */
import { stringify } from "yaml";
import type { z } from "zod";
import type { Json } from "../../base/json.ts";
import { type Place, placeOf } from "./schema-walk.ts";
import { settingsSchema } from "./schema.ts";

const head = `# Settings of Sheepdog. What is commented out shows what holds by itself; take the # away to say otherwise.
# \`sheepdog config check\` says whether all is well here, \`sheepdog config show --origin\` what holds and why.
`;

export function annotatedSettings(): string {
  const lines = below(placeOf(settingsSchema)).flatMap(({ name, schema }) => ["", ...linesFor(name, schema, said)]);
  return `${head}${lines.join("\n")}\n`;
}

/** How a setting's own line is written: said by nobody, or as an example of what somebody could say. */
type Style = (line: string) => string;
const said: Style = (line) => `# ${line}`;
const shown: Style = (line) => line;

const indented = (line: string): string => (line === "" ? line : `  ${line}`);

function linesFor(name: string, schema: z.ZodType, style: Style): readonly string[] {
  const place = placeOf(schema);
  if (place.is === "setting") return [`# ${place.about.says} (${place.about.range})`, style(`${name}: ${usualText(place)}`)];
  if (place.is === "section")
    return [
      `${name}:`,
      ...below(place)
        .flatMap((one) => linesFor(one.name, one.schema, style))
        .map(indented),
    ];
  // One example below a name, all of it commented out: names are the operator's own.
  const example = below(place).flatMap((one) => linesFor(one.name, one.schema, shown));
  return [`${name}:`, ...example.map((line) => `  # ${line}`)];
}

type Below = { readonly name: string; readonly schema: z.ZodType };

function below(place: Place): readonly Below[] {
  if (place.is === "setting") return [];
  const names = place.is === "section" ? place.names : [place.example];
  return names.flatMap((name) => {
    const schema = place.below(name);
    return schema === undefined ? [] : [{ name, schema }];
  });
}

function usualText({ schema, about }: Extract<Place, { readonly is: "setting" }>): string {
  const usual = schema.safeParse(undefined);
  if (!usual.success) return "…";
  return stringify(about.written(usual.data as Json), { lineWidth: 0 }).trim();
}
