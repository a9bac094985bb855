/** What Windsurf takes as hooks, by its documentation: one entry of another shape may void the file, and ours with it. */
import { isMembers, list, maybe, type Members, object, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readDocument } from "../json-text.ts";
import { product } from "./product.ts";

const entries = list(object({ command: maybe(text), powershell: maybe(text), show_output: maybe(truth), working_directory: maybe(text) }));
const around = object({ hooks: maybe(object({})) });

export function readSettings(file: string): Result<Members> {
  const document = readDocument(file);
  if (!document.ok) return rejected(document.fault.what);
  const read = around(document.value, "hooks.json");
  if (!read.ok || !isMembers(document.value)) return rejected(read.ok ? "it is not an object" : read.fault.what);
  const hooks = document.value["hooks"];
  for (const [event, value] of isMembers(hooks) ? Object.entries(hooks) : []) {
    const flaw = entries(value, `hooks.${event}`);
    if (!flaw.ok) return rejected(flaw.fault.what);
  }
  return done(document.value);
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `${product.title} would reject these hooks: ${why}`,
    follows: "then no hook in them may run, so the guard may not either",
    todo: "mend or remove that entry, then run `sheepdog init`",
  });
}
