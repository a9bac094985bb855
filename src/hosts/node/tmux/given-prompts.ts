/** Prompts that were given to a session on a screen, by their receipts: what was pasted is not pasted again, and is known when it comes back. */
import { join } from "node:path";
import { done, type Result } from "../../../base/result.ts";
import type { Prompt } from "../../../fleet/fleet.ts";
import { readTextIfThere, writeTextFile } from "../files.ts";
import { ensurePrivateFolder, namesIn } from "../folders.ts";

export type GivenPrompts = {
  /** True where it was kept before: then it may have been pasted already. */
  readonly keep: (prompt: Prompt) => Result<boolean>;
  /** Each receipt once: the same words twice are two prompts. */
  readonly receiptOf: (words: string) => string | undefined;
};

export function givenPrompts(session: string): GivenPrompts {
  const folder = join(session, "prompts");
  const texts = new Map<string, string>();
  const met = new Set<string>();
  return {
    keep: ({ receipt, text }) => {
      const made = ensurePrivateFolder(folder);
      if (!made.ok) return made;
      const before = readTextIfThere(join(folder, receipt));
      if (!before.ok) return before;
      if (before.value !== null) return done(true);
      const kept = writeTextFile(join(folder, receipt), text);
      return kept.ok ? done(false) : kept;
    },
    receiptOf: (words) => {
      const names = namesIn(folder);
      for (const name of names.ok ? names.value : []) {
        const text = texts.get(name) ?? squeezed(textOf(join(folder, name)));
        texts.set(name, text);
        if (met.has(name) || squeezed(words) !== text) continue;
        met.add(name);
        return name;
      }
      return undefined;
    },
  };
}

function textOf(path: string): string {
  const text = readTextIfThere(path);
  return text.ok ? (text.value ?? "") : "";
}

/** What a terminal and a client leave of a text on its way: letters and signs stay in their order, space and what cannot be seen do not. */
function squeezed(text: string): string {
  return text.normalize("NFC").replaceAll(/[\s\p{Cf}]/gu, "");
}
