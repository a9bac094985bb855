/** Every rewrite that keeps the meaning of a command, by its name. */
import { settings } from "./settings.ts";
import { spellings } from "./spellings.ts";
import { joined, wordsOf } from "./words.ts";

export type Rewrite = { readonly name: string; readonly of: (command: string) => string | undefined };

export const rewrites: readonly Rewrite[] = [
  ...Object.entries(spellings).map(([name, spell]) => ({ name, of: (command: string) => spell(wordsOf(command)) })),
  ...Object.entries(settings).map(([name, set]) => ({ name, of: (command: string) => set(joined(wordsOf(command))) })),
];
