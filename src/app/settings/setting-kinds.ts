/** Kinds of settings: how each is written, what it becomes, and which way is the stricter one. */
import { z } from "zod";
import type { Json } from "../../base/json.ts";
import { bytesFrom, bytesText, durationText, msFrom } from "./units.ts";

/**
 * Which of two values a careful person prefers; a layer that may only tighten may move this way alone. Of a list the later word is the stricter
 * one. `null`: neither, so such a layer has no say.
 */
export type Stricter = "less" | "more" | readonly Json[] | null;

export type About = {
  /** One sentence or two, for the annotated file and the documentation. */
  readonly says: string;
  /** What has to stand there, as the end of "it has to be …"; and the same in a few words. */
  readonly wanted: string;
  readonly range: string;
  readonly stricter: Stricter;
  /** The value as a person writes it. */
  readonly written: (value: Json) => Json;
};

const abouts = new WeakMap<object, About>();

/** What is known of one setting; nothing of a section. */
export function aboutOf(schema: z.ZodType): About | undefined {
  return abouts.get(schema);
}

/** What a setting says of itself beyond its kind. */
type Told = { readonly says: string; readonly stricter: Stricter };
type Range = { readonly least: number; readonly most: number };

/** Settings that belong together; where nobody says anything of them, each is what it usually is. */
export function section<const Shape extends z.ZodRawShape>(shape: Shape): z.ZodPrefault<z.ZodObject<Shape, z.core.$strict>> {
  const schema = z.strictObject(shape);
  return schema.prefault({} as z.input<typeof schema>);
}

function told<T extends z.ZodType>(schema: T, about: Omit<About, "written">, written: About["written"] = (value) => value): T {
  abouts.set(schema, { ...about, written });
  return schema;
}

const usualRange: Range = { least: 1_000, most: 366 * 86_400_000 };

/** `90s`, `10m`, `12h`, `30d`; milliseconds in the program. */
export function duration(ms: number, { says, stricter }: Told, { least, most }: Range = usualRange): z.ZodType<number> {
  const schema = z.string().transform((text, context) => {
    const found = msFrom(text);
    if (found !== undefined && found >= least && found <= most) return found;
    context.addIssue("no duration in range");
    return z.NEVER;
  });
  const range = `${durationText(least)} to ${durationText(most)}`;
  const wanted = `a duration such as \`90s\`, \`10m\`, \`12h\` or \`30d\`, from ${range}`;
  return told(schema.default(ms), { says, wanted, range, stricter }, (value) => durationText(Number(value)));
}

/** `64MiB`. */
export function bytes(many: number, { says, stricter }: Told, { least, most }: Range): z.ZodType<number> {
  const schema = z.string().transform((text, context) => {
    const found = bytesFrom(text);
    if (found !== undefined && found >= least && found <= most) return found;
    context.addIssue("no size in range");
    return z.NEVER;
  });
  const range = `${bytesText(least)} to ${bytesText(most)}`;
  return told(schema.default(many), { says, wanted: `a size such as \`64MiB\`, from ${range}`, range, stricter }, (value) =>
    bytesText(Number(value)),
  );
}

export function count(many: number, { says, stricter }: Told, { least, most }: Range): z.ZodType<number> {
  const schema = z.int().min(least).max(most).default(many);
  return told(schema, { says, wanted: `a whole number from ${least} to ${most}`, range: `${least} to ${most}`, stricter });
}

export function share(part: number, { says, stricter }: Told): z.ZodType<number> {
  return told(z.number().min(0).max(1).default(part), { says, wanted: "a number from 0 to 1", range: "0 to 1", stricter });
}

const microUsd = 1_000_000;
const mostUsd = 1_000_000;

/** Written in dollars; millionths in the program, so that sums are exact. */
export function money(micro: number, { says, stricter }: Told): z.ZodType<number> {
  const schema = z.number().min(0).max(mostUsd);
  const inMicro = schema.transform((usd) => Math.round(usd * microUsd)).default(micro);
  const range = `US dollars, 0 to ${mostUsd}`;
  return told(inMicro, { says, wanted: `an amount of ${range}`, range, stricter }, (value) => Number(value) / microUsd);
}

export function truth(holds: boolean, { says, stricter }: Told): z.ZodType<boolean> {
  return told(z.boolean().default(holds), { says, wanted: "`true` or `false`", range: "true or false", stricter });
}

/** One of a few words; without a usual one it has to be given. */
export function choice<const Word extends string>(from: readonly Word[], { says, stricter }: Told, usual?: Word): z.ZodType<Word> {
  const schema = z.custom<Word>((value) => from.some((word) => word === value));
  const wanted = `one of ${from.map((word) => `\`${word}\``).join(", ")}`;
  return told(usual === undefined ? schema : schema.default(() => usual), { says, wanted, range: from.join(", "), stricter });
}

export function words(usual: string, { says, stricter }: Told, most = 10_000): z.ZodType<string> {
  return told(z.string().max(most).default(usual), { says, wanted: `a text of at most ${most} characters`, range: "a text", stricter });
}

type Form = { readonly wanted: string; readonly pattern: RegExp };

/** A text or nothing, which is what it is where nobody says. */
export function wordsOrNone({ says, stricter }: Told, { wanted, pattern }: Form): z.ZodType<string | null> {
  return told(z.string().max(2_000).regex(pattern).nullable().default(null), {
    says,
    wanted: `${wanted}, or \`null\``,
    range: `${wanted}, or null`,
    stricter,
  });
}

export function folder({ says, stricter }: Told): z.ZodType<string> {
  const schema = z
    .string()
    .max(4_000)
    .regex(/^(?:\/|~\/)/);
  return told(schema, { says, wanted: "a folder's path, from `/` or `~/` on", range: "a path from / or ~/ on", stricter });
}
