/** The two shapes in which Factory Droid keeps hooks: below `hooks` in its settings, and by event alone in a file of their own. */
import { isMembers, list, maybe, type Members, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readDocument } from "../json-text.ts";
import { product } from "./product.ts";

const before = '{"hooks":';
const after = "}";

/** A file of hooks alone, in the shape of settings; it lies between these two marks and is taken out from there again, byte for byte. */
export function asSettings(file: string): string {
  return `${before}${file.replace(/^\uFEFF/, "")}${after}`;
}

export function asHooks(settings: string): string {
  return settings.slice(before.length, settings.length - after.length);
}

const groups = list(object({ matcher: maybe(text), hooks: list(object({ type: maybe(text), command: maybe(text) })) }));

export function readSettings(file: string): Result<Members> {
  const document = readDocument(file);
  if (!document.ok) return rejected(document.fault.what);
  if (!isMembers(document.value)) return rejected("it is not an object");
  const hooks = document.value["hooks"];
  if (hooks !== undefined && !isMembers(hooks)) return rejected("`hooks` is not an object");
  for (const [event, value] of Object.entries(hooks ?? {})) {
    const flaw = groups(value, `hooks.${event}`);
    if (!flaw.ok) return rejected(flaw.fault.what);
  }
  return done(document.value);
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `${product.title} would reject these settings: ${why}`,
    follows: "then no hook in them may run, so the guard may not either",
    todo: "mend or remove that entry, then run `sheepdog init`",
  });
}
