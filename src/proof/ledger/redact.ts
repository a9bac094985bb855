/** Takes secrets out of a text before anything is written: by the form of a token, by the name it is given to, by its place, by its randomness. */
import { withoutForms } from "./secret-forms.ts";
import { withoutNamed } from "./secret-names.ts";
import { withoutOptionSecrets } from "./secret-options.ts";
import { withoutPlaced } from "./secret-places.ts";
import { withoutRandomRuns } from "./secret-runs.ts";

const mark = "[redacted]";

/**
 * It runs in the hook, over everything that goes on record, and most of that holds no secret. So each kind first asks in one look whether there can
 * be any: tokens and what is random take a long run of letters and digits.
 */
export function redact(text: string): string {
  const bare = longRun.test(text) ? withoutRandomRuns(withoutForms(text, mark), mark) : text;
  return withoutNamed(withoutOptionSecrets(withoutPlaced(bare, mark), mark), mark);
}

/** An id is random by nature: only what has the form of a token goes. */
export function redactId(id: string): string {
  return longRun.test(id) ? withoutForms(id, mark) : id;
}

const longRun = /[A-Za-z0-9_/+-]{15}|-----BEGIN/;
