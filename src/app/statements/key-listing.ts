/** The keys that count, as a person and a program read them. */
import { done, type Result } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import type { Page } from "../install/page.ts";
import { oneLine } from "../one-line.ts";
import { codeOf } from "../../proof/keys/keys.ts";
import { countingKeys, keyPlaces, shortId } from "./key-places.ts";
import { privateKey } from "./private-keys.ts";

export type KeyListing = {
  readonly version: 1;
  readonly folder: string;
  readonly level: "user" | "managed";
  readonly keys: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly code: string;
    readonly opensBy: string;
  }[];
  readonly strange: readonly { readonly path: string; readonly why: string }[];
};

export function listedKeys(desk: Desk): Result<KeyListing> {
  const places = keyPlaces(desk.around);
  const counting = countingKeys(places);
  if (!counting.ok) return counting;
  const keys = counting.value.keys.map(({ id, key }) => {
    const own = privateKey(places, id);
    const opensBy = !own.ok ? "damaged" : (own.value?.way ?? "another device");
    return { id, kind: key.kind, name: key.name, code: codeOf(id), opensBy };
  });
  const level = places.isManaged ? "managed" : "user";
  return done({ version: 1, folder: places.counting, level, keys, strange: counting.value.strange });
}

export function showKeys({ folder, keys, strange }: KeyListing, page: Page): void {
  for (const { id, kind, name, code, opensBy } of keys)
    page.line(shortId(id), `${oneLine(name, 80)} (${kind}), opens by ${opensBy}; code ${code}`);
  if (keys.length === 0) page.line("keys", `none counts in ${page.path(folder)}; \`sheepdog key add\` makes one`);
  for (const { path, why } of strange) page.line("not counted", oneLine(`${page.path(path)}: ${why}`, 400));
}
