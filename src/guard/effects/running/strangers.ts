/** Programs that nobody has described: harmless as far as we know, but not with a file of the guard in their hands. */
import { absolutePath } from "../../../base/path.ts";
import type { Flow, Value } from "../../shell/value.ts";
import type { Part } from "../describing/deeds.ts";
import { holding, passedThrough } from "../describing/flows.ts";
import { natureOf } from "../places/natures.ts";
import { type Place, scopeOf } from "../places/targets.ts";
import type { Use } from "../describing/tool.ts";

/** Programs that only look at the paths they are given. */
const readers: ReadonlySet<string> = new Set(
  "[ [[ : awk echo expr false fd gawk mkdir mawk nawk pwd rg test tr true type which yq".split(" "),
);

export function strangerParts({ name, words, place }: Use): readonly Part[] {
  if (readers.has(name) && !words.some((word) => mayChange(name, word.text))) return [];
  return words.flatMap((word) => {
    const path = guardedIn(word, place);
    return path === undefined
      ? []
      : [{ kind: "tamper", part: name, target: { name: path, scope: "guard", known: true }, loss: "unknown" } as const];
  });
}

/** What nobody has described may well show the file that it is given. */
export function strangerFlow({ words, stdin, content, place }: Use): Flow {
  const { homes } = place.ground.forms();
  const held = words.filter((word) => word.known && !word.text.startsWith("-")).map(content);
  const files = held.flatMap((flow) => flow.pieces ?? [flow]).flatMap(({ file }) => file ?? []);
  return holding(passedThrough(stdin), files.some((file) => natureOf(file, homes) === "secret") ? "secret" : undefined);
}

/** Options that make a reader write. */
function mayChange(name: string, text: string): boolean {
  if (name === "fd") return /^-[xX]$|^--exec/.test(text);
  if (name === "yq") return /^(-o|-i|--in-?place|--output)/.test(text);
  return name.endsWith("awk") && (text === "-i" || text.startsWith("--in"));
}

/** A path stands alone, or behind the `=` of an option. */
function guardedIn(word: Value, place: Place): string | undefined {
  if (!word.known || word.flow !== undefined) return undefined;
  const candidates = [word.text, word.text.slice(word.text.indexOf("=") + 1)].filter((text) => text !== "" && !text.startsWith("-"));
  for (const text of candidates) {
    if (!text.startsWith("/") && !place.cwd.known) continue;
    // Words with blanks between them are a text, unless they begin as paths do.
    if (/\s/.test(text) && !/^[./]/.test(text)) continue;
    const path = absolutePath(text, place.cwd.text);
    // A bare word is a path here only by its name, which is worth no question to World.
    if (!text.includes("/") && !place.ground.guarded().owns(path) && !place.ground.guarded().liesBelow(path)) continue;
    if (scopeOf(path, place.ground) === "guard") return path;
  }
  return undefined;
}
